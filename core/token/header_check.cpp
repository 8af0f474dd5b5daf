#include "core/http/url.h"
#include "core/token/algorithms.h"
#include "core/token/base64url.h"
#include "core/token/member_checks.h"
#include "core/token/thumbprint.h"
#include "core/token/unusual_payload.h"

#include <QCryptographicHash>

namespace keyhole {

namespace {

Judgement judgeAlgorithm(const Token &token, const JsonValue &value)
{
    if (!value.isString())
        return wrong(QStringLiteral("a text is wanted"));
    if (value.text.compare("none", Qt::CaseInsensitive) == 0)
        return wrong(QStringLiteral("nobody signed this token"));
    const Algorithm *known = token.form == TokenForm::Jwe ? findKeyAlgorithm(value.text) : findSignatureAlgorithm(value.text);
    return known ? Judgement(fits(QLatin1String(known->words)))
                 : Judgement(open(QStringLiteral("an algorithm that is not registered here")));
}

Judgement judgeEncryption(const JsonValue &value)
{
    const Algorithm *known = findContentAlgorithm(value.text);
    return known ? Judgement(fits(QLatin1String(known->words)))
                 : Judgement(open(QStringLiteral("an algorithm that is not registered here")));
}

Judgement judgeTokenType(const JsonValue &value)
{
    if (!value.isString())
        return wrong(QStringLiteral("a text is wanted"));
    QByteArray type = value.text.toLower();
    if (type.startsWith("application/"))
        type.remove(0, qsizetype(qstrlen("application/")));
    const QString words = tokenTypeWords(type);
    return words.isEmpty() ? Judgement(open(QStringLiteral("a type that its readers agree on"))) : Judgement(fits(words));
}

Judgement judgeContentType(const Token &token, const JsonValue &value)
{
    const bool saysToken
        = value.text.compare("JWT", Qt::CaseInsensitive) == 0 || value.text.compare("application/jwt", Qt::CaseInsensitive) == 0;
    if (!saysToken)
        return open(QStringLiteral("the kind of content, for its readers"));
    if (token.form == TokenForm::Jwe)
        return open(QStringLiteral("a signed token is inside; only the audience gets at it"));
    return token.payload ? wrong(QStringLiteral("says that a token is inside, yet there are claims"))
                         : fits(QStringLiteral("a token is inside"));
}

Judgement judgeKeyAddress(const JsonValue &value)
{
    const auto url = Url::parse(value.text);
    if (!value.isString() || !url)
        return wrong(QStringLiteral("an address is wanted"));
    if (url->scheme != "https")
        return wrong(QStringLiteral("must be fetched over TLS (RFC 7515, 4.1.2)"));
    return open(QStringLiteral("anybody can write an address here; a server takes only those that it was told to trust"));
}

Judgement judgeKey(const JsonValue &value)
{
    if (!value.isObject())
        return wrong(QStringLiteral("an object is wanted"));
    if (value.find("d") || value.find("k"))
        return wrong(QStringLiteral("holds a private or shared key: whoever sees the token can sign with it"));
    const QByteArray thumbprint = jwkThumbprint(value);
    return thumbprint.isEmpty() ? wrong(QStringLiteral("a key that lacks required members"))
                                : open(QStringLiteral("thumbprint %1; proves nothing by itself").arg(QLatin1String(thumbprint)));
}

QByteArray firstCertificate(const Token &token)
{
    const JsonValue *chain = token.header ? token.header->find("x5c") : nullptr;
    if (!chain || chain->items.empty())
        return {};
    const auto decoded = QByteArray::fromBase64Encoding(chain->items.front().text, QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? decoded.decoded : QByteArray();
}

/// Plain base64 of DER, not base64url. RFC 7515, 4.1.6.
Judgement judgeCertificates(const JsonValue &value)
{
    constexpr char kDerSequence = 0x30;
    if (!value.isArray() || value.items.empty())
        return wrong(QStringLiteral("a list of certificates is wanted"));
    for (const JsonValue &item : value.items) {
        const auto decoded = QByteArray::fromBase64Encoding(item.text, QByteArray::AbortOnBase64DecodingErrors);
        if (!item.isString() || !decoded || !decoded.decoded.startsWith(kDerSequence))
            return wrong(QStringLiteral("each is DER in plain base64 (with padding, '+' and '/')"));
    }
    return open(QStringLiteral("anybody can write a certificate here; its issuer must be one that the server trusts"));
}

Judgement judgeCertificateHash(const Token &token, const JsonValue &value, QCryptographicHash::Algorithm algorithm)
{
    const auto bytes = decodeBase64Url(value.text);
    const int size = QCryptographicHash::hashLength(algorithm);
    if (!value.isString() || !bytes || bytes->size() != size)
        return wrong(QStringLiteral("a hash of %1 bytes in base64url is wanted").arg(size));
    const QByteArray certificate = firstCertificate(token);
    if (certificate.isEmpty())
        return open(QStringLiteral("the certificate is not here"));
    return QCryptographicHash::hash(certificate, algorithm) == *bytes ? fits(QStringLiteral("fits the first certificate of x5c"))
                                                                      : wrong(QStringLiteral("does not fit the first certificate of x5c"));
}

/// RFC 7515, 4.1.11.
Judgement judgeCritical(const Token &token, const JsonValue &value)
{
    static constexpr QByteArrayView kDefined[] = {"alg", "enc", "zip",  "jku", "jwk", "kid", "x5u", "x5c", "x5t", "x5t#S256",
                                                  "typ", "cty", "crit", "epk", "apu", "apv", "iv",  "tag", "p2s", "p2c"};
    if (!value.isArray() || value.items.empty())
        return wrong(QStringLiteral("a list with at least one name is wanted"));
    QStringList unknown;
    for (const JsonValue &item : value.items) {
        const QString name = QString::fromUtf8(item.text.left(60));
        if (std::find(std::begin(kDefined), std::end(kDefined), QByteArrayView(item.text)) != std::end(kDefined))
            return wrong(QStringLiteral("names %1, which every reader must understand anyway").arg(name));
        if (!token.header->find(item.text))
            return wrong(QStringLiteral("names %1, which is not in the header").arg(name));
        if (item.text != "b64")
            unknown += name;
    }
    return unknown.isEmpty() ? fits(QStringLiteral("extensions that are known here"))
                             : open(QStringLiteral("a reader that does not know %1 must refuse the token").arg(unknown.join(", ")));
}

/// RFC 7797, 3, 6 and 7.
Judgement judgeUnencoded(const Token &token, const JsonValue &value)
{
    if (value.type != JsonValue::Type::Bool)
        return wrong(QStringLiteral("true or false is wanted"));
    if (value.boolean)
        return fits(QStringLiteral("encoded, as ever"));
    if (!isUnencoded(*token.header))
        return wrong(QStringLiteral("must be named in crit as well"));
    return token.payload ? wrong(QStringLiteral("a JWT must have its payload encoded (RFC 7797, 7)"))
                         : fits(QStringLiteral("the payload is signed as it is"));
}

Judgement judgeEphemeralKey(const JsonValue &value)
{
    if (!value.isObject() || value.string("kty").isEmpty() || value.string("crv").isEmpty() || value.string("x").isEmpty())
        return wrong(QStringLiteral("a public key with kty, crv and x is wanted"));
    return value.find("d") ? wrong(QStringLiteral("holds the private half"))
                           : fits(QStringLiteral("a one-time key on %1").arg(QString::fromUtf8(value.string("crv").left(40))));
}

Judgement judgeBytes(const JsonValue &value, qsizetype size)
{
    const auto bytes = decodeBase64Url(value.text);
    if (!value.isString() || !bytes)
        return wrong(QStringLiteral("base64url is wanted"));
    return size == 0 || bytes->size() == size ? fits(QStringLiteral("%1 bytes").arg(bytes->size()))
                                              : wrong(QStringLiteral("%1 bytes; %2 are wanted").arg(bytes->size()).arg(size));
}

/// RFC 7518, 4.8.1.
Judgement judgeRounds(const JsonValue &value)
{
    constexpr double kLeast = 1000, kMost = 10'000'000;
    const auto rounds = value.number();
    if (!rounds || *rounds < 1)
        return wrong(QStringLiteral("a number above 0 is wanted"));
    if (*rounds < kLeast)
        return wrong(QStringLiteral("at least 1000 rounds are advised"));
    return *rounds > kMost ? open(QStringLiteral("so many rounds that a reader may refuse them")) : fits(QStringLiteral("enough rounds"));
}

Judgement judgeCompression(const JsonValue &value)
{
    return value.text == "DEF" ? fits(QStringLiteral("DEFLATE, before the encryption")) : wrong(QStringLiteral("only DEF is registered"));
}

Judgement judgeKeyId(const JsonValue &value)
{
    return value.isString() ? open(QStringLiteral("must be among the keys that the server holds"))
                            : wrong(QStringLiteral("a text is wanted"));
}

struct ParameterJudge {
    QByteArrayView name;
    Judgement (*judge)(const Token &token, const JsonValue &value);
};
constexpr qsizetype kVectorSize = 12, kTagSize = 16;  // RFC 7518, 4.7.1
constexpr ParameterJudge kJudges[] = {
    {"alg", &judgeAlgorithm},
    {"cty", &judgeContentType},
    {"crit", &judgeCritical},
    {"b64", &judgeUnencoded},
    {"enc", [](const Token &, const JsonValue &value) { return judgeEncryption(value); }},
    {"typ", [](const Token &, const JsonValue &value) { return judgeTokenType(value); }},
    {"zip", [](const Token &, const JsonValue &value) { return judgeCompression(value); }},
    {"kid", [](const Token &, const JsonValue &value) { return judgeKeyId(value); }},
    {"jku", [](const Token &, const JsonValue &value) { return judgeKeyAddress(value); }},
    {"x5u", [](const Token &, const JsonValue &value) { return judgeKeyAddress(value); }},
    {"jwk", [](const Token &, const JsonValue &value) { return judgeKey(value); }},
    {"x5c", [](const Token &, const JsonValue &value) { return judgeCertificates(value); }},
    {"x5t", [](const Token &token, const JsonValue &value) { return judgeCertificateHash(token, value, QCryptographicHash::Sha1); }},
    {"x5t#S256", [](const Token &token, const JsonValue &value) { return judgeCertificateHash(token, value, QCryptographicHash::Sha256); }},
    {"epk", [](const Token &, const JsonValue &value) { return judgeEphemeralKey(value); }},
    {"apu", [](const Token &, const JsonValue &value) { return judgeBytes(value, 0); }},
    {"apv", [](const Token &, const JsonValue &value) { return judgeBytes(value, 0); }},
    {"p2s", [](const Token &, const JsonValue &value) { return judgeBytes(value, 0); }},
    {"iv", [](const Token &, const JsonValue &value) { return judgeBytes(value, kVectorSize); }},
    {"tag", [](const Token &, const JsonValue &value) { return judgeBytes(value, kTagSize); }},
    {"p2c", [](const Token &, const JsonValue &value) { return judgeRounds(value); }},
};

}

Judgement judgeHeader(const Token &token, const JsonMember &parameter)
{
    const auto found
        = std::find_if(std::begin(kJudges), std::end(kJudges), [&](const ParameterJudge &each) { return each.name == parameter.name; });
    return found == std::end(kJudges) ? std::nullopt : found->judge(token, parameter.value);
}

}
