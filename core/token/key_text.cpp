#include "core/token/key_text.h"

#include <QCoreApplication>

namespace keyhole {

namespace {

constexpr qsizetype kMostBytes = 1 << 20;
constexpr int kMostKeys = 100;

QString tr(const char *text)
{
    return QCoreApplication::translate("KeyText", text);
}

Result<KeysRead> one(Result<SigningKey> key)
{
    if (!key)
        return failure(key.error());
    return KeysRead{{*std::move(key)}, 0, 0};
}

Result<KeysRead> readSet(const JsonValue &keys)
{
    KeysRead read;
    for (const JsonValue &item : keys.items) {
        if (int(read.keys.size()) + read.skipped >= kMostKeys) {
            ++read.beyondLimit;
            continue;
        }
        if (Result<SigningKey> key = SigningKey::fromJwk(item))
            read.keys.push_back(*std::move(key));
        else
            ++read.skipped;
    }
    if (read.keys.empty())
        return failure(Error{tr("the key set holds no key that can be used"), {}, tr("Use a set with an RSA, EC, OKP or oct key.")});
    return read;
}

Result<KeysRead> readJson(const QByteArray &text)
{
    const auto json = parseJson(text);
    if (!json)
        return failure(Error{json.error().message, tr("byte %1").arg(json.error().offset), tr("Use a JWK or a JWK set that is whole.")});
    if (const JsonValue *keys = json->find("keys"); keys && keys->isArray())
        return readSet(*keys);
    return one(SigningKey::fromJwk(*json));
}

}

Result<KeysRead> readKeys(const QByteArray &text)
{
    const QByteArray trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return failure(Error{tr("there is no key"), {}, tr("Paste a JWK, a key set, a PEM key or a secret.")});
    if (text.size() > kMostBytes)
        return failure(Error{tr("the key is longer than 1 MB"), {}, tr("Use the one key that signed the token.")});
    if (trimmed.startsWith('{') || trimmed.startsWith('['))
        return readJson(trimmed);
    if (trimmed.startsWith("-----BEGIN"))
        return one(SigningKey::fromPem(trimmed));
    // A line break at the end comes from the file or the clipboard, not from the secret.
    QByteArray secret = text;
    while (secret.endsWith('\n') || secret.endsWith('\r'))
        secret.chop(1);
    return KeysRead{{SigningKey::fromSecret(Secret(secret))}, 0, 0};
}

KeyCheck verifyWithAny(const Token &token, const std::vector<SigningKey> &keys)
{
    const QByteArray wanted = token.headerText("kid"), algorithm = token.headerText("alg");
    KeyCheck best;
    if (!keys.empty())
        best = {verifySignature(token, keys.front()), keys.front().id(), keys.front().type()};
    for (const SigningKey &key : keys) {
        const bool named = !wanted.isEmpty() && key.id() == wanted;
        if (!key.serves(algorithm) && !named)
            continue;
        const KeyCheck tried{verifySignature(token, key), key.id(), key.type()};
        if (tried.check.state == SignatureState::Valid)
            return tried;
        if (named || best.check.state == SignatureState::Unchecked)
            best = tried;
    }
    return best;
}

}
