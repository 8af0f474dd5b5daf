#include "core/oauth/authorization_request.h"

#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

OAuthFault fault(const char *id, const QString &what, const QString &remedy)
{
    return {QByteArray("redirect.") + id, {what, {}, remedy}};
}

const QString kAgain = QStringLiteral("Nothing of this answer was used. Start the sign-in again, and use the page that opens then.");

std::optional<QByteArray> valueOf(const std::vector<FormPair> &pairs, QByteArrayView name)
{
    const auto found = std::find_if(pairs.begin(), pairs.end(), [name](const FormPair &pair) { return pair.name == name; });
    return found == pairs.end() ? std::nullopt : std::optional(found->value);
}

std::optional<OAuthFault> checkRepeated(const std::vector<FormPair> &pairs)
{
    for (const char *name : {"state", "iss", "code", "error"}) {
        const auto count = std::count_if(pairs.begin(), pairs.end(), [name](const FormPair &pair) { return pair.name == name; });
        if (count > 1)
            return OAuthFault{
                QByteArray("redirect.") + name + "-repeated",
                {QStringLiteral("The answer has “%1” %2 times.").arg(QLatin1String(name)).arg(count), QLatin1String(name), kAgain}};
    }
    return std::nullopt;
}

std::optional<OAuthFault> checkState(const std::vector<FormPair> &pairs, const QByteArray &expected)
{
    const auto state = valueOf(pairs, "state");
    if (!state)
        return fault("state-missing", QStringLiteral("The answer lacks the state that this sign-in began with."), kAgain);
    if (Secret(*state) != Secret(expected))
        return fault(
            "state-wrong",
            QStringLiteral("The answer has another state than this sign-in began with: it belongs to another one, or somebody made it up."),
            kAgain);
    return std::nullopt;
}

std::optional<OAuthFault> checkIssuer(const std::vector<FormPair> &pairs, const AuthorizationExpected &expected)
{
    const auto issuer = valueOf(pairs, "iss");
    if (!issuer && expected.announcesIssuer)
        return fault("iss-missing", QStringLiteral("The answer does not tell its issuer (iss), which this server announces to do."),
                     kAgain);
    if (issuer && !expected.issuer.isEmpty() && *issuer != expected.issuer)
        return fault("iss-wrong",
                     QStringLiteral("The answer is of the issuer “%1”, but the sign-in began at “%2”.")
                         .arg(quoted(*issuer), quoted(expected.issuer)),
                     QStringLiteral("The code was not sent to anybody. If two servers were mixed up by mistake, start again."));
    return std::nullopt;
}

}

std::optional<OAuthFault> refusedParameter(const std::vector<FormPair> &further)
{
    static constexpr QByteArrayView kOwn[]
        = {"response_type",         "client_id", "redirect_uri", "state",       "nonce",        "scope", "code_challenge",
           "code_challenge_method", "dpop_jkt",  "request",      "request_uri", "client_secret"};
    const auto isOwn = [](const FormPair &pair) { return std::find(std::begin(kOwn), std::end(kOwn), pair.name) != std::end(kOwn); };
    const auto found = std::find_if(further.begin(), further.end(), isOwn);
    if (found == further.end())
        return std::nullopt;
    return OAuthFault{"authorization.parameter",
                      {QStringLiteral("“%1” cannot be a further parameter: the sign-in sets it itself, or protects itself by it.")
                           .arg(QLatin1String(found->name)),
                       QStringLiteral("further parameters"),
                       QStringLiteral("Remove it. The scope and the redirect address have fields of their own.")}};
}

std::vector<FormPair> authorizationParameters(const AuthorizationRequest &request)
{
    std::vector<FormPair> pairs{{"response_type", "code"}, {"client_id", request.clientId},       {"redirect_uri", request.redirectUri},
                                {"state", request.state},  {"code_challenge", request.challenge}, {"code_challenge_method", "S256"}};
    const auto add = [&pairs](const char *name, const QByteArray &value) {
        if (!value.isEmpty())
            pairs.push_back({name, value});
    };
    add("scope", request.scope);
    add("nonce", request.nonce);
    for (const QByteArray &resource : request.resources)
        add("resource", resource);
    add("audience", request.audience);
    add("dpop_jkt", request.dpopThumbprint);
    pairs.insert(pairs.end(), request.further.begin(), request.further.end());
    return pairs;
}

Url authorizationAddress(const Url &endpoint, const std::vector<FormPair> &parameters)
{
    Url address = endpoint;
    const QByteArray before = address.query.value_or(QByteArray());
    address.query = (before.isEmpty() ? QByteArray() : before + '&') + toForm(parameters);
    return address;
}

OAuthResult<Secret> readAuthorizationAnswer(QByteArrayView query, const AuthorizationExpected &expected)
{
    const std::vector<FormPair> pairs = parseForm(query);
    if (const auto wrong = checkRepeated(pairs))
        return failure(*wrong);
    if (const auto wrong = checkState(pairs, expected.state))
        return failure(*wrong);
    if (const auto wrong = checkIssuer(pairs, expected))
        return failure(*wrong);
    if (const auto error = valueOf(pairs, "error"))
        return failure(faultOfCode("redirect", *error, valueOf(pairs, "error_description").value_or(QByteArray())));
    const auto code = valueOf(pairs, "code");
    if (!code || code->isEmpty())
        return failure(fault("code-missing", QStringLiteral("The answer has neither a code nor an error."),
                             QStringLiteral("Allow the authorization code grant (response_type=code) for the client.")));
    return Secret(*code);
}

}
