#include "core/diagnosis/answer.h"

#include "core/diagnosis/facts.h"
#include "core/diagnosis/gather.h"
#include "core/diagnosis/knowledge/sayings.h"
#include "core/diagnosis/words.h"
#include "core/json/json.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

constexpr qsizetype kMostBody = 64 << 10;  // error bodies are small; what is longer is a page
constexpr qsizetype kMostErrorInSuccess = 4 << 10;  // {"ok":false,"error":"…"}; what is longer is what was asked for
constexpr qsizetype kMostText = 4000;
constexpr int kMostItems = 60;
constexpr int kMostDepth = 6;

struct Reader {
    AnswerTexts texts;

    void add(const QByteArray &where, const QByteArray &name, const QString &text)
    {
        if (text.isEmpty() || int(texts.items.size()) >= kMostItems)
            return;
        const QString kept = text.left(kMostText);
        texts.items.push_back({where, name, kept, kept.toLower().toUtf8()});
    }
};

/// Members that carry no words: addresses, ids and times would only be taken for sentences.
bool isNoise(QByteArrayView name)
{
    static constexpr QByteArrayView kNames[]
        = {"timestamp", "path", "trace_id", "traceid", "trace", "request_id", "requestid", "documentation_url", "instance", "@type"};
    return std::any_of(std::begin(kNames), std::end(kNames), [name](QByteArrayView each) { return equalsIgnoringCase(each, name); });
}

void readJson(Reader &reader, const JsonValue &value, const QByteArray &name, int depth)
{
    if (depth > kMostDepth)
        return;
    if (value.isObject()) {
        for (const JsonMember &member : value.members) {
            if (!isNoise(member.name))
                readJson(reader, member.value, member.name, depth + 1);
        }
    } else if (value.isArray()) {
        for (const JsonValue &item : value.items)
            readJson(reader, item, name, depth + 1);
    } else if (value.isString() || value.isNumber()) {
        reader.add("response.body", name, QString::fromUtf8(value.text));
    }
}

QString withoutTags(const QString &html)
{
    static const QRegularExpression hidden(QStringLiteral("<(script|style)\\b[^>]*>.*?</\\1\\s*>|<!--.*?-->"),
                                           QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression tag(QStringLiteral("<[^>]*>"));
    QString text = html;
    text.remove(hidden).replace(tag, QStringLiteral(" "));
    text.replace(QLatin1String("&nbsp;"), QLatin1String(" ")).replace(QLatin1String("&#39;"), QLatin1String("'"));
    text.replace(QLatin1String("&quot;"), QLatin1String("\"")).replace(QLatin1String("&lt;"), QLatin1String("<"));
    return text.replace(QLatin1String("&gt;"), QLatin1String(">")).replace(QLatin1String("&amp;"), QLatin1String("&")).simplified();
}

/// Elements with text alone: AWS, S3-compatible and SOAP errors.
void readXml(Reader &reader, const QString &xml)
{
    static const QRegularExpression leaf(QStringLiteral("<(?:\\w+:)?(\\w+)(?:\\s[^>]*)?>([^<]{1,2000})</"));
    for (auto match = leaf.globalMatch(xml); match.hasNext();) {
        const auto each = match.next();
        reader.add("response.body", each.captured(1).toUtf8(), each.captured(2).simplified());
    }
}

void readBody(Reader &reader, const Response &response)
{
    const bool accepted = response.status >= 200 && response.status < 300;
    if (accepted && response.body.size() > kMostErrorInSuccess)
        return;
    const QByteArray body = response.body.first(std::min(response.body.size(), kMostBody));
    const QByteArray trimmed = body.trimmed();
    if (trimmed.isEmpty())
        return;
    if (trimmed.startsWith('{') || trimmed.startsWith('[')) {
        if (const auto json = parseJson(trimmed)) {
            readJson(reader, *json, {}, 0);
            return;
        }
    }
    const QString text = QString::fromUtf8(trimmed);
    if (trimmed.startsWith("<?xml") || trimmed.startsWith("<Error") || trimmed.startsWith("<soap"))
        readXml(reader, text);
    else
        reader.add("response.body", {}, trimmed.startsWith('<') ? withoutTags(text) : text);
}

/// Fields in which servers say more than in the body.
void readFields(Reader &reader, const FieldList &fields)
{
    static constexpr QByteArrayView kNames[] = {"x-amzn-errortype",
                                                "x-amzn-error-message",
                                                "x-ms-error-code",
                                                "grpc-message",
                                                "x-error",
                                                "x-error-message",
                                                "x-reason",
                                                "x-auth-error",
                                                "x-seraph-loginreason",
                                                "x-authentication-denied-reason",
                                                "x-oauth-error",
                                                "error",
                                                "www-authenticate-error",
                                                "x-github-otp",
                                                "x-github-sso",
                                                "x-kong-response-error",
                                                "x-envoy-auth-failure",
                                                "x-vault-error"};
    for (const Field &field : fields) {
        if (std::any_of(std::begin(kNames), std::end(kNames), [&](QByteArrayView each) { return equalsIgnoringCase(each, field.name); }))
            reader.add("response.headers." + field.name, field.name, QString::fromUtf8(field.value));
    }
}

}

const AnswerText *AnswerTexts::named(QByteArrayView name) const
{
    const auto found
        = std::find_if(items.begin(), items.end(), [name](const AnswerText &each) { return equalsIgnoringCase(each.name, name); });
    return found == items.end() ? nullptr : &*found;
}

const AnswerText *AnswerTexts::saying(QByteArrayView lowerWords) const
{
    const auto found
        = std::find_if(items.begin(), items.end(), [lowerWords](const AnswerText &each) { return each.lower.contains(lowerWords); });
    return found == items.end() ? nullptr : &*found;
}

const AnswerText *AnswerTexts::code(QByteArrayView lowerCode) const
{
    const auto found = std::find_if(items.begin(), items.end(), [lowerCode](const AnswerText &each) { return each.lower == lowerCode; });
    return found == items.end() ? nullptr : &*found;
}

AnswerTexts readAnswer(const Response &response)
{
    Reader reader;
    for (const Field &field : response.fields) {
        if (!equalsIgnoringCase(field.name, "WWW-Authenticate") && !equalsIgnoringCase(field.name, "Proxy-Authenticate"))
            continue;
        for (const Challenge &challenge : readChallenges(field.value).challenges) {
            for (const AuthParameter &parameter : challenge.parameters) {
                if (!equalsIgnoringCase(parameter.name, "nonce") && !equalsIgnoringCase(parameter.name, "opaque"))
                    reader.add("response.headers." + field.name, parameter.name, QString::fromUtf8(parameter.value));
            }
        }
    }
    readFields(reader, response.fields);
    readBody(reader, response);
    return reader.texts;
}

Evidence evidenceFor(const AnswerText &text, const QString &label)
{
    const QString shown = quoted(text.text, 160);
    const QString name = text.name.isEmpty() ? QString() : QString::fromUtf8(text.name);
    const bool field = text.where.startsWith("response.headers.");
    Evidence evidence;
    evidence.where = text.where;
    evidence.text = name.isEmpty() ? shown
        : field                    ? name + QStringLiteral("=\"") + shown + QLatin1Char('"')
                                   : QLatin1Char('"') + name + QStringLiteral("\": \"") + shown + QLatin1Char('"');
    evidence.markFrom = evidence.text.indexOf(shown);
    evidence.markLength = shown.size();
    evidence.says = label;
    return evidence;
}

void gatherAnswer(Facts &facts)
{
    if (!facts.response)
        return;
    for (const Field &field : facts.response->fields) {
        if (!equalsIgnoringCase(field.name, "WWW-Authenticate"))
            continue;
        ChallengeList list = readChallenges(field.value);
        std::move(list.challenges.begin(), list.challenges.end(), std::back_inserter(facts.challenges));
        for (SyntaxError &problem : list.problems)
            facts.challengeProblems.emplace_back(field.value, std::move(problem));
    }
    facts.answer = readAnswer(*facts.response);
    facts.said = findSayings(facts.answer, facts.service);
    if (const auto type = facts.response->fields.value("Content-Type")) {
        if (auto parsed = parseMediaType(*type))
            facts.contentType = *parsed;
    }
}

}
