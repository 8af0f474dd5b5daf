#include "core/diagnosis/facts.h"
#include "core/diagnosis/gather.h"

namespace keyhole {

namespace {

bool isAmong(QByteArrayView text, std::initializer_list<const char *> all)
{
    return std::any_of(all.begin(), all.end(), [text](const char *each) { return text == QByteArrayView(each); });
}

/// Codes that refuse who asks, whatever the format: letters and digits of them, in lower case.
bool refusesByCode(const AnswerText &code)
{
    QByteArray bare;
    for (const char c : code.lower) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            bare += c;
    }
    return isAmong(bare,
                   {"401",
                    "403",
                    "498",
                    "499",
                    "unauthenticated",
                    "unauthorized",
                    "unauthorised",
                    "notauthenticated",
                    "authnotauthenticated",
                    "notauthorized",
                    "authenticationrequired",
                    "authenticationerror",
                    "authenticationfailed",
                    "failedauthentication",
                    "authenticationfailure",
                    "invalidauth",
                    "notauthed",
                    "autherror",
                    "authrequired",
                    "invalidtoken",
                    "tokeninvalid",
                    "tokenexpired",
                    "expiredtoken",
                    "invalidaccesstoken",
                    "accesstokenexpired",
                    "invalidjwt",
                    "invalidsession",
                    "invalidsessionid",
                    "sessionexpired",
                    "notloggedin",
                    "loginrequired",
                    "invalidapikey",
                    "accessdenied",
                    "permissiondenied",
                    "forbidden",
                    "unauthorizedexception",
                    "oauthexception",
                    "invalidsecuritytoken",
                    "unauthorizedaccess",
                    "nopermission",
                    "authorizationerror"});
}

/// A message that says no more than that.
bool refusesByMessage(const AnswerText &message)
{
    QByteArray words = message.lower.trimmed();
    while (words.endsWith('.') || words.endsWith('!'))
        words.chop(1);
    return isAmong(words,
                   {"unauthorized",
                    "unauthorised",
                    "unauthenticated",
                    "not authorized",
                    "not authorised",
                    "not authenticated",
                    "access denied",
                    "forbidden",
                    "invalid token",
                    "permission denied",
                    "authentication required",
                    "authentication failed",
                    "token expired",
                    "invalid access token",
                    "user not authenticated",
                    "nicht autorisiert",
                    "nicht angemeldet",
                    "non autorisé",
                    "no autorizado",
                    "não autorizado",
                    "non autorizzato",
                    "未授权",
                    "未登录",
                    "请先登录",
                    "请登录",
                    "登录已过期",
                    "認証エラー",
                    "인증 실패"});
}

/// Why the body of a success refuses who asks, where it marks itself as an error.
const AnswerText *refusalInSuccess(const Facts &facts)
{
    if (facts.status < 200 || facts.status >= 300 || !facts.answer.errorWhateverStatus)
        return nullptr;
    for (const AnswerError &error : facts.answer.errors) {
        for (const AnswerText &code : error.codes) {
            if (refusesByCode(code))
                return &code;
        }
        if (error.message && refusesByMessage(*error.message))
            return &*error.message;
    }
    for (const Said &each : facts.said) {
        const QByteArrayView cause(each.saying->cause);
        if (each.saying->certainty >= Certainty::Likely && !cause.startsWith("server."))
            return each.text;
    }
    return nullptr;
}

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
    facts.answer = readAnswer(*facts.response, &facts.request);
    const bool isOauthError = std::any_of(facts.answer.errors.begin(), facts.answer.errors.end(), [](const AnswerError &error) {
        return QByteArrayView(error.format) == QByteArrayView("oauth") && !error.codes.empty() && error.message;
    });
    // What was asked for may speak of refusals: a list of questions, a log, a page of help.
    const bool speaksForItself = facts.status < 200 || facts.status >= 300 || facts.answer.errorWhateverStatus || isOauthError;
    if (speaksForItself)
        facts.said = findSayings(facts.answer, facts.service);
    facts.refusalInSuccess = refusalInSuccess(facts);
    if (const auto type = facts.response->fields.value("Content-Type")) {
        if (auto parsed = parseMediaType(*type))
            facts.contentType = *parsed;
    }
}

}
