#include "core/token/signature.h"

#include "core/token/base64url.h"
#include "core/token/signed_text.h"
#include "core/token/signing.h"
#include "core/token/weak_key.h"

#include <cstring>
#include <openssl/err.h>

namespace keyhole {

namespace {

SignatureCheck unchecked(const QString &reason)
{
    return {SignatureState::Unchecked, reason};
}
SignatureCheck wrong(const QString &reason)
{
    return {SignatureState::Wrong, reason};
}

QString shown(QByteArrayView text)
{
    return QString::fromUtf8(text.toByteArray());
}

/// Which types of key a person would recognise as fitting.
QString neededFor(QByteArrayView algorithm)
{
    const QByteArray type = typeFor(algorithm);
    return type == "oct" ? QStringLiteral("a shared secret") : QStringLiteral("a key of type %1").arg(shown(type));
}

QString notServed(QByteArrayView algorithm, const SigningKey &key)
{
    const SigningKey::Parts &parts = key.parts();
    if (key.type() == "oct" && isPublicPem(parts.secret.reveal()))
        return QStringLiteral("A public key was given as the secret. Everybody knows a public key, so it must not serve as one.");
    if (key.type() == "oct" && parts.secret.isEmpty())
        return QStringLiteral("The shared secret is empty.");
    if (!parts.algorithm.isEmpty() && parts.algorithm != algorithm)
        return QStringLiteral("The token says %1; the key is for %2 only.").arg(shown(algorithm), shown(parts.algorithm));
    if (typeServes(key.type(), algorithm))
        return shortSecret(parts.secret.reveal().size(), algorithm)
            .value_or(QStringLiteral("The key does not serve %1.").arg(shown(algorithm)));
    if (typeFor(algorithm).isEmpty())
        return QStringLiteral("The token says %1, which is no algorithm that Keyhole checks.").arg(shown(algorithm));
    return QStringLiteral("The token says %1, which needs %2; this key is %3.")
        .arg(shown(algorithm), neededFor(algorithm), key.type() == "oct" ? QStringLiteral("a shared secret") : shown(key.type()));
}

/// RFC 7515, 4.1.11 and RFC 7797, 6: what `crit` lists must stand in the protected header and be understood; "b64" is all that we do.
std::optional<QString> refuseExtensions(const SignedText &text)
{
    if (text.unprotected && (text.unprotected->find("crit") || text.unprotected->find("b64")))
        return QStringLiteral("“crit” and “b64” stand outside of what is signed.");
    const JsonValue *list = text.header ? text.header->find("crit") : nullptr;
    if (!list)
        return text.header && text.header->find("b64")
            ? std::optional(QStringLiteral("The header has “b64” and does not list it in “crit” (RFC 7797, 6)."))
            : std::nullopt;
    if (!list->isArray() || list->items.empty())
        return QStringLiteral("The header's “crit” is no list of names.");
    for (const JsonValue &item : list->items) {
        if (!item.isString() || item.text != "b64")
            return QStringLiteral("The header demands that the extension “%1” is understood (crit), and Keyhole does not know it.")
                .arg(shown(item.text));
        if (const JsonValue *b64 = text.header->find("b64"); !b64 || b64->type != JsonValue::Type::Bool)
            return QStringLiteral("The header lists “b64” in “crit” and does not have it as true or false.");
    }
    return std::nullopt;
}

/// RFC 7515, 5.2: no name in both headers. What no signature covers anybody can add; names that no registry knows are no use but that.
std::optional<QString> refuseUnprotected(const SignedText &text)
{
    if (!text.unprotected)
        return std::nullopt;
    for (const JsonMember &member : text.unprotected->members) {
        if (text.header && text.header->find(member.name))
            return QStringLiteral("“%1” stands in the protected and in the unprotected header.").arg(shown(member.name));
        if (headerParameterMeaning(member.name).isEmpty())
            return QStringLiteral(
                       "The unprotected header has “%1”, which no standard knows and no signature covers: anybody can have added it.")
                .arg(shown(member.name));
    }
    return std::nullopt;
}

/// Whether a header has nothing but what says what it is: then there is nothing to refuse or to note. A call for each name would cost a
/// tenth of an HMAC.
bool isPlain(const SignedText &text)
{
    const auto isPlainName = [](const JsonMember &member) {
        const auto is = [&](const char *name) { return std::memcmp(member.name.constData(), name, 3) == 0; };
        return member.name.size() == 3 && (is("alg") || is("typ") || is("kid") || is("cty"));
    };
    return !text.unprotected && text.header && std::all_of(text.header->members.begin(), text.header->members.end(), isPlainName);
}

void noteOwnKeys(const SignedText &text, SignatureCheck &check)
{
    static constexpr QByteArrayView kOwnKeys[] = {"jku", "x5u", "jwk", "x5c"};
    for (const QByteArrayView name : kOwnKeys) {
        if ((text.header && text.header->find(name)) || (text.unprotected && text.unprotected->find(name)))
            check.notes += QStringLiteral(
                               "The token brings a key of its own or its address (%1). It was not used: whoever made the token chose it.")
                               .arg(shown(name));
    }
}

void addNotes(const SigningKey &key, QByteArrayView algorithm, SignatureCheck &check)
{
    const SigningKey::Parts &parts = key.parts();
    if (!parts.notes.isEmpty())
        check.notes += parts.notes;
    if (!parts.algorithm.isEmpty() && parts.algorithm != algorithm)
        check.notes += QStringLiteral("The key says that it is for %1; the token uses %2.").arg(shown(parts.algorithm), shown(algorithm));
    if (const auto weak = !parts.secret.isEmpty() ? shortSecret(parts.secret.reveal().size(), algorithm) : std::nullopt)
        check.notes += *weak;
}

/// The header with `alg` in it. One that has it already stays as it was written, byte for byte.
Result<QByteArray> headerWith(QByteArrayView headerJson, QByteArrayView algorithm)
{
    auto header = parseJson(headerJson);
    if (!header || !header->isObject())
        return failure(Error{"The header is not a JSON object.", header ? QString() : QStringLiteral("byte %1").arg(header.error().offset),
                             "Write it as {\"typ\": \"JWT\"}."});
    if (header->string("alg") == algorithm)
        return headerJson.toByteArray();
    std::erase_if(header->members, [](const JsonMember &member) { return member.name == "alg"; });
    JsonMember named{"alg", {}};
    named.value.type = JsonValue::Type::String;
    named.value.text = algorithm.toByteArray();
    header->members.insert(header->members.begin(), std::move(named));
    return toJson(*header);
}

/// Whether the compact form is three strict segments with one dot between each and nothing around them.
bool isWhole(const Token &token)
{
    const std::vector<TokenSegment> &segments = token.segments;
    if (!token.header || segments.size() != 3)
        return false;
    qsizetype next = 0;
    for (const TokenSegment &segment : segments) {
        if (segment.offset != next)
            return false;
        next = segment.offset + segment.length + 1;
    }
    return next == token.text.size() + 1 && segments[0].isStrict && segments[2].isStrict
        && (segments[1].isStrict || isUnencoded(&*token.header));
}

}

QByteArray SignedText::parameter(QByteArrayView name) const
{
    const QByteArray own = header ? header->string(name) : QByteArray();
    return own.isEmpty() && unprotected ? unprotected->string(name) : own;
}

bool isUnencoded(const JsonValue *header)
{
    const JsonValue *b64 = header ? header->find("b64") : nullptr;
    return b64 && b64->type == JsonValue::Type::Bool && !b64->boolean;
}

QByteArray signedPayload(const JsonValue *header, QByteArrayView payload)
{
    return isUnencoded(header) ? payload.toByteArray() : encodeBase64Url(payload);
}

Result<SignedText, QString> signedTextOf(const Token &token, const std::optional<QByteArray> &detached)
{
    if (!isWhole(token))
        return failure(QStringLiteral("The token is not whole, so there is nothing to check the signature over."));
    SignedText text{&*token.header, nullptr, {}, token.segments[2].decoded};
    const TokenSegment &payload = token.segments[1];
    if (!detached) {
        text.input = QByteArray::fromRawData(token.text.constData(), payload.offset + payload.length);
        return text;
    }
    if (payload.length > 0)
        return failure(QStringLiteral("The token has a payload of its own, and another one was given."));
    text.input = token.text.first(payload.offset) + signedPayload(text.header, *detached);
    return text;
}

SignatureCheck verifySignature(const SignedText &text, const SigningKey &key)
{
    const QByteArray algorithm = text.parameter("alg");
    if (algorithm.isEmpty())
        return unchecked(QStringLiteral("The header names no algorithm (alg)."));
    if (algorithm.size() == 4 && algorithm.compare("none", Qt::CaseInsensitive) == 0)
        return wrong(QStringLiteral("The token is unsigned (alg none)."));
    const bool plain = isPlain(text);
    if (const auto refused = plain ? std::nullopt : refuseExtensions(text))
        return wrong(*refused);
    if (const auto refused = plain ? std::nullopt : refuseUnprotected(text))
        return unchecked(*refused);
    if (!key.serves(algorithm))
        return unchecked(notServed(algorithm, key));
    SignatureCheck check{SignatureState::Valid, {}};
    if (!signatureFits(text.input, text.signature, algorithm, key))
        check = wrong(QStringLiteral("The signature was not made by this key over this text: another key signed it, or it was changed."));
    if (!plain)
        noteOwnKeys(text, check);
    addNotes(key, algorithm, check);
    return check;
}

SignatureCheck verifySignature(const Token &token, const SigningKey &key)
{
    if (token.form == TokenForm::Jwe)
        return unchecked(QStringLiteral("An encrypted token has no signature to check."));
    const auto text = signedTextOf(token);
    return text ? verifySignature(*text, key) : unchecked(text.error());
}

Result<QByteArray> signToken(QByteArrayView headerJson, QByteArrayView payloadJson, QByteArrayView algorithm, const SigningKey &key)
{
    if (!key.serves(algorithm))
        return failure(Error{notServed(algorithm, key), {}, "Choose an algorithm that belongs to the key."});
    if (!key.isPrivate())
        return failure(Error{"A public key cannot sign.", {}, "Give the private key."});
    const auto header = headerWith(headerJson, algorithm);
    if (!header)
        return failure(header.error());
    const QByteArray input = encodeBase64Url(*header) + '.' + encodeBase64Url(payloadJson);
    const QByteArray signature = signatureOver(input, algorithm, key);
    ERR_clear_error();
    if (signature.isEmpty())
        return failure(Error{"The key could not sign.", {}, "Check that the private key is whole."});
    return input + '.' + encodeBase64Url(signature);
}

}
