#include "core/oauth/json_answer.h"

#include "core/diagnosis/words.h"
#include "core/http/challenge.h"
#include "core/http/media_type.h"
#include "core/http/redirect_status.h"

namespace keyhole {

namespace {

constexpr int kDeepest = 32;
const QString kOpen = QStringLiteral("Open the exchange to see the whole answer.");

OAuthFault fault(const QByteArray &step, const char *id, const QString &what, const QString &remedy)
{
    return {step + '.' + id, {what, {}, remedy}};
}

bool isPage(const QByteArray &body)
{
    return body.left(1024).trimmed().startsWith('<');
}

OAuthFault notJson(const QByteArray &step, const Response &response, const SyntaxError &error)
{
    const QString status = QStringLiteral("%1").arg(response.status);
    if (response.body.isEmpty())
        return fault(step, "empty", QStringLiteral("The server answered %1 without any content.").arg(status), kOpen);
    if (isPage(response.body))
        return fault(step, "not-json", QStringLiteral("The server answered %1 with a page instead of JSON.").arg(status),
                     QStringLiteral("Check the address of the endpoint: a page usually comes from a login form, a proxy or a wrong path."));
    return fault(step, "not-json",
                 QStringLiteral("The server answered %1 with no JSON: byte %2, %3.").arg(status).arg(error.offset).arg(error.message),
                 kOpen);
}

/// What the challenge beside invalid_client adds: RFC 6749, 5.2 demands one where Authorization was used.
void addChallenge(OAuthFault &fault, const Response &response)
{
    if (fault.code != "invalid_client")
        return;
    for (const QByteArray &value : response.fields.values("WWW-Authenticate")) {
        for (const Challenge &challenge : readChallenges(value).challenges) {
            if (challenge.is("Basic"))
                fault.error.remedy.prepend(QStringLiteral("The server asks for the client’s id and secret in Authorization (Basic). "));
        }
    }
}

bool isJsonType(const Response &response)
{
    const auto type = response.fields.value("Content-Type");
    const auto media = type ? parseMediaType(*type) : failure(SyntaxError{});
    return media && media->isJson();
}

}

OAuthResult<JsonValue> readJsonAnswer(const QByteArray &step, const Response &response, std::vector<OAuthFault> &doubts)
{
    if (response.status >= 300 && response.status < 400)
        return failure(
            fault(step, "redirected",
                  QStringLiteral("The server answered %1, a redirect. It is not followed: secrets would go along.").arg(response.status),
                  QStringLiteral("Use the address that it leads to, if you trust it, as the endpoint.")));
    QByteArray body = response.body;
    if (body.size() > kLargestJsonAnswer || response.bodySize > kLargestJsonAnswer)
        return failure(fault(step, "too-large", QStringLiteral("The answer is larger than 1 MB and was not read."), kOpen));
    if (body.startsWith("\xEF\xBB\xBF")) {
        body.remove(0, 3);
        doubts.push_back(fault(step, "byte-order-mark", QStringLiteral("The answer begins with a byte order mark, which JSON must not."),
                               QStringLiteral("It was left out. Other programs may fail here.")));
    }
    std::vector<QByteArray> duplicates;
    const auto json = parseJson(body, {kLargestJsonAnswer, kDeepest}, &duplicates);
    const bool isError = response.status >= 400;
    if (!json && isError && !isPage(body))
        return failure(fault(step, "status", QStringLiteral("The server answered %1 without saying why.").arg(response.status), kOpen));
    if (!json)
        return failure(notJson(step, response, json.error()));
    if (!json->isObject())
        return failure(fault(step, "not-object", QStringLiteral("The server answered JSON that is no object."), kOpen));
    if (!duplicates.empty())
        return failure(fault(step, "duplicate", QStringLiteral("“%1” stands twice in the answer.").arg(quoted(duplicates.front())), kOpen));
    if (isError || json->find("error")) {
        OAuthFault refused = faultOfCode(step, json->string("error"), json->string("error_description"));
        addChallenge(refused, response);
        return failure(refused);
    }
    if (!isJsonType(response))
        doubts.push_back(fault(step, "media-type",
                               QStringLiteral("The answer is JSON, but says that it is “%1”.")
                                   .arg(quoted(response.fields.value("Content-Type").value_or("nothing"))),
                               QStringLiteral("It was read all the same. Other programs may fail here.")));
    return *json;
}

}
