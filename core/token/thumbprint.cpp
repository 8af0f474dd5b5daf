#include "core/token/thumbprint.h"

#include "core/token/base64url.h"

#include <QByteArrayList>
#include <QCryptographicHash>

namespace keyhole {

namespace {

/// Required members in the order of their names.
std::vector<QByteArray> requiredMembers(const QByteArray &type)
{
    if (type == "EC")
        return {"crv", "kty", "x", "y"};
    if (type == "RSA")
        return {"e", "kty", "n"};
    if (type == "OKP")
        return {"crv", "kty", "x"};
    return {};
}

}

QByteArray jwkThumbprint(const JsonValue &jwk)
{
    QByteArrayList members;
    for (const QByteArray &name : requiredMembers(jwk.string("kty"))) {
        const JsonValue *value = jwk.find(name);
        if (!value || !value->isString())
            return {};
        members += jsonString(name) + ':' + jsonString(value->text);
    }
    return members.isEmpty() ? QByteArray()
                             : encodeBase64Url(QCryptographicHash::hash('{' + members.join(',') + '}', QCryptographicHash::Sha256));
}

}
