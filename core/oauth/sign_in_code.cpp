#include "core/oauth/authorization_request.h"
#include "core/oauth/json_answer.h"
#include "core/oauth/sign_in.h"
#include "core/token/thumbprint.h"

namespace keyhole {

namespace {

constexpr qsizetype kStateBytes = 16;

/// RFC 7636, 4.3: a server that names its methods and leaves S256 out would take the challenge for the verifier.
bool takesS256(const ServerMetadata &server)
{
    const auto &methods = server.challengeMethods;
    return methods.empty() || std::find(methods.begin(), methods.end(), "S256") != methods.end();
}

}

void SignIn::beginCode()
{
    if (!needs(m_server.authorization, "authorization_endpoint"))
        return;
    if (!takesS256(m_server))
        return fail({"pkce.plain",
                     {QStringLiteral("The server takes only PKCE in the clear (plain), which protects nothing."),
                      {},
                      QStringLiteral("Let the server allow S256 for this client.")}});
    if (const auto refused = refusedParameter(m_settings.further))
        return fail(*refused);
    const auto redirect = m_redirect.open(m_settings.redirect);
    if (!redirect)
        return fail(redirect.error());
    m_pkce = newPkce();
    m_state = randomText(kStateBytes);
    const OAuth2Settings &asked = m_settings.oauth;
    m_nonce = asked.scope.split(' ').contains("openid") ? randomText(kStateBytes) : QByteArray();
    AuthorizationRequest request{asked.clientId, *redirect,        asked.scope, asked.resources,   asked.audience, m_state,
                                 m_nonce,        m_pkce.challenge, {},          m_settings.further};
    if (m_dpopKey)
        request.dpopThumbprint = jwkThumbprint(parseJson(m_dpopKey->publicJwk({})).value_or(JsonValue{}));
    const std::vector<FormPair> parameters = authorizationParameters(request);
    if (m_server.requiresPushed && m_server.pushedAuthorization)
        return push(parameters);
    openBrowser(authorizationAddress(*m_server.authorization, parameters));
}

void SignIn::push(const std::vector<FormPair> &parameters)
{
    beginStep("pushed", QStringLiteral("Leave the request with the server"));
    std::vector<FormPair> form;
    std::copy_if(parameters.begin(), parameters.end(), std::back_inserter(form),
                 [](const FormPair &pair) { return pair.name != "client_id"; });
    if (m_settings.oauth.clientAuthentication == OAuth2Settings::ClientAuthentication::Basic)
        form.push_back({"client_id", m_settings.oauth.clientId});
    call(toEndpoint("pushed", *m_server.pushedAuthorization, std::move(form)), [this](const EndpointAnswer &answer) {
        if (!answer.response)
            return fail(answer.response.error());
        const auto json = readJsonAnswer("pushed", *answer.response, m_doubts);
        if (!json)
            return fail(json.error());
        const QByteArray reference = json->string("request_uri");
        if (reference.isEmpty())
            return fail({"pushed.no-reference",
                         {QStringLiteral("The server took the request and gave no reference to it (request_uri)."),
                          {},
                          QStringLiteral("Open the exchange to see what came.")}});
        endStep(SignInStep::State::Done, QStringLiteral("The server has the request."));
        openBrowser(authorizationAddress(*m_server.authorization, {{"client_id", m_settings.oauth.clientId}, {"request_uri", reference}}));
    });
}

void SignIn::openBrowser(const Url &address)
{
    beginStep("browser", QStringLiteral("Sign in in the browser"));
    emit browserWanted(address.toString(), m_redirect.address());
}

void SignIn::takeRedirect(const QByteArray &query)
{
    if (isOver())
        return;
    const AuthorizationExpected expected{std::exchange(m_state, {}), m_server.issuer, m_server.announcesIssuer};
    const auto code = readAuthorizationAnswer(query, expected);
    if (!code)
        return fail(code.error());
    endStep(SignInStep::State::Done, QStringLiteral("The browser came back with a code."));
    requestTokens(codeForm(*code, m_redirect.address(), m_pkce.verifier, m_settings.oauth));
}

}
