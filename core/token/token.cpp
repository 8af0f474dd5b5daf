#include "core/token/token.h"

#include "core/token/base64url.h"

namespace keyhole {

namespace {

/// A string, or the strings of a list.
std::vector<QByteArray> texts(const JsonValue *value)
{
    std::vector<QByteArray> found;
    if (value && value->isString())
        found.push_back(value->text);
    if (value && value->isArray()) {
        for (const JsonValue &item : value->items) {
            if (item.isString())
                found.push_back(item.text);
        }
    }
    return found;
}

}

bool looksLikeJwt(QByteArrayView text)
{
    if (text.startsWith("eyJ"))
        return true;
    if (!text.startsWith("ey") && !text.startsWith("ew"))  // what '{' and white space become
        return false;
    const qsizetype dot = text.indexOf('.');
    const auto bytes = decodeBase64Url(dot < 0 ? text : text.first(dot));
    const auto header = bytes ? parseJson(*bytes) : failure(SyntaxError{});
    return header && header->find("alg");
}

std::vector<QByteArray> Token::audience() const
{
    return texts(claim("aud"));
}

std::vector<QByteArray> Token::scopes() const
{
    std::vector<QByteArray> found;
    for (const char *name : {"scope", "scp"}) {
        for (const QByteArray &list : texts(claim(name))) {
            for (const QByteArray &scope : list.split(' ')) {
                if (!scope.isEmpty())
                    found.push_back(scope);
            }
        }
    }
    return found;
}

}
