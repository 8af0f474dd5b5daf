#include "core/diagnosis/ranking.h"

namespace keyhole {

namespace {

/// A cause that accounts for what another rests on: the other is then no cause of its own.
struct Explains {
    const char *cause;
    const char *other;  ///< an id, or an area with a dot at its end
    const char *reason;
};
constexpr Explains kExplains[] = {
    {"header.placeholder", "token.", "a placeholder is no token"},
    {"header.placeholder", "basic.", "a placeholder is no credential"},
    {"header.placeholder", "header.malformed", "the brackets belong to the placeholder"},
    {"header.placeholder", "header.scheme-missing", "what follows the scheme is a placeholder"},
    {"header.empty", "token.", "there is no token"},
    {"header.empty", "basic.malformed", "there is nothing to decode"},
    {"header.empty", "header.malformed", "there is nothing to parse"},
    {"header.scheme-repeated", "token.", "the token begins behind the second scheme"},
    {"header.scheme-repeated", "header.malformed", "the blank inside is that of the second scheme"},
    {"header.scheme-repeated", "basic.", "the credential begins behind the second scheme"},
    {"header.malformed", "token.", "the token is not read from a field that does not parse"},
    {"header.malformed", "basic.", "the credential is not read from a field that does not parse"},
    {"header.malformed", "header.name-wrong", "the field is the right one, its value is not"},
    {"header.malformed", "header.scheme-missing", "the scheme is there, what follows it is wrong"},
    {"header.scheme-missing", "token.", "without the scheme the token is not looked at"},
    {"header.scheme-missing", "header.scheme-wrong", "there is no scheme at all"},
    {"header.scheme-wrong", "token.rejected", "a credential of another scheme is not looked at"},
    {"header.scheme-wrong", "basic.rejected", "a credential of another scheme is not looked at"},
    {"header.name-wrong", "header.missing", "the credential is there, in another field"},
    {"header.name-wrong", "token.", "the token is not read from this field"},
    {"header.name-wrong", "header.scheme-missing", "the scheme belongs to another field"},
    {"header.name-wrong", "header.scheme-wrong", "the key goes into another field"},
    {"header.location-wrong", "header.missing", "the credential is there, in another place"},
    {"header.location-wrong", "token.rejected", "the token is not read from there"},
    {"header.dropped-on-redirect", "header.missing", "an earlier hop carried it"},
    {"header.dropped-on-redirect", "cookie.missing", "the credential is a header"},
    {"header.duplicated", "basic.rejected", "the other credential was taken"},
    {"header.duplicated", "token.rejected", "the other credential was taken"},
    {"header.duplicated", "status.forbidden", "the other credential was taken"},
    {"basic.malformed", "basic.rejected", "what cannot be decoded cannot be compared"},
    {"basic.whitespace", "basic.rejected", "the stray character makes it another password"},
    {"token.malformed", "token.", "what is not whole has no claims to be judged"},
    {"token.expired", "token.rejected", "its expiry says why"},
    {"token.expired", "token.audience-wrong", "a token past its time is refused whatever its audience"},
    {"token.expired", "token.type-wrong", "a token past its time is refused whatever its kind"},
    {"token.not-yet-valid", "token.rejected", "its nbf says why"},
    {"token.not-yet-valid", "token.issued-in-future", "both times lie ahead; nbf is what servers compare"},
    {"token.timestamp-unit", "token.", "the time is read in the wrong unit"},
    {"token.timestamp-unit", "clock.", "the time is read in the wrong unit"},
    {"token.audience-wrong", "token.rejected", "its audience says why"},
    {"token.type-wrong", "token.rejected", "its kind says why"},
    {"token.type-wrong", "token.audience-wrong", "another kind of token has another audience"},
    {"token.scope-missing", "token.rejected", "the token is accepted, its scope is not enough"},
    {"token.scope-missing", "status.forbidden", "the missing scope is what is not allowed"},
    {"token.expired", "status.forbidden", "a token past its time is what is not allowed"},
    {"token.revoked", "status.forbidden", "a token that was withdrawn is what is not allowed"},
    {"token.type-wrong", "status.forbidden", "another kind of token is what is not allowed"},
    {"token.scope-missing", "token.audience-wrong", "the token was accepted"},
    {"token.lifetime-too-long", "token.rejected", "its expiry says why"},
    {"token.lifetime-too-long", "oauth.grant-rejected", "the expiry of the assertion is what was refused"},
    {"token.timestamp-unit", "token.lifetime-too-long", "the time is read in the wrong unit"},
    {"token.claim-missing", "token.", "the claim that is missing says why"},
    {"clock.client-drift", "token.lifetime-too-long", "the token carries this computer's time"},
    {"token.issued-in-future", "token.rejected", "its iat says why"},
    {"clock.client-drift", "token.issued-in-future", "the token carries this computer's time"},
    {"clock.client-drift", "token.not-yet-valid", "the token carries this computer's time"},
    {"clock.client-drift", "token.expired", "the token carries this computer's time"},
    {"clock.client-drift", "oauth.", "the assertion carries this computer's time"},
    {"clock.client-drift", "token.rejected", "what was dated here is out of the server's window"},
    {"clock.client-drift", "status.forbidden", "what was signed here is out of the server's window"},
    {"clock.server-drift", "token.expired", "it is expired by this server's clock alone"},
    {"clock.server-drift", "token.not-yet-valid", "it is early by this server's clock alone"},
    {"clock.server-drift", "token.issued-in-future", "it is early by this server's clock alone"},
    {"clock.server-drift", "token.rejected", "its times do not hold by this server's clock"},
    {"clock.server-drift", "clock.signature-skew", "it is late or early by this server's clock alone"},
    {"clock.server-drift", "cookie.expired", "it is expired by this server's clock alone"},
    {"clock.server-drift", "cookie.not-sent", "its time was computed by a wrong clock"},
    {"clock.server-drift", "cookie.rejected", "its time was computed by a wrong clock"},
    {"cookie.not-sent", "header.missing", "the session is there, and was held back"},
    {"cookie.not-sent", "cookie.missing", "it is held"},
    {"cookie.expired", "header.missing", "the session was there, and its time is over"},
    {"cookie.expired", "cookie.missing", "it was set"},
    {"cookie.rejected", "header.missing", "the session was offered, and refused"},
    {"cookie.rejected", "cookie.missing", "it was set"},
    {"cookie.rejected", "cookie.not-sent", "it was never kept"},
    {"cookie.missing", "header.missing", "the session cookie is what is wanted here"},
    {"header.scheme-repeated", "header.stripped-upstream", "the value is not read"},
    {"header.malformed", "header.stripped-upstream", "the value is not read"},
    {"header.malformed", "apikey.", "the key is not read from a value that does not parse"},
    {"header.placeholder", "apikey.", "a placeholder is no key"},
    {"header.placeholder", "header.stripped-upstream", "the server saw no credential in it"},
    {"header.empty", "header.stripped-upstream", "there was nothing to remove"},
    {"header.scheme-wrong", "header.stripped-upstream", "a credential of another scheme is not looked at"},
    {"header.name-wrong", "apikey.", "the key is not read from this field"},
    {"header.stripped-upstream", "token.rejected", "the token was not seen"},
    {"header.stripped-upstream", "basic.rejected", "the credential was not seen"},
    {"header.stripped-upstream", "token.type-wrong", "the token was not seen"},
    {"header.stripped-upstream", "token.audience-wrong", "the token was not seen"},
    {"basic.mangled", "basic.rejected", "the change makes it another user name or password"},
    {"basic.mangled", "basic.whitespace", "the blank is a trace of the same change"},
    {"basic.mangled", "oauth.client-rejected", "the change makes it another secret"},
    {"basic.whitespace", "basic.charset", "the stray character is what is beyond ASCII"},
    {"basic.charset", "basic.rejected", "other bytes are another user name or password"},
    {"basic.charset", "status.forbidden", "other bytes are another user name or password"},
    {"apikey.unsupported", "apikey.invalid", "the key was read, and keys are not taken"},
    {"apikey.unsupported", "header.missing", "a key is there; what is wanted is a token"},
    {"apikey.unsupported", "header.name-wrong", "no field would make the key a token"},
    {"apikey.unsupported", "header.location-wrong", "no place would make the key a token"},
    {"apikey.unsupported", "header.scheme-wrong", "no scheme would make the key a token"},
    {"apikey.unsupported", "cookie.missing", "a token is what is wanted"},
    {"apikey.unsupported", "status.forbidden", "keys are what is not allowed"},
    {"apikey.unsupported", "token.", "what was sent is a key"},
    {"header.too-large", "header.", "the header was not read to its end"},
    {"header.too-large", "token.", "the header was not read to its end"},
    {"header.too-large", "cookie.", "the header was not read to its end"},
    {"header.too-large", "server.gateway", "the size is what the gateway did not let through"},
    {"header.too-large", "status.forbidden", "the header was not read to its end"},
    {"cookie.malformed", "cookie.missing", "it was sent, and cannot be read"},
    {"cookie.malformed", "cookie.expired", "a changed value is no session, in time or not"},
    {"cookie.malformed", "cookie.session-invalid", "a changed value is no session"},
    {"cookie.malformed", "cookie.cleared", "a changed value is no session"},
    {"cookie.malformed", "header.missing", "the session was sent, and cannot be read"},
    {"cookie.malformed", "csrf.mismatch", "the value was changed on its way"},
    {"cookie.duplicated", "cookie.session-invalid", "the server read the other of the two"},
    {"cookie.duplicated", "cookie.missing", "it was sent, twice"},
    {"cookie.duplicated", "token.", "which of the two tokens was read decides"},
    {"cookie.overwritten", "apikey.invalid", "the key was accepted before, the session is another application's"},
    {"cookie.duplicated", "csrf.mismatch", "the server read the other of the two"},
    {"cookie.duplicated", "header.missing", "the session was sent, twice"},
    {"cookie.expired", "cookie.session-invalid", "its time says why"},
    {"header.scheme-missing", "apikey.", "without the scheme the key is not looked at"},
    {"header.scheme-missing", "header.stripped-upstream", "without the scheme the value is not seen"},
    {"header.scheme-missing", "header.name-wrong", "the field is the right one, its scheme is missing"},
    {"header.scheme-repeated", "header.scheme-wrong", "the scheme is the right one, and stands twice"},
    {"header.scheme-wrong", "header.malformed", "the value is read as another scheme wants it"},
    {"header.name-wrong", "header.stripped-upstream", "the credential is in another field"},
    {"header.name-wrong", "token.rejected", "the token is not read from this field"},
    {"header.location-wrong", "apikey.", "the key is not read from there"},
    {"header.location-wrong", "header.name-wrong", "the key goes into another place"},
    {"header.duplicated", "header.stripped-upstream", "the other credential was taken"},
    {"header.duplicated", "token.audience-wrong", "the other credential was taken"},
    {"header.empty", "basic.rejected", "there is no user name and no password"},
    {"header.stripped-upstream", "status.forbidden", "the credential was not seen"},
    {"header.dropped-on-redirect", "status.forbidden", "nothing was sent that could be known"},
    {"header.missing", "status.forbidden", "nothing was sent that could be known"},
    {"basic.whitespace", "status.forbidden", "the stray character makes it another password"},
    {"basic.password-unsupported", "status.forbidden", "no password is taken here"},
    {"apikey.invalid", "status.forbidden", "the key is what was refused"},
    {"apikey.environment-wrong", "status.forbidden", "it is a key of another place"},
    {"apikey.environment-wrong", "basic.rejected", "it is a key of another place"},
    {"basic.password-unsupported", "basic.rejected", "no password is taken here"},
    {"basic.password-unsupported", "apikey.invalid", "it is no key"},
    {"basic.whitespace", "oauth.client-rejected", "the stray character makes it another secret"},
    {"basic.malformed", "oauth.client-rejected", "what cannot be decoded cannot be compared"},
    {"apikey.environment-wrong", "apikey.invalid", "it is a key of another service"},
    {"apikey.environment-wrong", "token.rejected", "it is a key of another service"},
    {"apikey.environment-wrong", "header.name-wrong", "it is a key of another service"},
    {"apikey.environment-wrong", "header.scheme-wrong", "it is a key of another service"},
    {"apikey.invalid", "basic.rejected", "the key is what was refused"},
    {"apikey.invalid", "token.rejected", "the key is what was refused"},
    {"token.issuer-wrong", "token.", "its issuer says why"},
    {"token.signature-invalid", "token.", "its signature says why"},
    {"token.key-unknown", "token.", "its key says why"},
    {"token.algorithm-rejected", "token.", "its algorithm says why"},
    {"token.encrypted", "token.malformed", "it is whole, and encrypted"},
    {"token.encrypted", "token.rejected", "it is encrypted"},
    {"token.encrypted", "token.audience-wrong", "it is encrypted"},
    {"token.revoked", "token.rejected", "it was withdrawn"},
    {"token.revoked", "token.audience-wrong", "it was withdrawn"},
    {"token.sender-constrained", "token.", "its proof says why"},
    {"token.sender-constrained", "header.scheme-wrong", "its proof says why"},
    {"clock.timezone", "clock.signature-skew", "its times are in another zone"},
    {"clock.timezone", "token.", "its times are in another zone"},
    {"clock.timezone", "oauth.client-rejected", "its times are in another zone"},
    {"clock.client-drift", "clock.signature-skew", "this computer's clock made it so"},
    {"clock.client-drift", "signature.mismatch", "the time is what was refused"},
    {"clock.signature-skew", "status.forbidden", "the time is what was refused"},
    {"clock.server-drift", "csrf.", "the cookie of the token was dead when it was set"},
    {"csrf.missing", "csrf.mismatch", "none was sent"},
    {"csrf.missing", "status.forbidden", "the token is what is missing"},
    {"csrf.missing", "cookie.", "the session is there"},
    {"signature.mismatch", "token.rejected", "the request is signed"},
    {"signature.mismatch", "status.forbidden", "the signature is what was refused"},
    {"signature.mismatch", "server.endpoint-wrong", "the signature is what was refused"},
    {"signature.incomplete", "signature.mismatch", "without the part no signature fits"},
    {"signature.incomplete", "apikey.invalid", "a temporary key is known with its token alone"},
    {"signature.incomplete", "token.rejected", "the signature is what was refused"},
    {"signature.incomplete", "status.forbidden", "the signature is what was refused"},
    {"signature.incomplete", "header.missing", "the request is signed"},
    {"signature.incomplete", "server.endpoint-wrong", "the signature is what was refused"},
    {"signature.scope-wrong", "signature.mismatch", "what is signed for another scope has another signature"},
    {"signature.scope-wrong", "apikey.", "the key is one of another region"},
    {"signature.scope-wrong", "token.rejected", "the scope is what was refused"},
    {"signature.scope-wrong", "status.forbidden", "the scope is what was refused"},
    {"signature.scope-wrong", "header.missing", "the request is signed"},
    {"signature.scope-wrong", "server.endpoint-wrong", "the signature was read, and its scope refused"},
    {"clock.signature-skew", "token.expired", "the end of the signature is what is over"},
    {"clock.signature-skew", "signature.mismatch", "the time is what was refused"},
    {"clock.signature-skew", "token.rejected", "the time is what was refused"},
    {"clock.signature-skew", "header.missing", "the request is signed"},
    {"digest.stale", "basic.rejected", "the nonce alone was refused"},
    {"digest.stale", "digest.mismatch", "the nonce alone was refused"},
    {"digest.stale", "status.forbidden", "the nonce alone was refused"},
    {"digest.mismatch", "basic.rejected", "what does not fit its challenge says nothing of the password"},
    {"digest.mismatch", "status.forbidden", "what does not fit its challenge says nothing of the user"},
    {"status.proxy-authentication", "digest.", "the server has not seen the request"},
    {"status.proxy-authentication", "signature.", "the server has not seen the request"},
    {"oauth.client-rejected", "basic.rejected", "it is the client's credential"},
    {"oauth.client-rejected", "token.rejected", "it is the client's credential"},
    {"oauth.client-rejected", "header.missing", "it is a token request"},
    {"oauth.grant-rejected", "header.missing", "there was no token to send"},
    {"oauth.grant-rejected", "token.", "the grant is what was refused"},
    {"server.misconfigured", "header.missing", "the credential was accepted before"},
    {"server.misconfigured", "header.stripped-upstream", "the server's own credential is at fault"},
    {"server.misconfigured", "token.", "the server's own credential is at fault"},
    {"server.address-blocked", "status.forbidden", "the address is what is not allowed"},
    {"server.address-blocked", "token.rejected", "the address is what is not allowed"},
    {"server.cached", "header.missing", "a stored answer says nothing of this request"},
    {"server.cached", "basic.rejected", "a stored answer says nothing of this request"},
    {"server.cached", "token.rejected", "a stored answer says nothing of this request"},
    {"server.cached", "cookie.missing", "a stored answer says nothing of this request"},
    {"server.cors-preflight", "header.missing", "a preflight carries none"},
    {"server.cors-preflight", "server.gateway", "a preflight is what it refused"},
    {"server.endpoint-wrong", "header.missing", "there is nothing at this address that could want one"},
    {"server.endpoint-wrong", "status.forbidden", "there is nothing at this address"},
    {"server.hidden-resource", "header.missing", "what is public needs none"},
    {"account.locked", "basic.rejected", "the account is what was refused"},
    {"account.second-factor", "basic.rejected", "the password is not enough"},
    {"account.locked", "oauth.grant-rejected", "the account is what was refused"},
    {"account.locked", "status.forbidden", "the account is what is not allowed"},
    {"account.locked", "token.rejected", "the account is what was refused"},
    {"account.second-factor", "oauth.grant-rejected", "the password is not enough"},
    {"account.second-factor", "status.forbidden", "the credential is not enough"},
    {"account.second-factor", "token.rejected", "the credential is not enough"},
    {"account.second-factor", "server.hidden-resource", "the credential is not enough"},
    {"server.address-blocked", "apikey.invalid", "the address is what is not allowed"},
    {"server.address-blocked", "server.gateway", "the gateway says what it does not allow"},
    {"server.misconfigured", "status.forbidden", "the server's own credential is at fault"},
    {"server.gateway", "status.forbidden", "the gateway is what did not let it through"},
    {"server.gateway", "header.missing", "the gateway refused it before anybody looked for a credential"},
    {"csrf.mismatch", "status.forbidden", "the token is what does not fit"},
    {"csrf.mismatch", "cookie.", "the session is there"},
    {"signature.mismatch", "apikey.invalid", "the signature is what was refused"},
    {"signature.mismatch", "header.missing", "the request is signed"},
    {"cookie.stripped-upstream", "header.missing", "the session was sent"},
    {"cookie.stripped-upstream", "cookie.missing", "the session was sent"},
    {"cookie.cleared", "header.missing", "the session was there, and was ended"},
    {"status.proxy-authentication", "header.", "the server has not seen the request"},
    {"status.proxy-authentication", "basic.", "the server has not seen the request"},
    {"status.proxy-authentication", "apikey.", "the server has not seen the request"},
    {"status.proxy-authentication", "token.", "the server has not seen the request"},
    {"status.proxy-authentication", "cookie.", "the server has not seen the request"},
    {"status.proxy-authentication", "clock.", "the server has not seen the request"},
    {"status.proxy-authentication", "server.", "the server has not seen the request"},
    {"cookie.session-invalid", "header.missing", "the session was sent"},
    {"cookie.session-invalid", "cookie.missing", "the session was sent"},
    {"cookie.session-invalid", "status.forbidden", "the session is what is not known"},
    {"cookie.session-invalid", "csrf.", "without its session an anti-forgery token fits nothing"},
    {"cookie.cleared", "cookie.session-invalid", "the answer ends the session itself"},
    {"cookie.overwritten", "cookie.session-invalid", "the value is another application's"},
    {"cookie.overwritten", "cookie.cleared", "the value is another application's"},
    {"cookie.overwritten", "header.missing", "a cookie was sent, and is another application's"},
    {"cookie.overwritten", "csrf.", "the session is another application's"},
    {"cookie.credentials-omitted", "header.missing", "the session is there, and was not asked for"},
    {"cookie.credentials-omitted", "cookie.missing", "the session is there, and was not asked for"},
    {"cookie.not-sent", "cookie.credentials-omitted", "a rule kept it back, whatever the script asked for"},
    {"cookie.rejected", "cookie.credentials-omitted", "it was never kept"},
    {"csrf.origin-rejected", "csrf.", "where it comes from is looked at before the token"},
    {"csrf.origin-rejected", "status.forbidden", "where it comes from is what is not allowed"},
    {"csrf.origin-rejected", "header.missing", "where it comes from is what is not allowed"},
    {"csrf.origin-rejected", "cookie.session-invalid", "where it comes from is what is not allowed"},
    {"csrf.origin-rejected", "server.gateway", "the gateway says what it does not allow"},
    {"server.rate-limited", "status.forbidden", "the number of requests is what is not allowed"},
    {"server.rate-limited", "basic.rejected", "whatever comes is refused for a while"},
    {"server.rate-limited", "token.rejected", "whatever comes is refused for a while"},
    {"server.rate-limited", "apikey.invalid", "whatever comes is refused for a while"},
    {"server.rate-limited", "header.missing", "whatever comes is refused for a while"},
    {"server.rate-limited", "cookie.session-invalid", "whatever comes is refused for a while"},
    {"server.rate-limited", "oauth.", "whatever comes is refused for a while"},
    {"server.rate-limited", "server.gateway", "the gateway says what it counts"},
    {"account.locked", "server.rate-limited", "the account is what is blocked"},
    {"token.not-propagated", "token.rejected", "it is too new to be known"},
    {"token.not-propagated", "apikey.invalid", "it is too new to be known"},
    {"token.not-propagated", "status.forbidden", "it is too new to be known"},
    {"token.revoked", "token.not-propagated", "it was withdrawn"},
    {"header.layer-conflict", "header.scheme-wrong", "the scheme is right, for another layer"},
    {"header.layer-conflict", "header.stripped-upstream", "another layer judged it"},
    {"header.layer-conflict", "header.missing", "another layer judged it"},
    {"header.layer-conflict", "token.", "the token was not seen by whom it is for"},
    {"header.layer-conflict", "basic.", "the login was taken, and then read by another layer"},
    {"header.layer-conflict", "server.gateway", "the gateway asks for its own login"},
    {"server.stale-keys", "token.", "the issuer's set has the key"},
    {"server.proxy-url-mismatch", "token.", "the address that the server compares with is wrong"},
    {"server.proxy-url-mismatch", "signature.", "the address that the server signed is wrong"},
    {"server.proxy-url-mismatch", "status.login-page", "the way back from the sign-in is wrong"},
    {"server.proxy-url-mismatch", "header.missing", "the way back from the sign-in is wrong"},
    {"tls.client-certificate-missing", "header.", "the certificate is asked for before any field is read"},
    {"tls.client-certificate-missing", "basic.", "the certificate is asked for before any field is read"},
    {"tls.client-certificate-missing", "apikey.", "the certificate is asked for before any field is read"},
    {"tls.client-certificate-missing", "token.", "the certificate is asked for before any field is read"},
    {"tls.client-certificate-missing", "cookie.", "the certificate is asked for before any field is read"},
    {"tls.client-certificate-missing", "status.forbidden", "the certificate is what is wanted"},
    {"tls.client-certificate-missing", "server.gateway", "the certificate is what is wanted"},
    {"negotiate.connection-lost", "header.", "the steps were told apart by the connection"},
    {"negotiate.connection-lost", "token.rejected", "the credential belongs to a connection"},
    {"status.login-page", "header.missing", "the page says what is wanted"},
    {"token.claim-rejected", "token.rejected", "the claim says why"},
    {"token.claim-rejected", "token.audience-wrong", "another claim is what was refused"},
    {"token.claim-rejected", "token.type-wrong", "another claim is what was refused"},
    {"token.claim-rejected", "status.forbidden", "the claim is what is not allowed"},
    {"token.claim-missing", "token.claim-rejected", "it is not there"},
    {"token.claim-missing", "status.forbidden", "the claim is what is missing"},
    {"token.environment-wrong", "token.issuer-wrong", "its issuer is that of another environment"},
    {"token.environment-wrong", "token.audience-wrong", "its audience is that of another environment"},
    {"token.environment-wrong", "token.key-unknown", "its key is that of another environment"},
    {"token.environment-wrong", "token.signature-invalid", "it is signed with the key of another environment"},
    {"token.environment-wrong", "token.rejected", "it is of another environment"},
    {"token.environment-wrong", "status.forbidden", "it is of another environment"},
    {"oauth.consent-withdrawn", "oauth.grant-rejected", "the grant ended with the consent"},
    {"oauth.consent-withdrawn", "token.", "the token ended with the consent"},
    {"oauth.consent-withdrawn", "status.forbidden", "the consent is what is missing"},
    {"oauth.consent-withdrawn", "header.missing", "there was no token to send"},
    {"status.session-timeout", "cookie.missing", "the status says that the session is over"},
    {"status.session-timeout", "cookie.session-invalid", "the status says that the session is over"},
    {"cookie.duplicated", "status.session-timeout", "the server read the other of the two"},
    {"status.session-timeout", "header.missing", "the status says that there was one"},
    {"status.session-timeout", "token.rejected", "the status says that it is over"},
    {"cookie.cleared", "status.session-timeout", "the answer itself ends the session"},
    {"csrf.mismatch", "status.session-timeout", "the token of the form is what was refused"},
    {"csrf.missing", "status.session-timeout", "the token of the form is what is missing"},
    {"token.expired", "status.session-timeout", "the token says what is over"},
    {"status.error-in-success", "token.rejected", "the body says that much"},
    {"status.error-in-success", "header.missing", "the body says no more"},
    {"status.forbidden-as-401", "token.rejected", "it was read, and believed"},
    {"status.forbidden-as-401", "basic.rejected", "it was read, and believed"},
    {"status.forbidden-as-401", "header.stripped-upstream", "it arrived"},
    {"status.forbidden-as-401", "cookie.session-invalid", "the session is known"},
    {"token.scope-missing", "status.forbidden-as-401", "the scope is what is missing"},
};

bool covers(const char *pattern, const char *id)
{
    const QByteArrayView view(pattern);
    return view.endsWith('.') ? QByteArrayView(id).startsWith(view) : view == QByteArrayView(id);
}

enum class Row { None, OfArea, OfCause };

Row rowOf(const char *cause, const char *other)
{
    Row found = Row::None;
    for (const Explains &row : kExplains) {
        if (qstrcmp(row.cause, cause) == 0 && covers(row.other, other))
            found = std::max(found, qstrcmp(row.other, other) == 0 ? Row::OfCause : Row::OfArea);
    }
    return found;
}

bool explains(const RankedFinding &cause, const RankedFinding &other)
{
    if (cause.rule == other.rule || cause.verdict.certainty < Certainty::Likely)
        return false;
    // Only what is at least as sure takes another's place, unless both rest on one fact.
    if (cause.verdict.certainty < other.verdict.certainty && !cause.verdict.standsAboveSurer)
        return false;
    const Row row = rowOf(cause.rule->id, other.rule->id);
    // Of two that explain each other, the line that names its cause stands above the one for a whole area.
    const bool both = cause.verdict.certainty == other.verdict.certainty && rowOf(other.rule->id, cause.rule->id) > row;
    return row != Row::None && !both;
}

/// Among findings of one certainty: how near the cause lies to what a person can change. The later in the list, the lower.
constexpr const char *kOrder[] = {"header.placeholder",
                                  "header.empty",
                                  "header.scheme-repeated",
                                  "header.malformed",
                                  "header.dropped-on-redirect",
                                  "header.duplicated",
                                  "header.layer-conflict",
                                  "tls.",
                                  "negotiate.",
                                  "clock.server-drift",
                                  "token.",
                                  "clock.",
                                  "basic.",
                                  "digest.",
                                  "csrf.",
                                  "signature.",
                                  "oauth.",
                                  "account.",
                                  "apikey.",
                                  "header.",
                                  "cookie.",
                                  "server.",
                                  "status."};
constexpr const char *kLast[] = {"basic.rejected", "token.rejected", "server.gateway", "server.challenge-missing"};

int place(const char *id)
{
    for (size_t i = 0; i < std::size(kLast); ++i) {
        if (qstrcmp(kLast[i], id) == 0)
            return 100 + int(i);
    }
    for (size_t i = 0; i < std::size(kOrder); ++i) {
        if (covers(kOrder[i], id))
            return int(i);
    }
    return 99;
}

FindingRole roleOf(const Verdict &verdict)
{
    if (verdict.role)
        return *verdict.role;
    return verdict.certainty == Certainty::Possible ? FindingRole::PossibleCause : FindingRole::Cause;
}

/// Where nothing else is found, that the answer does not say what it wants is what stands in the way.
void promoteNote(std::vector<RankedFinding> &kept)
{
    const bool anyCause
        = std::any_of(kept.begin(), kept.end(), [](const RankedFinding &each) { return each.role <= FindingRole::PossibleCause; });
    for (RankedFinding &each : kept) {
        if (anyCause || qstrcmp(each.rule->id, "server.challenge-missing") != 0)
            continue;
        each.role = FindingRole::PossibleCause;
        each.verdict.certainty = Certainty::Possible;
    }
}

/// Where the body of a success says what is wrong with the credential, that is the cause, and the status a fault beside it.
void demoteStatus(std::vector<RankedFinding> &kept)
{
    const auto isOther = [](const RankedFinding &each) {
        return each.role == FindingRole::Cause && qstrcmp(each.rule->id, "status.error-in-success") != 0;
    };
    if (std::none_of(kept.begin(), kept.end(), isOther))
        return;
    for (RankedFinding &each : kept) {
        if (qstrcmp(each.rule->id, "status.error-in-success") == 0)
            each.role = FindingRole::Note;
    }
}

}

std::vector<RankedFinding> rank(std::vector<std::pair<const Rule *, Verdict>> &&found)
{
    std::vector<RankedFinding> findings;
    findings.reserve(found.size());
    for (auto &[rule, verdict] : found) {
        const FindingRole role = roleOf(verdict);
        findings.push_back({rule, std::move(verdict), role});
    }

    std::vector<RankedFinding> kept;
    for (const RankedFinding &finding : findings) {
        const bool explained = std::any_of(findings.begin(), findings.end(), [&](const RankedFinding &other) {
            return other.role <= FindingRole::PossibleCause && explains(other, finding);
        });
        if (!explained)
            kept.push_back(finding);
    }
    promoteNote(kept);
    demoteStatus(kept);
    std::stable_sort(kept.begin(), kept.end(), [](const RankedFinding &a, const RankedFinding &b) {
        if (a.role != b.role)
            return a.role < b.role;
        if (a.verdict.certainty != b.verdict.certainty)
            return a.verdict.certainty > b.verdict.certainty;
        return place(a.rule->id) < place(b.rule->id);
    });
    return kept;
}

}
