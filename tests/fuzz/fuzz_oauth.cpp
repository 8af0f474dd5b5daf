// Whatever an authorization server, or a browser on its behalf, says: tokens that can be sent, endpoints that secrets may go to, a code
// only with the right state and issuer, and faults with an id and a remedy.
#include "core/oauth/authorization_request.h"
#include "core/oauth/device_authorization.h"
#include "core/oauth/id_token.h"
#include "core/oauth/issuer_keys.h"
#include "core/oauth/server_metadata.h"
#include "core/oauth/service_account.h"
#include "core/oauth/token_response.h"
#include "demand.h"

using namespace keyhole;

namespace {

void demandFault(const OAuthFault &fault)
{
    demand(!fault.id.isEmpty() && !fault.error.what.isEmpty() && !fault.error.remedy.isEmpty());
    demand(fault.serverSays.size() <= 9 * 201);  // each of 200 characters may be written as an escape
}

void demandEndpoint(const std::optional<Url> &url)
{
    demand(!url || endpointAddress(url->toString(), "endpoint").has_value());
}

bool isSendable(const Secret &token)
{
    const QByteArray &text = token.reveal();
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

void readAnswers(const QByteArray &text)
{
    const Instant at(Seconds(1'795'250'000));
    Response response;
    response.status = 200;
    response.body = text;
    response.bodySize = text.size();
    if (const auto read = readTokenResponse(response, {"token", "read"}, at)) {
        demand(!read->tokens.access.isEmpty() && isSendable(read->tokens.access) && isSendable(read->tokens.refresh));
        demand(!read->tokens.expiry || *read->tokens.expiry >= at);
    } else {
        demandFault(read.error());
    }
    std::vector<OAuthFault> doubts;
    if (const auto code = readDeviceCode(response, at, doubts)) {
        demandEndpoint(code->verification);
        demandEndpoint(code->complete);
        demand(code->expiry > at && code->interval >= Seconds(1));
    } else {
        demandFault(code.error());
    }
    if (const auto keys = readIssuerKeys(response))
        demand(std::none_of(keys->begin(), keys->end(), [](const SigningKey &key) { return key.type() == "oct" || key.isPrivate(); }));
    else
        demandFault(keys.error());
}

void readKeyFile(const QByteArray &text)
{
    const auto account = readServiceAccount(text);
    if (!account)
        return demandFault(account.error());
    demand(account->key.isPrivate() && account->key.type() != "oct" && !account->client.isEmpty());
    demandEndpoint(account->tokenEndpoint);
}

}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text = inputOf(data, size).toByteArray();
    readAnswers(text);
    readKeyFile(text);
    const QByteArray issuer = "https://a.example";
    if (const auto metadata = readServerMetadata(text, issuer)) {
        demand(metadata->issuer == issuer);
        for (const auto &endpoint :
             {metadata->token, metadata->authorization, metadata->revocation, metadata->pushedAuthorization, metadata->keys})
            demandEndpoint(endpoint);
    } else {
        demandFault(metadata.error());
    }
    const AuthorizationExpected expected{"0123456789abcdef", issuer, true};
    if (const auto code = readAuthorizationAnswer(text, expected))
        demand(!code->isEmpty() && text.contains("state=") && text.contains("iss="));
    else
        demandFault(code.error());
    if (const auto checked = checkIdToken(text, {issuer, "desk", "nonce-0123456789", Instant(Seconds(1'795'250'000))}); !checked)
        demandFault(checked.error());
    return 0;
}
