#include "core/token/key_text.h"

#include "core/token/key_parts.h"

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

/// Who has the set can sign with the one half and must publish the other; so it was put together by mistake, and whoever is given it as a
/// set of public keys is given a secret. RFC 7517, 9.1.
bool mixesSecretsWithPublicKeys(const std::vector<SigningKey> &keys)
{
    const auto isPrivate = [](const SigningKey &key) { return key.isPrivate(); };
    return std::any_of(keys.begin(), keys.end(), isPrivate) && !std::all_of(keys.begin(), keys.end(), isPrivate);
}

Result<KeysRead> readSet(const JsonValue &keys)
{
    KeysRead read;
    read.isSet = true;
    for (const JsonValue &item : keys.items) {
        if (int(read.keys.size()) + read.skipped >= kMostKeys) {
            ++read.beyondLimit;
            continue;
        }
        if (Result<SigningKey> key = SigningKey::fromJwk(item)) {
            read.keys.push_back(*std::move(key));
        } else {
            ++read.skipped;
            read.refused.push_back({item.string("kid"), key.error()});
        }
    }
    if (read.keys.empty() && read.refused.size() == 1)
        return failure(read.refused.front().reason);
    if (read.keys.empty())
        return failure(Error{tr("the key set holds no key that can be used"), {}, tr("Use a set with an RSA, EC, OKP or oct key.")});
    if (mixesSecretsWithPublicKeys(read.keys))
        return failure(Error{tr("the key set holds secrets beside public keys, so it is fit neither to be kept nor to be published"),
                             {},
                             tr("Give the one key that is meant.")});
    return read;
}

/// The text without what a file or the clipboard puts around it, or why it is not read.
Result<QByteArray> trimmedText(const QByteArray &text)
{
    if (text.size() > kMostBytes)
        return failure(Error{tr("the key is longer than 1 MB"), {}, tr("Use the one key that signed the token.")});
    const QByteArray trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return failure(Error{tr("there is no key"), {}, tr("Paste a JWK, a key set, a PEM key or a secret.")});
    return trimmed;
}

bool isJson(const QByteArray &text)
{
    return text.startsWith('{') || text.startsWith('[');
}
bool isPem(const QByteArray &text)
{
    return text.startsWith("-----BEGIN");
}

Result<JsonValue> parseKeyJson(const QByteArray &text)
{
    auto json = parseJson(text);
    if (!json)
        return failure(Error{json.error().message, tr("byte %1").arg(json.error().offset), tr("Use a JWK or a JWK set that is whole.")});
    return *std::move(json);
}

/// A line break at the end comes from the file or the clipboard, not from the secret.
Secret secretOf(QByteArray text)
{
    while (text.endsWith('\n') || text.endsWith('\r'))
        text.chop(1);
    return Secret(text);
}

}

Result<KeysRead> readKeys(const QByteArray &text)
{
    const auto trimmed = trimmedText(text);
    if (!trimmed)
        return failure(trimmed.error());
    if (isPem(*trimmed))
        return one(SigningKey::fromPem(*trimmed));
    if (!isJson(*trimmed))
        return KeysRead{{SigningKey::fromSecret(secretOf(text))}, 0, 0};
    const auto json = parseKeyJson(*trimmed);
    if (!json)
        return failure(json.error());
    if (const JsonValue *keys = json->find("keys"); keys && keys->isArray())
        return readSet(*keys);
    return one(SigningKey::fromJwk(*json));
}

Result<std::vector<EncryptionKey>> readEncryptionKeys(const QByteArray &text)
{
    const auto trimmed = trimmedText(text);
    if (!trimmed)
        return failure(trimmed.error());
    const auto single = [](Result<EncryptionKey> key) -> Result<std::vector<EncryptionKey>> {
        return key ? Result<std::vector<EncryptionKey>>(std::vector{*std::move(key)}) : failure(key.error());
    };
    if (isPem(*trimmed))
        return single(EncryptionKey::fromPem(*trimmed));
    if (!isJson(*trimmed))
        return std::vector{EncryptionKey::fromSecret(secretOf(text))};
    const auto json = parseKeyJson(*trimmed);
    if (!json)
        return failure(json.error());
    const JsonValue *set = json->find("keys");
    if (!set || !set->isArray())
        return single(EncryptionKey::fromJwk(*json));
    std::vector<EncryptionKey> keys;
    for (size_t i = 0; i < std::min(set->items.size(), size_t(kMostKeys)); ++i) {
        if (auto key = EncryptionKey::fromJwk(set->items[i]))
            keys.push_back(*std::move(key));
    }
    if (keys.empty())
        return failure(Error{tr("the key set holds no key that opens encrypted tokens"), {}, tr("Give the private key or the secret.")});
    return keys;
}

OpenCheck openWithAny(const Token &token, const std::vector<EncryptionKey> &keys)
{
    OpenCheck answer;
    const QByteArray wanted = token.headerText("kid");
    for (const EncryptionKey &one : keys) {
        const bool named = keys.size() == 1 || wanted.isEmpty() || one.id() == wanted;
        if (!named || answer.text)
            continue;
        const Opened opened = openToken(token, one);
        answer = {{opened.state, opened.reason, opened.notes}, one.id(), one.type(), {}};
        if (opened.state == SignatureState::Valid)
            answer.text = opened.text;
    }
    return answer;
}
}
