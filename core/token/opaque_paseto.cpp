#include "core/http/date.h"
#include "core/token/base64url.h"
#include "core/token/opaque_readers.h"

namespace keyhole {

namespace {

struct Version {
    qsizetype signature;  ///< bytes at the end of a public one
    qsizetype around;  ///< nonce and tag of a local one
};
/// PASETO, docs/01-Protocol-Versions, versions 1 to 4.
constexpr Version kVersions[] = {{256, 32 + 48}, {64, 24 + 16}, {96, 32 + 48}, {64, 32 + 32}};

std::vector<QByteArrayView> splitAtDots(QByteArrayView text)
{
    std::vector<QByteArrayView> parts;
    for (qsizetype from = 0; from <= text.size();) {
        const qsizetype dot = text.indexOf('.', from);
        parts.push_back(text.sliced(from, (dot < 0 ? text.size() : dot) - from));
        from = dot < 0 ? text.size() + 1 : dot + 1;
    }
    return parts;
}

std::optional<Instant> timeIn(const JsonValue &payload, QByteArrayView name)
{
    const auto time = parseRfc3339(payload.string(name));
    return time ? std::optional(*time) : std::nullopt;
}

/// The footer is signed and not encrypted: a key id, or what its maker wrote.
void addFooter(OpaqueToken &token, QByteArrayView written)
{
    const auto footer = decodeBase64Url(written);
    if (!footer) {
        token.details += QStringLiteral("a footer that is no base64url");
        return;
    }
    const auto json = parseJson(*footer);
    if (json && json->isObject()) {
        for (const JsonMember &member : json->members)
            token.details += QStringLiteral("footer %1 %2").arg(printable(member.name), printable(toJson(member.value)));
    } else {
        const QString text = printable(*footer);
        token.details
            += text.isEmpty() ? QStringLiteral("a footer of %1 bytes").arg(footer->size()) : QStringLiteral("footer “%1”").arg(text);
    }
}

void addPayload(OpaqueToken &token, QByteArrayView bytes)
{
    auto payload = parseJson(bytes);
    if (!payload || !payload->isObject())
        return;
    token.issuer = printable(payload->string("iss"));
    token.made = timeIn(*payload, "iat");
    token.ends = timeIn(*payload, "exp");
    token.payload = std::move(*payload);
}

}

/// "v4.public.<payload><signature>[.<footer>]". The version fixes the algorithms.
std::optional<OpaqueToken> readPaseto(QByteArrayView text)
{
    const std::vector<QByteArrayView> parts = splitAtDots(text);
    const bool sound = (parts.size() == 3 || parts.size() == 4) && parts[0].size() == 2 && parts[0][0] == 'v' && parts[0][1] >= '1'
        && parts[0][1] <= '4' && (parts[1] == QByteArrayView("local") || parts[1] == QByteArrayView("public"));
    if (!sound)
        return std::nullopt;
    const bool isPublic = parts[1] == QByteArrayView("public");
    const Version &version = kVersions[parts[0][1] - '1'];
    OpaqueToken token{QStringLiteral("a PASETO of version %1, %2").arg(parts[0][1] - '0').arg(isPublic ? u"signed" : u"encrypted")};
    token.why = isPublic ? QStringLiteral("Its payload is signed, not encrypted: anybody can read it; the issuer's public key checks it.")
                         : QStringLiteral("Its payload is encrypted: only who holds the shared key reads it. The footer is readable.");
    const auto body = decodeBase64Url(parts[2]);
    const qsizetype least = isPublic ? version.signature : version.around;
    if (!body)
        token.details += QStringLiteral("damaged at character %1").arg(parts[2].data() - text.data() + body.error().offset + 1);
    else if (body->size() < least)
        token.details += QStringLiteral("cut off: %1 bytes, at least %2 are needed").arg(body->size()).arg(least);
    else if (isPublic)
        addPayload(token, QByteArrayView(*body).chopped(version.signature));
    if (parts.size() == 4)
        addFooter(token, parts[3]);
    return token;
}

/// Keys of PASETO: github.com/paseto-standard/paserk.
std::optional<OpaqueToken> readPaserk(QByteArrayView text)
{
    struct Type {
        QByteArrayView name;
        const char *what;
    };
    static constexpr Type kTypes[] = {
        {"local", "a symmetric key of PASETO"},
        {"public", "a public key of PASETO"},
        {"secret", "a private key of PASETO"},
        {"lid", "the id of a symmetric key of PASETO"},
        {"pid", "the id of a public key of PASETO"},
        {"sid", "the id of a private key of PASETO"},
        {"local-wrap", "an encrypted symmetric key of PASETO"},
        {"secret-wrap", "an encrypted private key of PASETO"},
        {"local-pw", "a symmetric key of PASETO under a password"},
        {"secret-pw", "a private key of PASETO under a password"},
        {"seal", "a symmetric key of PASETO, encrypted for a public key"},
    };
    const std::vector<QByteArrayView> parts = splitAtDots(text);
    if (parts.size() < 3 || parts.size() > 4 || parts[0].size() != 2 || parts[0][0] != 'k' || parts[0][1] < '1' || parts[0][1] > '4')
        return std::nullopt;
    const auto type = std::find_if(std::begin(kTypes), std::end(kTypes), [&](const Type &each) { return each.name == parts[1]; });
    if (type == std::end(kTypes) || parts.back().isEmpty() || !decodeBase64Url(parts.back()))
        return std::nullopt;
    OpaqueToken token{QStringLiteral("%1, version %2").arg(QLatin1String(type->what)).arg(parts[0][1] - '0')};
    token.why = QStringLiteral("A key is no token: it makes or checks tokens, and must not be sent in their place.");
    return token;
}

}
