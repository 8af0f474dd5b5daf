#include "core/http/url.h"
#include "core/token/base64url.h"
#include "core/token/member_checks.h"
#include "core/token/thumbprint.h"

#include <QCryptographicHash>

namespace keyhole {

namespace {

constexpr const char *kLogoutEvent = "http://schemas.openid.net/event/backchannel-logout";

/// The hash of the token's own algorithm. OpenID Connect Core, 3.1.3.6.
std::optional<QCryptographicHash::Algorithm> hashOf(const QByteArray &algorithm)
{
    if (algorithm.endsWith("256") || algorithm == "ES256K")
        return QCryptographicHash::Sha256;
    if (algorithm.endsWith("384"))
        return QCryptographicHash::Sha384;
    if (algorithm.endsWith("512") || algorithm == "EdDSA" || algorithm == "Ed25519")
        return QCryptographicHash::Sha512;
    return std::nullopt;
}

/// base64url of the left half of the hash.
QByteArray halfHash(const QByteArray &text, QCryptographicHash::Algorithm algorithm)
{
    const QByteArray hash = QCryptographicHash::hash(text, algorithm);
    return encodeBase64Url(hash.left(hash.size() / 2));
}

bool isAccessToken(const Token &token)
{
    return token.kind == TokenKind::Access || token.form == TokenForm::Opaque;
}

Judgement judgeHash(const Token &token, const JsonValue &value, const QByteArray &of, const QString &what)
{
    const auto algorithm = hashOf(token.headerText("alg"));
    if (of.isEmpty() || !algorithm)
        return open(QStringLiteral("the %1 is not here").arg(what));
    return value.text == halfHash(of, *algorithm) ? fits(QStringLiteral("fits the %1").arg(what))
                                                  : wrong(QStringLiteral("does not fit the %1: it is another one's").arg(what));
}

Judgement judgeAccessTokenHash(const Token &token, const JsonValue &value, const CheckContext &context)
{
    const auto algorithm = hashOf(token.headerText("alg"));
    bool any = false;
    for (const Token *other : context.beside) {
        if (!isAccessToken(*other) || other == &token || !algorithm)
            continue;
        any = true;
        if (value.text == halfHash(other->text, *algorithm))
            return fits(QStringLiteral("fits the access token beside it"));
    }
    return any ? Judgement(wrong(QStringLiteral("does not fit the access token beside it")))
               : Judgement(open(QStringLiteral("the access token is not here")));
}

/// RFC 9449, 4.3, 10: the access token that a proof goes with.
Judgement judgeProofHash(const Token &token, const JsonValue &value, const CheckContext &context)
{
    bool any = false;
    for (const Token *other : context.beside) {
        if (other == &token || other->kind == TokenKind::DpopProof)
            continue;
        any = true;
        if (value.text == encodeBase64Url(QCryptographicHash::hash(other->text, QCryptographicHash::Sha256)))
            return fits(QStringLiteral("fits the access token that goes with it"));
    }
    return any ? Judgement(wrong(QStringLiteral("does not fit the access token that goes with it")))
               : Judgement(open(QStringLiteral("the access token is not here")));
}

Judgement judgeThumbprint(const Token &token, const QByteArray &thumbprint, const CheckContext &context)
{
    bool any = false;
    for (const Token *other : context.beside) {
        const JsonValue *key
            = other != &token && other->kind == TokenKind::DpopProof && other->header ? other->header->find("jwk") : nullptr;
        if (!key)
            continue;
        any = true;
        if (jwkThumbprint(*key) == thumbprint)
            return fits(QStringLiteral("the DPoP proof beside it holds this key"));
    }
    return any ? Judgement(wrong(QStringLiteral("the DPoP proof beside it was made with another key")))
               : Judgement(open(QStringLiteral("a DPoP proof of this key must go along (RFC 9449)")));
}

/// RFC 7800, 3.1; RFC 8705, 3.1; RFC 9449, 6.1.
Judgement judgeConfirmation(const Token &token, const JsonValue &value, const CheckContext &context)
{
    if (!value.isObject())
        return wrong(QStringLiteral("an object is wanted"));
    if (const QByteArray thumbprint = value.string("jkt"); !thumbprint.isEmpty())
        return judgeThumbprint(token, thumbprint, context);
    if (const QByteArray hash = value.string("x5t#S256"); !hash.isEmpty()) {
        if (context.certificateSha256.isEmpty())
            return open(QStringLiteral("the client certificate of this hash must be used for the connection (RFC 8705)"));
        return hash == encodeBase64Url(context.certificateSha256) ? fits(QStringLiteral("the client certificate of the connection"))
                                                                  : wrong(QStringLiteral("another client certificate was used"));
    }
    return open(QStringLiteral("its bearer must prove to hold the key"));
}

Judgement judgeNonce(const Token &token, const JsonValue &value, const CheckContext &context)
{
    if (token.kind == TokenKind::Logout)
        return wrong(QStringLiteral("a logout token must not have one, so that it is never taken for an ID token"));
    if (context.nonce.isEmpty())
        return open(QStringLiteral("whoever asked for the token compares it with the one that was sent"));
    return value.text == context.nonce ? fits(QStringLiteral("the one that was sent")) : wrong(QStringLiteral("not the one that was sent"));
}

Judgement judgeProvedAddress(const JsonValue &value, const CheckContext &context)
{
    const auto proved = Url::parse(value.text), sent = Url::parse(context.address);
    if (!proved)
        return wrong(QStringLiteral("no address"));
    if (proved->query || proved->fragment)
        return open(QStringLiteral("has a query or fragment, which RFC 9449 leaves out; strict servers refuse it"));
    if (!sent)
        return open(QStringLiteral("the request that it proves is not here"));
    const auto pathOf = [](const Url &url) { return url.path.isEmpty() ? QByteArray("/") : url.path; };
    return proved->origin() == sent->origin() && pathOf(*proved) == pathOf(*sent) ? fits(QStringLiteral("the address of the request"))
                                                                                  : wrong(QStringLiteral("not the address of the request"));
}

Judgement judgeProvedMethod(const JsonValue &value, const CheckContext &context)
{
    if (context.method.isEmpty())
        return open(QStringLiteral("the request that it proves is not here"));
    return value.text == context.method ? fits(QStringLiteral("the method of the request"))
                                        : wrong(QStringLiteral("not the method of the request"));
}

Judgement judgeEvents(const Token &token, const JsonValue &value)
{
    if (!value.isObject() || value.members.empty())
        return wrong(QStringLiteral("an object with at least one event is wanted (RFC 8417, 2.2)"));
    const JsonValue *logout = value.find(kLogoutEvent);
    if (token.kind != TokenKind::Logout && !logout)
        return open(QStringLiteral("the events of RFC 8417; their receiver knows which it takes"));
    return logout && logout->isObject() ? fits(QStringLiteral("names the log-out, as a logout token must"))
                                        : wrong(QStringLiteral("does not name the back-channel log-out with an object"));
}

}

Judgement judgeBinding(const Token &token, const JsonMember &claim, const CheckContext &context)
{
    if (claim.name == "at_hash")
        return judgeAccessTokenHash(token, claim.value, context);
    if (claim.name == "c_hash")
        return judgeHash(token, claim.value, context.code, QStringLiteral("authorization code"));
    if (claim.name == "s_hash")
        return judgeHash(token, claim.value, context.state, QStringLiteral("state"));
    if (claim.name == "ath")
        return judgeProofHash(token, claim.value, context);
    if (claim.name == "cnf")
        return judgeConfirmation(token, claim.value, context);
    if (claim.name == "nonce")
        return judgeNonce(token, claim.value, context);
    if (claim.name == "htu")
        return judgeProvedAddress(claim.value, context);
    if (claim.name == "htm")
        return judgeProvedMethod(claim.value, context);
    if (claim.name == "events")
        return judgeEvents(token, claim.value);
    if (claim.name == "jti" && claim.value.isString())
        return open(QStringLiteral("the server may refuse one that it has seen before"));
    return std::nullopt;
}

}
