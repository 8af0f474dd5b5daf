#include "core/token/base64url.h"
#include "core/token/signed_text.h"
#include "core/token/signing.h"

#include <functional>
#include <openssl/bio.h>
#include <openssl/pem.h>

namespace keyhole {

namespace {

using Bio = std::unique_ptr<BIO, OpensslFree<BIO_free_all>>;

/// Another text, secret or form that may have been signed, and what it would mean.
struct Variant {
    QByteArray bytes;
    QString meaning;
};

QString shown(QByteArrayView text)
{
    return QString::fromUtf8(text.toByteArray());
}

JsonValue sorted(JsonValue value)
{
    std::stable_sort(value.members.begin(), value.members.end(), [](const JsonMember &a, const JsonMember &b) { return a.name < b.name; });
    return value;
}

/// With a blank after each colon and comma, as Python writes it.
QByteArray spacedJson(const JsonValue &value)
{
    if (!value.isObject() && !value.isArray())
        return toJson(value);
    QByteArrayList parts;
    for (const JsonMember &member : value.members)
        parts += jsonString(member.name) + ": " + spacedJson(member.value);
    for (const JsonValue &item : value.items)
        parts += spacedJson(item);
    const QByteArray inside = parts.join(", ");
    return value.isObject() ? '{' + inside + '}' : '[' + inside + ']';
}

/// How the JSON of a segment may have been written when it was signed.
std::vector<Variant> rewritings(const QByteArray &bytes, const QString &part)
{
    std::vector<Variant> variants = {
        {bytes.trimmed(), QStringLiteral("The %1 was signed without the white space around it.").arg(part)},
        {bytes + '\n', QStringLiteral("The %1 was signed with a line break at its end.").arg(part)},
    };
    if (const auto json = parseJson(bytes)) {
        const QString rewritten = QStringLiteral("The %1 was written anew after it was signed: the signature fits %2.");
        variants.push_back({toJson(*json), rewritten.arg(part, QStringLiteral("the same JSON without white space"))});
        variants.push_back(
            {spacedJson(*json), rewritten.arg(part, QStringLiteral("the same JSON with a blank after each comma and colon"))});
        variants.push_back(
            {toJson(sorted(*json)), rewritten.arg(part, QStringLiteral("the same JSON with its members in the order of their names"))});
        variants.push_back({spacedJson(sorted(*json)), rewritten.arg(part, QStringLiteral("the same JSON, sorted and with blanks"))});
    }
    return variants;
}

QByteArray padded(QByteArray text)
{
    while (text.size() % 4 != 0)
        text += '=';
    return text;
}

/// Other texts over which the signature may have been made, from the one that stands there.
std::vector<Variant> otherInputs(const QByteArray &input)
{
    const qsizetype dot = input.indexOf('.');
    if (dot < 0)
        return {};
    const QByteArray header = input.first(dot), payload = input.sliced(dot + 1);
    const QByteArray decodedHeader = decodeBase64Url(header).value_or(QByteArray()),
                     decoded = decodeBase64Url(payload).value_or(QByteArray());
    const QString asStandard = QStringLiteral("The signature was made over standard base64 instead of base64url.");
    const QString withPadding = QStringLiteral("The signature was made over base64url with padding (“=”), which a token must not have.");
    std::vector<Variant> variants = {
        {padded(header) + '.' + padded(payload), withPadding},
        {header + '.' + padded(payload), withPadding},
        {decodedHeader.toBase64() + '.' + decoded.toBase64(), asStandard},
        {decodedHeader.toBase64(QByteArray::OmitTrailingEquals) + '.' + decoded.toBase64(QByteArray::OmitTrailingEquals), asStandard},
        {decodedHeader + '.' + decoded, QStringLiteral("The signature was made over the decoded texts instead of their base64url.")},
        {header + '.' + decoded,
         QStringLiteral("The signature was made over the payload without encoding it (as RFC 7797 does, but the header lacks “b64”).")},
        {payload, QStringLiteral("The signature was made over the payload alone, without the header.")},
        {input + '.', QStringLiteral("The signature was made over the text with a dot at its end.")},
    };
    for (const Variant &each : rewritings(decoded, QStringLiteral("payload")))
        variants.push_back({header + '.' + encodeBase64Url(each.bytes), each.meaning});
    for (const Variant &each : rewritings(decodedHeader, QStringLiteral("header")))
        variants.push_back({encodeBase64Url(each.bytes) + '.' + payload, each.meaning});
    return variants;
}

/// What a shared secret may have been before it was copied, or may have to become.
std::vector<Variant> otherSecrets(const QByteArray &secret)
{
    const QByteArray trimmed = secret.trimmed();
    const auto strict = QByteArray::AbortOnBase64DecodingErrors;
    const auto standard = QByteArray::fromBase64Encoding(trimmed, strict);
    const auto url = QByteArray::fromBase64Encoding(trimmed, strict | QByteArray::Base64UrlEncoding);
    const QByteArray hex = QByteArray::fromHex(trimmed);
    const auto plain = QByteArray::OmitTrailingEquals;
    const QString given = QStringLiteral("The secret was given as text, but it is %1: decode it first.");
    const QString decoded = QStringLiteral("The secret was decoded, but the signer used its %1 text as it stands.");
    std::vector<Variant> variants = {
        {secret + '\n', QStringLiteral("The signer's secret has a line break at its end.")},
        {secret + "\r\n", QStringLiteral("The signer's secret has a line break (CR LF) at its end.")},
        {trimmed, QStringLiteral("The signer's secret has no white space or line break around it.")},
        {secret.toBase64(), decoded.arg(QStringLiteral("base64"))},
        {secret.toBase64(plain), decoded.arg(QStringLiteral("base64"))},
        {secret.toBase64(QByteArray::Base64UrlEncoding), decoded.arg(QStringLiteral("base64url"))},
        {secret.toBase64(QByteArray::Base64UrlEncoding | plain), decoded.arg(QStringLiteral("base64url"))},
        {secret.toHex(), decoded.arg(QStringLiteral("hexadecimal"))},
        {secret.toHex().toUpper(), decoded.arg(QStringLiteral("hexadecimal"))},
    };
    if (standard)
        variants.push_back({standard.decoded, given.arg(QStringLiteral("base64"))});
    if (url)
        variants.push_back({url.decoded, given.arg(QStringLiteral("base64url"))});
    if (!hex.isEmpty() && hex.size() * 2 == trimmed.size())
        variants.push_back({hex, given.arg(QStringLiteral("hexadecimal"))});
    if (trimmed.size() > 2 && (trimmed.startsWith('"') || trimmed.startsWith('\'')) && trimmed.endsWith(trimmed.front()))
        variants.push_back({trimmed.sliced(1, trimmed.size() - 2), QStringLiteral("The quotation marks do not belong to the secret.")});
    return variants;
}

/// The forms in which a public key is published and may be (mis)taken for a secret.
std::vector<QByteArray> publishedForms(EVP_PKEY *key)
{
    const Bio memory(BIO_new(BIO_s_mem()));
    PEM_write_bio_PUBKEY(memory.get(), key);
    char *text = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &text);
    const QByteArray pem(text, qsizetype(size));
    uchar *encoded = nullptr;
    const int length = i2d_PUBKEY(key, &encoded);
    const QByteArray der(reinterpret_cast<const char *>(encoded), std::max(length, 0));
    OPENSSL_free(encoded);
    return {pem, pem.trimmed(), QByteArray(pem).replace("\n", "\r\n"), der, der.toBase64()};
}

/// Lengths tell a cut signature, one of another curve, and the DER form.
QStringList explainLength(const SignedText &text, QByteArrayView algorithm, const SigningKey &key)
{
    const qsizetype coordinate = coordinateSize(key.type()), size = text.signature.size();
    const qsizetype wanted = coordinate > 0 ? 2 * coordinate
        : key.type() == "RSA"               ? EVP_PKEY_get_size(key.parts().key.get())
        : key.type() == "Ed25519"           ? 64
        : key.type() == "Ed448"             ? 114
        : algorithm.endsWith("512")         ? 64
        : algorithm.endsWith("384")         ? 48
                                            : 32;
    if (size == wanted)
        return {};
    if (coordinate > 0 && signatureFits(text.input, sidesOf(text.signature, coordinate), algorithm, key))
        return {
            QStringLiteral(
                "The signature is in DER form, which most libraries make; a token needs r and s side by side, %1 bytes (RFC 7518, 3.4).")
                .arg(wanted)};
    if (size == 0)
        return {QStringLiteral("The signature is missing.")};
    return {QStringLiteral("The signature has %1 bytes; %2 with this key makes %3. It is %4, or another key made it.")
                .arg(size)
                .arg(shown(algorithm))
                .arg(wanted)
                .arg(size < wanted ? QStringLiteral("cut off") : QStringLiteral("too long"))};
}

/// The first variant that fits is told; the others would say the same in other words.
template <class Fits> QStringList explainBy(const std::vector<Variant> &variants, Fits fits)
{
    const auto found = std::find_if(variants.begin(), variants.end(), [&](const Variant &each) { return fits(each.bytes); });
    return found == variants.end() ? QStringList() : QStringList{found->meaning};
}

/// What the token brings along proves that whoever made it holds that key, and nothing about who that is.
QStringList explainOwnKey(const SignedText &text, QByteArrayView algorithm)
{
    const JsonValue *jwk = text.header ? text.header->find("jwk") : nullptr;
    const auto own = jwk ? SigningKey::fromJwk(*jwk) : failure(Error{});
    if (!own || !own->serves(algorithm) || !signatureFits(text.input, text.signature, algorithm, *own))
        return {};
    return {QStringLiteral("The signature fits the key that the token itself brings (jwk), which anybody can have made.")};
}

QStringList explainAlgorithm(const SignedText &text, QByteArrayView algorithm, const SigningKey &key)
{
    for (const char *other : {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "HS256", "HS384", "HS512"}) {
        if (algorithm != other && typeServes(key.type(), other) && signatureFits(text.input, text.signature, other, key))
            return {
                QStringLiteral("The signature was made with %1, but the header says %2: the signer writes another algorithm than it uses.")
                    .arg(QLatin1String(other), shown(algorithm))};
    }
    return {};
}

}

bool isSignedWithPublicKey(const SignedText &text, const SigningKey &key)
{
    const QByteArray algorithm = text.parameter("alg");
    if (typeFor(algorithm) != "oct" || !key.parts().key)
        return false;
    const std::vector<QByteArray> forms = publishedForms(key.parts().key.get());
    return std::any_of(forms.begin(), forms.end(),
                       [&](const QByteArray &form) { return macFits(text.input, text.signature, algorithm, form); });
}

QStringList explainMismatch(const SignedText &text, const SigningKey &key)
{
    const QByteArray algorithm = text.parameter("alg");
    if (isSignedWithPublicKey(text, key))
        return {QStringLiteral("The token was signed with the public key as if it were a secret. Everybody knows the public key, so "
                               "anybody can have made this token: it is forged, or its signer is broken.")};
    if (!typeServes(key.type(), algorithm))
        return {};
    if (text.input.endsWith('.'))
        return {QStringLiteral("The payload is empty. If it travels apart from the token, it is needed to check the signature.")};
    QStringList found = explainOwnKey(text, algorithm);
    if (found.isEmpty())
        found = explainLength(text, algorithm, key);
    if (found.isEmpty())
        found = explainAlgorithm(text, algorithm, key);
    if (found.isEmpty() && key.type() == "oct")
        found = explainBy(otherSecrets(key.parts().secret.reveal()),
                          [&](const QByteArray &secret) { return macFits(text.input, text.signature, algorithm, secret); });
    if (found.isEmpty())
        found = explainBy(otherInputs(text.input),
                          [&](const QByteArray &input) { return signatureFits(input, text.signature, algorithm, key); });
    return found;
}

}
