#include "core/diagnosis/texts/operator.h"

namespace keyhole {

namespace {

/// What holds of every server, for ids that begin so. The first that fits is told.
struct Advice {
    const char *id;
    const char *text;
};

constexpr Advice kAdvice[] = {
    {"header.stripped-upstream",
     "Compare the request as the proxy in front got it with what the application got: whether **Authorization** is passed on, or replaced "
     "by one of the proxy’s own."},
    {"header.dropped-on-redirect", "The rule that redirects this address; let it answer at the address that clients use."},
    {"header.name-wrong", "From which field the application reads the credential, and whether the proxy drops names with underscores."},
    {"header.location-wrong", "From where the application reads the credential: field, query, form or cookie."},
    {"header.", "The fields of this request as they arrived, with the value of **Authorization** cut after its scheme."},
    {"basic.rejected", "The entry of this user in the user store, and the log of failed sign-ins at this time."},
    {"basic.whitespace", "The log of failed sign-ins: length of the password as it arrived, against the one that was set."},
    {"basic.", "Whether this address still takes passwords, and by which setting."},
    {"apikey.", "The key’s record: its state, its environment, what it may be used for, and when it was last used."},
    {"token.expired", "The leeway of the token check, this host’s clock against NTP, and for how long the issuer makes tokens valid."},
    {"token.not-yet-valid", "The clock of the issuer and of this host against NTP, and the leeway of the token check."},
    {"token.issued-in-future", "The clock of the issuer and of this host against NTP, and the leeway of the token check."},
    {"token.timestamp-unit", "The code that writes **exp**, **nbf** and **iat**: they are in seconds."},
    {"token.audience-wrong", "The audience that the token check expects, next to the **aud** above."},
    {"token.issuer-wrong", "The issuer that the token check trusts, letter by letter and with its last slash, next to the **iss** above."},
    {"token.scope-missing", "What this route asks for (scope, role or permission), and which claim it is read from."},
    {"token.signature-invalid",
     "Which key the check used: the **kid** above among the keys that this server holds, and when they were fetched last."},
    {"token.key-unknown", "When the server fetched the issuer’s keys last, and whether it can reach them; the **kid** above among them."},
    {"token.algorithm-rejected", "The list of algorithms that the token check takes, next to the **alg** above."},
    {"token.encrypted", "Whether the issuer is told to encrypt tokens for this audience, and the key to open them."},
    {"token.revoked", "The issuer’s record of this token or session: by whom and when it was ended."},
    {"token.sender-constrained", "The check of the proof of possession: its time, its nonce, its method and address, its key."},
    {"token.", "The log of the token check at this time; it says what the answer keeps to itself. Raise its level if it is silent."},
    {"clock.server", "This host’s clock against NTP: whether the service that sets it runs, and by how much it is off."},
    {"clock.", "This host’s clock against NTP, and how much skew the check allows."},
    {"cookie.cleared", "Which code path sent the **Set-Cookie** that removes the session, and what it found missing."},
    {"cookie.stripped-upstream", "Compare **Cookie** as the proxy in front got it with what the application got; CDNs drop it by rule."},
    {"cookie.rejected", "The attributes of **Set-Cookie** as they leave the last proxy: Domain, Path, Secure, SameSite."},
    {"cookie.expired", "How long sessions live in the store, and in the cookie."},
    {"cookie.", "The session store: whether the session of this cookie is there, and whether every instance shares store and key."},
    {"csrf.", "The log of the anti-forgery check: whether the token, the cookie or the **Origin** did not fit."},
    {"signature.", "The canonical request or base string that the server built, next to the client’s, line by line."},
    {"oauth.client-rejected", "The client’s registration: its way to authenticate, its secret’s expiry, its grants."},
    {"oauth.", "The log of the token address at this time, and the client’s registration: redirect addresses, grants, scopes."},
    {"account.", "The account’s record: its state, its failed sign-ins, and which policies hold for it."},
    {"server.gateway", "The gateway’s log under the id above, and its rule for this path; the application has not seen the request."},
    {"server.cached", "The cache’s rule for answers of 401 and 403, and whether **Authorization** is part of its key."},
    {"server.cors-preflight", "Let OPTIONS pass before the check of credentials, for the origins that may call."},
    {"server.address-blocked",
     "The list of addresses that may call, next to the client’s address as this server sees it behind its proxies."},
    {"server.endpoint-wrong", "The route that took this request: method, host and path."},
    {"server.hidden-resource", "What this user may see: the answer may hide that the resource is there."},
    {"status.forbidden", "The decision of the access check: user, resource, action, and the policy that said no."},
    {"status.proxy-authentication", "The proxy’s log of this client, and its rule for this destination."},
    {"status.login-page", "What sends requests without a session to the sign-in page; an API’s clients are better off with a 401."},
    {"", "The log of this request, found by its id or its time, at the level that tells of the check of credentials."},
};

}

std::vector<HandOver::LookAt> operatorAdvice(QByteArrayView id)
{
    if (id.isEmpty())
        return {};
    const auto found = std::find_if(std::begin(kAdvice), std::end(kAdvice), [id](const Advice &each) { return id.startsWith(each.id); });
    return {{QString::fromUtf8(found->text), {}}};
}

}
