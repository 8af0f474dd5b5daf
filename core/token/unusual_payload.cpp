#include "core/token/unusual_payload.h"

#include "core/token/token.h"

namespace keyhole {

namespace {

/// "JWT", "at+jwt", "application/dpop+jwt".
bool saysJwt(const JsonValue &header)
{
    const QByteArray type = header.string("typ").toUpper();
    return type == "JWT" || type.endsWith("+JWT") || type.endsWith("/JWT");
}

bool isToken(QByteArrayView payload)
{
    return looksLikeJwt(payload) && payload.count('.') >= 2 && decodeToken(payload).isJwt();
}

}

bool isUnencoded(const JsonValue &header)
{
    const JsonValue *b64 = header.find("b64"), *critical = header.find("crit");
    return b64 && b64->type == JsonValue::Type::Bool && !b64->boolean && critical
        && std::any_of(critical->items.begin(), critical->items.end(), [](const JsonValue &each) { return each.text == "b64"; });
}

QString describeUnusualPayload(const JsonValue &header, QByteArrayView payload)
{
    if (isToken(payload))
        return QStringLiteral("the payload is a whole token itself: signed twice, or encrypted and then signed");
    static constexpr QByteArrayView kBeginJson("{[\"");
    const QByteArrayView trimmed = payload.trimmed();
    if (saysJwt(header) || trimmed.isEmpty() || kBeginJson.contains(trimmed.front()) || trimmed.startsWith("eyJ"))
        return {};
    return QStringLiteral("the payload is no JSON: content that was signed, and no claims");
}

}
