#include "app/cli/token_input.h"

#include "app/cli/source.h"
#include "core/formats/input.h"

#include <QFile>

namespace keyhole {

namespace {

constexpr qint64 kLargest = 2 << 20;

/// Takes off what stands around a copied token ("Authorization: Bearer …"), and nothing inside of it.
Result<Token> tokenOf(const QByteArray &text)
{
    const auto input = readInput(text);
    if (!input)
        return decodeToken(text);
    if (const auto *token = std::get_if<Token>(&*input))
        return *token;
    return failure(Error{QStringLiteral("this is no token"), {}, QStringLiteral("keyhole-cli diagnose reads recordings.")});
}

Result<std::vector<EncryptionKey>> encryptionKeys(const KeyText &key)
{
    return key.isSecret ? std::vector{EncryptionKey::fromSecret(Secret(key.text))} : readEncryptionKeys(key.text);
}

Result<KeysRead> signingKeys(const KeyText &key)
{
    return key.isSecret ? KeysRead{{SigningKey::fromSecret(Secret(key.text))}} : readKeys(key.text);
}

Result<TokenAnswer> openGiven(TokenAnswer answer, const KeyText &key)
{
    const auto keys = encryptionKeys(key);
    if (!keys)
        return failure(keys.error());
    const OpenCheck opened = openWithAny(answer.given.token, *keys);
    answer.check = {opened.check, opened.id, opened.type};
    answer.opened = opened.text;
    return answer;
}

}

Result<GivenToken> readGivenToken(const QString &source)
{
    const bool file = source == QLatin1String("-") || QFile::exists(source);
    const auto bytes = file ? readSource(source, kLargest) : Result<QByteArray>(source.toUtf8());
    if (!bytes)
        return failure(bytes.error());
    const QByteArray text = bytes->trimmed();
    if (text.isEmpty())
        return failure(Error{QStringLiteral("there is no token in it"), {}, QStringLiteral("A token begins with “eyJ”.")});
    GivenToken given;
    if (looksLikeJws(text)) {
        auto jws = parseJws(text);
        given.token = decodeToken({});
        if (jws)
            given.jws = *std::move(jws);
        else
            given.fault = jws.error();
        return given;
    }
    if (!file && (source.contains(QLatin1Char('/')) || source.contains(QLatin1Char(' '))))
        return failure(Error{QStringLiteral("there is no such file, and it is no token"), {}, {}});
    const auto token = tokenOf(text);
    if (!token)
        return failure(token.error());
    given.token = *token;
    return given;
}

Result<TokenAnswer> checkGivenToken(GivenToken given, const KeyText &key, const std::optional<QByteArray> &detached)
{
    TokenAnswer answer{std::move(given), {}};
    if (answer.given.token.form == TokenForm::Jwe)
        return openGiven(std::move(answer), key);
    const auto keys = signingKeys(key);
    if (!keys)
        return failure(keys.error());
    if (answer.given.fault)
        answer.check
            = {{SignatureState::Unchecked, QStringLiteral("The text is no whole JWS in JSON, so there is nothing to check.")}, {}, {}};
    else if (answer.given.jws)
        answer.check = verifyWithAny(*answer.given.jws, keys->keys, detached);
    else
        answer.check = verifyWithAny(answer.given.token, keys->keys, detached);
    for (const RefusedKey &refused : keys->refused)
        answer.check.check.notes += QStringLiteral("Key “%1” was left out. %2").arg(QString::fromUtf8(refused.id), refused.reason.what);
    if (keys->beyondLimit > 0)
        answer.check.check.notes += QStringLiteral("%1 keys behind the hundredth were left out.").arg(keys->beyondLimit);
    return answer;
}

Result<KeyText> readKeyFile(const TokenOptions &options)
{
    const auto bytes = readSource(options.key, kLargest);
    if (!bytes)
        return failure(bytes.error());
    if (!options.secretInBase64)
        return KeyText{*bytes};
    const QByteArray text = bytes->trimmed();
    const bool url = text.contains('-') || text.contains('_');
    const auto secret = QByteArray::fromBase64Encoding(
        text, QByteArray::AbortOnBase64DecodingErrors | (url ? QByteArray::Base64UrlEncoding : QByteArray::Base64Encoding));
    if (!secret || secret.decoded.isEmpty())
        return failure(Error{QStringLiteral("%1 is no base64").arg(options.key), {}, QStringLiteral("Leave --secret-base64 out.")});
    return KeyText{secret.decoded, true};
}

}
