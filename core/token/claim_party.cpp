#include "core/http/url.h"
#include "core/token/member_checks.h"

namespace keyhole {

namespace {

/// RFC 7519, 2: a text with a colon must be a URI.
bool isStringOrUri(const QByteArray &text)
{
    const qsizetype colon = text.indexOf(':');
    if (colon < 0)
        return true;
    return colon > 0 && std::all_of(text.begin(), text.begin() + colon, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
           });
}

Judgement judgeIssuer(const Token &token, const JsonValue &value, const CheckContext &context)
{
    if (!value.isString())
        return wrong(QStringLiteral("a text is wanted"));
    if (!context.issuer.isEmpty())
        return value.text == context.issuer ? fits(QStringLiteral("the issuer that is expected"))
                                            : wrong(QStringLiteral("not the issuer that is expected, to the letter"));
    if (!isStringOrUri(value.text))
        return wrong(QStringLiteral("has a colon, and is no address (RFC 7519, 4.1.1)"));
    const auto url = Url::parse(value.text);
    if (token.kind == TokenKind::Id && url && (url->scheme != "https" || url->query || url->fragment))
        return wrong(QStringLiteral("an issuer of ID tokens is an https address without query and fragment"));
    return open(QStringLiteral("the server compares it to the letter, with or without its last slash, with the issuer that it trusts"));
}

Judgement judgeSubject(const Token &token, const JsonValue &value)
{
    constexpr qsizetype kLongest = 255;  // OpenID Connect Core, 2
    if (!value.isString())
        return wrong(QStringLiteral("a text is wanted"));
    if (token.kind == TokenKind::Id && value.text.size() > kLongest)
        return wrong(QStringLiteral("longer than 255 characters, the most that an ID token may have"));
    return open(QStringLiteral("known to its issuer alone"));
}

/// Whether the request went to what an audience names: the origin, or an address above.
bool isAddressed(const QByteArray &audience, const QByteArray &address)
{
    const auto named = Url::parse(audience), sent = Url::parse(address);
    if (!named || !sent || named->origin() != sent->origin())
        return false;
    return named->path.isEmpty() || named->path == "/" || sent->path.startsWith(named->path);
}

Judgement judgeAudience(const Token &token, const JsonValue &value, const CheckContext &context)
{
    const std::vector<QByteArray> audience = token.audience();
    const bool sound = value.isString() || (value.isArray() && audience.size() == value.items.size());
    if (!sound || audience.empty())
        return wrong(QStringLiteral("a text, or a list of texts, is wanted"));
    const auto names
        = [&audience](const QByteArray &wantedOne) { return std::find(audience.begin(), audience.end(), wantedOne) != audience.end(); };
    if (!context.clientId.isEmpty() && token.kind == TokenKind::Id)
        return names(context.clientId) ? fits(QStringLiteral("names the client that asked for it"))
                                       : wrong(QStringLiteral("does not name the client that asked for it"));
    if (context.address.isEmpty() || token.kind == TokenKind::Id)
        return open(QStringLiteral("whoever reads it must find its own name here"));
    if (std::any_of(audience.begin(), audience.end(), [&](const QByteArray &each) { return isAddressed(each, context.address); }))
        return fits(QStringLiteral("names the address that it was sent to"));
    return open(QStringLiteral("does not name the address that it was sent to; only that server knows which name it goes by"));
}

Judgement judgeAuthorizedParty(const Token &token, const JsonValue &value, const CheckContext &context)
{
    if (!value.isString())
        return wrong(QStringLiteral("a text is wanted"));
    if (!context.clientId.isEmpty())
        return value.text == context.clientId ? fits(QStringLiteral("the client that asked for it"))
                                              : wrong(QStringLiteral("not the client that asked for it"));
    const std::vector<QByteArray> audience = token.audience();
    if (token.kind == TokenKind::Id && audience.size() > 1 && std::find(audience.begin(), audience.end(), value.text) == audience.end())
        return open(QStringLiteral("not among the audience, as it is for a mobile app with a server"));
    return open(QStringLiteral("compare it with the client's own identifier"));
}

}

Judgement judgeParty(const Token &token, const JsonMember &claim, const CheckContext &context)
{
    if (claim.name == "iss")
        return judgeIssuer(token, claim.value, context);
    if (claim.name == "sub")
        return judgeSubject(token, claim.value);
    if (claim.name == "aud")
        return judgeAudience(token, claim.value, context);
    if (claim.name == "azp" || claim.name == "client_id" || claim.name == "cid" || claim.name == "appid")
        return judgeAuthorizedParty(token, claim.value, context);
    return std::nullopt;
}

}
