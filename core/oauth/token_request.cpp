#include "core/oauth/token_request.h"

namespace keyhole {

namespace {

void addTargets(std::vector<FormPair> &form, const OAuth2Settings &asked)
{
    for (const QByteArray &resource : asked.resources)
        form.push_back({"resource", resource});
    if (!asked.audience.isEmpty())
        form.push_back({"audience", asked.audience});
}

std::vector<FormPair> withScope(std::vector<FormPair> form, const OAuth2Settings &asked)
{
    if (!asked.scope.isEmpty())
        form.push_back({"scope", asked.scope});
    addTargets(form, asked);
    return form;
}

}

std::vector<FormPair> codeForm(const Secret &code, const QByteArray &redirectUri, const Secret &verifier, const OAuth2Settings &asked)
{
    std::vector<FormPair> form{
        {"grant_type", "authorization_code"}, {"code", code.reveal()}, {"redirect_uri", redirectUri}, {"code_verifier", verifier.reveal()}};
    addTargets(form, asked);
    return form;
}

std::vector<FormPair> clientCredentialsForm(const OAuth2Settings &asked)
{
    return withScope({{"grant_type", "client_credentials"}}, asked);
}

std::vector<FormPair> deviceForm(const Secret &deviceCode)
{
    return {{"grant_type", "urn:ietf:params:oauth:grant-type:device_code"}, {"device_code", deviceCode.reveal()}};
}

std::vector<FormPair> passwordForm(const QByteArray &user, const Secret &password, const OAuth2Settings &asked)
{
    return withScope({{"grant_type", "password"}, {"username", user}, {"password", password.reveal()}}, asked);
}

std::vector<FormPair> jwtBearerForm(const QByteArray &assertion, const OAuth2Settings &asked)
{
    return withScope({{"grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"}, {"assertion", assertion}}, asked);
}

std::vector<FormPair> refreshForm(const Secret &refreshToken, const std::vector<QByteArray> &resources)
{
    std::vector<FormPair> form{{"grant_type", "refresh_token"}, {"refresh_token", refreshToken.reveal()}};
    for (const QByteArray &resource : resources)
        form.push_back({"resource", resource});
    return form;
}

std::vector<FormPair> exchangeForm(const ExchangedTokens &tokens, const OAuth2Settings &asked)
{
    std::vector<FormPair> form{{"grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"},
                               {"subject_token", tokens.subject.reveal()},
                               {"subject_token_type", tokens.subjectType}};
    if (!tokens.actor.isEmpty())
        form.insert(form.end(), {{"actor_token", tokens.actor.reveal()}, {"actor_token_type", tokens.actorType}});
    if (!tokens.requestedType.isEmpty())
        form.push_back({"requested_token_type", tokens.requestedType});
    return withScope(std::move(form), asked);
}

}
