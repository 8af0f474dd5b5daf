#include "core/compare/secret_numbers.h"

#include "core/diagnosis/words.h"
#include "core/formats/secret_spans.h"
#include "core/http/credentials.h"

#include <algorithm>

namespace keyhole {

namespace {

constexpr qsizetype kShortest = 6;  // a shorter value stands in too many places by chance
constexpr size_t kMost = 500;
constexpr qsizetype kLongestBody = 1 << 20;  // of a longer one what is shown is looked through when it is shown
constexpr qsizetype kLongestShown = 4096;

const QByteArray &dots()
{
    static const QByteArray eight = QString(8, QChar(0x2022)).toUtf8();
    return eight;
}

}

void SecretNumbers::know(const QByteArray &text, qsizetype offset, qsizetype length)
{
    if (length < kShortest || m_known.size() >= kMost)
        return;
    const QByteArray secret = text.mid(offset, length);
    if (std::find(m_known.begin(), m_known.end(), secret) == m_known.end())
        m_known.push_back(secret);
}

void SecretNumbers::learn(const FieldList &fields)
{
    for (const Field &field : fields) {
        for (const SecretSpan &span : secretsInField(field.name, field.value))
            know(field.value, span.offset, span.length);
        if (const auto basic = parseBasic(splitCredentials(field.value).rest); basic && equalsIgnoringCase(field.name, "Authorization"))
            know(basic->password, 0, basic->password.size());
    }
}

void SecretNumbers::learn(const Hop &hop, ComparedSides sides)
{
    const QByteArray address = hop.request.url.toString();
    for (const SecretSpan &span : secretsInAddress(address))
        know(address, span.offset, span.length);
    learn(hop.request.fields);
    const auto learnBody = [this](const QByteArray &body) {
        if (body.size() > kLongestBody)
            return;
        for (const SecretSpan &span : secretsInBody(body))
            know(body, span.offset, span.length);
    };
    learnBody(hop.request.body);
    if (!hop.response)
        return;
    learn(hop.response->fields);
    if (sides == ComparedSides::Whole)
        learnBody(hop.response->body);
}

void SecretNumbers::learn(const Exchange &exchange, ComparedSides sides)
{
    for (const Hop &hop : exchange.hops)
        learn(hop, sides);
    std::sort(m_known.begin(), m_known.end(), [](const QByteArray &a, const QByteArray &b) { return a.size() > b.size(); });
}

QByteArray SecretNumbers::numbered(const QByteArray &secret)
{
    const auto found = m_numbers.constFind(secret);
    const int number = found == m_numbers.constEnd() ? int(m_numbers.size()) + 1 : *found;
    if (found == m_numbers.constEnd())
        m_numbers.insert(secret, number);
    return dots() + " #" + QByteArray::number(number);
}

QString SecretNumbers::mark(const QByteArray &secret)
{
    const QString length = secret.size() == 1 ? QStringLiteral("1 character") : QStringLiteral("%1 characters").arg(secret.size());
    return QStringLiteral("%1, %2").arg(QString::fromUtf8(numbered(secret)), length);
}

QByteArray SecretNumbers::masked(QByteArray text)
{
    for (const QByteArray &secret : m_known) {
        if (text.contains(secret))
            text.replace(secret, numbered(secret));
    }
    return replaceSpans(text, secretsInBody(text),
                        [this](const QByteArray &secret) { return secret.contains(dots()) ? secret : numbered(secret); });
}

QString SecretNumbers::shown(const QByteArray &text, int limit)
{
    return quoted(masked(text.left(kLongestShown)), limit);
}

}
