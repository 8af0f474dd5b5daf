#include "core/history/history_query.h"

#include "core/token/relative_time.h"

#include <QDateTime>
#include <array>

namespace keyhole {

namespace {

struct Term {
    qsizetype offset = 0;
    QString key, value;  ///< no key: a word
    bool negative = false;
};

const QStringList &keys()
{
    static const QStringList list{"status", "method", "host", "cause", "environment", "since", "until", "is", "has"};
    return list;
}

Result<std::vector<Term>, SyntaxError> split(const QString &text)
{
    std::vector<Term> terms;
    qsizetype at = 0;
    while (at < text.size()) {
        if (text[at].isSpace()) {
            ++at;
            continue;
        }
        Term term;
        term.offset = at;
        if (text[at] == u'-' && at + 1 < text.size() && !text[at + 1].isSpace()) {
            term.negative = true;
            ++at;
        }
        const auto endsKey = [&](qsizetype end) { return end < text.size() && text[end] == u':'; };
        qsizetype end = at;
        while (end < text.size() && text[end].isLetter())
            ++end;
        if (endsKey(end) && keys().contains(text.mid(at, end - at).toLower())) {
            term.key = text.mid(at, end - at).toLower();
            at = end + 1;
        }
        if (at < text.size() && text[at] == u'"') {
            const qsizetype quote = text.indexOf(u'"', at + 1);
            if (quote < 0)
                return failure(SyntaxError{at, QStringLiteral("The quote has no end.")});
            term.value = text.mid(at + 1, quote - at - 1);
            at = quote + 1;
        } else {
            end = at;
            while (end < text.size() && !text[end].isSpace())
                ++end;
            term.value = text.mid(at, end - at);
            at = end;
        }
        if (!term.value.isEmpty())
            terms.push_back(std::move(term));
    }
    return terms;
}

bool isStatus(const QString &text)
{
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    return text == QLatin1String("0")
        || (text.size() == 3 && text[0] >= u'1' && text[0] <= u'9'
            && ((isDigit(text[1]) && isDigit(text[2])) || text.endsWith(QLatin1String("xx"), Qt::CaseInsensitive)));
}

bool isMethod(const QString &text)
{
    static constexpr std::array kMethods{"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"};
    return std::any_of(kMethods.begin(), kMethods.end(), [&](const char *each) { return text == QLatin1String(each); });
}

/// "monday" is the last one that began before now.
std::optional<QDate> weekday(const QString &word, QDate today)
{
    static const QStringList names{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
    const qsizetype index = names.indexOf(word.toLower());
    if (index < 0)
        return std::nullopt;
    const int back = (today.dayOfWeek() - 1 - int(index) + 7) % 7;
    return today.addDays(-back);
}

Result<Instant, SyntaxError> momentOf(const Term &term, Instant now, const QTimeZone &zone)
{
    QString words = term.value;
    words.replace(u'_', u' ');
    const QDate today = QDateTime::fromMSecsSinceEpoch(now.time_since_epoch().count(), zone).date();
    const QString day = words.toLower();
    std::optional<QDate> date = weekday(words, today);
    if (day == QLatin1String("today"))
        date = today;
    if (day == QLatin1String("yesterday"))
        date = today.addDays(-1);
    if (date)
        return Instant(Milliseconds(date->startOfDay(zone).toMSecsSinceEpoch()));
    // "3d" and "2 hours" look back here: nobody searches the future.
    const bool bare = !words.isEmpty() && words[0].isDigit() && words.back().isLetter() && !words.endsWith(QLatin1String("ago"))
        && !words.contains(u'-') && !words.contains(u':');
    auto moment = parseMoment(bare ? words + QStringLiteral(" ago") : words, now, zone);
    if (!moment)
        return failure(SyntaxError{
            term.offset, QStringLiteral("“%1” is no moment that can be read; yesterday, monday, 3d, 2026-11-20 are.").arg(term.value)});
    return *moment;
}

void takeWord(const Term &term, HistoryQuery &query)
{
    if (term.negative)
        query.withoutWords += term.value;
    else if (isStatus(term.value))
        query.statuses += term.value.toLower().toLatin1();
    else if (isMethod(term.value))
        query.methods += term.value.toLatin1();
    else
        query.words += term.value;
}

/// False when the key has no such value; it is a word then.
bool takeFlag(const Term &term, HistoryQuery &query)
{
    const QString value = term.value.toLower();
    if (term.key == QLatin1String("is") && value == QLatin1String("pinned"))
        return query.pinned = true;
    if (term.key == QLatin1String("has") && value == QLatin1String("note"))
        return query.noted = true;
    return false;
}

bool takeKey(const Term &term, HistoryQuery &query)
{
    if (term.key == QLatin1String("status"))
        query.statuses += term.value.toLower().toLatin1();
    else if (term.key == QLatin1String("method"))
        query.methods += term.value.toUpper().toLatin1();
    else if (term.key == QLatin1String("host"))
        query.hosts += term.value.toLower();
    else if (term.key == QLatin1String("cause"))
        query.causes += term.value.toLower().toLatin1();
    else if (term.key == QLatin1String("environment"))
        query.environments += term.value;
    else
        return takeFlag(term, query);
    return true;
}

}

Result<HistoryQuery, SyntaxError> readHistoryQuery(const QString &text, Instant now, const QTimeZone &zone)
{
    const auto terms = split(text);
    if (!terms)
        return failure(terms.error());
    HistoryQuery query;
    for (Term term : *terms) {
        if (term.key == QLatin1String("since") || term.key == QLatin1String("until")) {
            const auto moment = momentOf(term, now, zone);
            if (!moment)
                return failure(moment.error());
            (term.key == QLatin1String("since") ? query.since : query.until) = *moment;
        } else if (term.key.isEmpty() || term.negative || !takeKey(term, query)) {
            if (!term.key.isEmpty())
                term.value = term.key + u':' + term.value;
            takeWord(term, query);
        }
    }
    return query;
}

}
