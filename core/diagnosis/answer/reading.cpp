#include "core/diagnosis/answer/reading.h"
#include "core/http/field.h"
#include "core/http/letters.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

constexpr qsizetype kLongestCode = 200;

/// An id is one word; longer or broken text is something else.
bool isIdText(const QString &text)
{
    constexpr qsizetype kShortest = 6, kLongest = 256;
    return text.size() >= kShortest && text.size() <= kLongest
        && std::none_of(text.begin(), text.end(), [](QChar c) { return c.isSpace() || !c.isPrint(); });
}

bool stands(const std::vector<AnswerText> &texts, const QString &text)
{
    return std::any_of(texts.begin(), texts.end(), [&](const AnswerText &each) { return each.text == text; });
}

}

void AnswerReader::addText(const QByteArray &where, const QByteArray &name, const QString &text)
{
    if (text.isEmpty())
        return;
    if (answer.items.size() >= kMostTexts)
        return leaveOut(QStringLiteral("texts beyond the first %1").arg(kMostTexts));
    answer.items.push_back(answerText(where, name, text));
}

void AnswerReader::addId(const QByteArray &where, const QByteArray &name, const QString &text)
{
    const QString id = text.trimmed();
    if (isIdText(id) && !stands(answer.ids, id) && answer.ids.size() < kMostIds)
        answer.ids.push_back(answerText(where, name, id));
}

void AnswerReader::addTime(const QByteArray &where, const QByteArray &name, const QString &text)
{
    if (!text.trimmed().isEmpty() && answer.times.size() < kMostIds)
        answer.times.push_back(answerText(where, name, text.trimmed()));
}

void AnswerReader::addError(AnswerError &&error)
{
    addCodesWithin(error);
    if (error.message)
        addIdsWithin(*this, error.message->text);
    if (error.codes.empty() && !error.message && error.asked.empty())
        return;
    if (answer.errors.size() >= kMostErrors)
        return leaveOut(QStringLiteral("errors beyond the first %1").arg(kMostErrors));
    answer.errors.push_back(std::move(error));
}

void AnswerReader::leaveOut(const QString &what)
{
    if (std::find(answer.unread.begin(), answer.unread.end(), what) == answer.unread.end())
        answer.unread.push_back(what);
}

AnswerText answerText(const QByteArray &where, const QByteArray &name, const QString &text)
{
    const QString kept = text.left(AnswerReader::kMostText);
    return {where, name, kept, kept.toLower().toUtf8()};
}

void addCode(AnswerError &error, const QByteArray &where, const QByteArray &name, const QString &text)
{
    const QString code = text.trimmed();
    if (!code.isEmpty() && code.size() <= kLongestCode && !stands(error.codes, code) && error.codes.size() < AnswerReader::kMostParts)
        error.codes.push_back(answerText(where, name, code));
}

void addCodesWithin(AnswerError &error)
{
    // Entra ID, Azure AD B2C, AD FS, Microsoft.IdentityModel, Key Vault, Azure DevOps, PostgREST, Oracle, Windows (HRESULT), IIS
    // sub-status, Active Directory's LDAP bind data.
    static const QRegularExpression kCodes(
        QStringLiteral("\\b(AADSTS\\d{4,8}|AADB2C\\d{5,6}|MSIS\\d{4,5}|IDX\\d{5}|AKV\\d{5}|TF\\d{6}|VS\\d{6,7}|PGRST\\d{3}|ORA-\\d{5}|"
                       "0x[0-9A-Fa-f]{8}|40[13]\\.\\d{1,2}|data [0-9a-f]{3})\\b"));
    if (!error.message)
        return;
    const AnswerText message = *error.message;
    for (auto match = kCodes.globalMatch(message.text); match.hasNext();)
        addCode(error, message.where, message.name, match.next().captured(0));
}

bool isRequestId(QByteArrayView name)
{
    static constexpr QByteArrayView kEnds[] = {"requestid", "requestuuid", "traceid",    "correlationid", "reqid",         "invocationid",
                                               "rayid",     "eventid",     "incidentid", "supportid",     "transactionid", "trackingid"};
    static constexpr QByteArrayView kNames[]
        = {"cfray",     "amzid2",     "amzcfid",     "amzntraceid",  "azureref",  "vercelid",          "traceparent",  "errorid",
           "logid",     "hostid",     "activityid",  "b3",           "b3traceid", "cloudtracecontext", "fastlyid",     "guploaderuploadid",
           "debugid",   "debugtoken", "referenceid", "opcrequestid", "ttlogid",   "vsse2eid",          "msestsserver", "auditid",
           "intuittid", "liuuid",     "fbdebug",     "sentrytrace"};
    const QByteArray letters = lettersOf(name);
    const QByteArrayView bare = QByteArrayView(letters).sliced(name.startsWith("x-") || name.startsWith("X-") ? 1 : 0);
    return std::any_of(std::begin(kEnds), std::end(kEnds), [bare](QByteArrayView end) { return bare.endsWith(end); })
        || std::any_of(std::begin(kNames), std::end(kNames), [bare](QByteArrayView each) { return bare == each; });
}

void addIdsWithin(AnswerReader &reader, const QString &text)
{
    static const QRegularExpression kIds(
        QStringLiteral("\\b((?:Correlation|Trace|Request|Ray|Activity|Support|Incident|Reference)[ _-]?ID)(?: is)?\\s*[:#=]?\\s*"
                       "((?=[A-Za-z._-]{0,40}[0-9])[0-9A-Za-z._-]{8,80})"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression kTimes(QStringLiteral("\\b(Timestamp|Time):\\s?(\\d{4}-\\d\\d-\\d\\d[ T][0-9:.]+Z?)"));
    static const QRegularExpression kReferences(  // Akamai's pages
        QStringLiteral("\\b(Reference)(?:\\s|&#32;)*(?:#|&#35;)\\s*((?:[0-9a-f]{1,16}[.]){2,4}[0-9a-f]{2,16})"));
    for (const QRegularExpression *pattern : {&kIds, &kReferences}) {
        for (auto match = pattern->globalMatch(text); match.hasNext();) {
            const auto each = match.next();
            reader.addId("response.body", each.captured(1).toUtf8(), each.captured(2));
        }
    }
    for (auto match = kTimes.globalMatch(text); match.hasNext();) {
        const auto each = match.next();
        reader.addTime("response.body", each.captured(1).toUtf8(), each.captured(2));
    }
}

const char *askedName(AskedFor what)
{
    static constexpr const char *kNames[] = {"scope",    "acr_values", "max_age", "realm", "resource_metadata", "authorization_server",
                                             "audience", "algorithm",  "nonce",   "field", "permission",        "policy"};
    return kNames[int(what)];
}

}
