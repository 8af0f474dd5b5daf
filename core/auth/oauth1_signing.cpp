#include "core/auth/oauth1_signing.h"

#include "core/auth/hashing.h"
#include "core/auth/oauth1.h"
#include "core/auth/placeholder.h"
#include "core/token/key_parts.h"

namespace keyhole {

namespace {

using Place = OAuth1Settings::Place;
using Pairs = std::vector<std::pair<QByteArray, QByteArray>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, OpensslFree<EVP_MD_CTX_free>>;

Pairs parametersOf(const OAuth1Settings &settings, const AuthContext &context)
{
    Pairs pairs{{"oauth_consumer_key", settings.consumerKey}};
    const auto addIf = [&pairs](bool wanted, const char *name, const QByteArray &value) {
        if (wanted)
            pairs.emplace_back(name, value);
    };
    addIf(!settings.token.isEmpty(), "oauth_token", settings.token);
    pairs.emplace_back("oauth_signature_method", settings.signatureMethod);
    pairs.emplace_back("oauth_timestamp", QByteArray::number(qint64(std::chrono::floor<Seconds>(context.now).time_since_epoch().count())));
    pairs.emplace_back("oauth_nonce", context.random);
    addIf(settings.withVersion, "oauth_version", "1.0");
    addIf(!settings.callback.isEmpty(), "oauth_callback", settings.callback);
    addIf(!settings.verifier.isEmpty(), "oauth_verifier", settings.verifier);
    return pairs;
}

/// RFC 5849, 3.5.1.
QByteArray fieldValue(const OAuth1Settings &settings, const Pairs &pairs)
{
    QByteArrayList parts;
    if (!settings.realm.isEmpty())
        parts += "realm=\"" + QByteArray(settings.realm).replace('\\', "\\\\").replace('"', "\\\"") + '"';
    for (const auto &[name, value] : pairs)
        parts += name.toPercentEncoding() + "=\"" + value.toPercentEncoding() + '"';
    return "OAuth " + parts.join(", ");
}

QByteArray encodedPairs(const Pairs &pairs)
{
    QByteArrayList parts;
    for (const auto &[name, value] : pairs)
        parts += name.toPercentEncoding() + '=' + value.toPercentEncoding();
    return parts.join('&');
}

/// The request with the parameters in it, for its base string.
Request withParameters(Request request, const OAuth1Settings &settings, const Pairs &pairs)
{
    request.fields.remove("Authorization");
    const QByteArray text = encodedPairs(pairs);
    switch (settings.place) {
    case Place::Header:
        request.fields.append("Authorization", fieldValue(settings, pairs));
        break;
    case Place::Query:
        request.url.query = request.url.query && !request.url.query->isEmpty() ? *request.url.query + '&' + text : text;
        break;
    case Place::Body:
        request.body += (request.body.isEmpty() ? "" : "&") + text;
        break;
    }
    return request;
}

Result<QByteArray> rsaSignature(const QByteArray &base, const Secret &pem)
{
    const auto parts = readPem(pem.reveal());
    if (!parts || !parts->isPrivate || keyTypeOf(parts->key.get()) != "RSA")
        return failure(Error{"RSA-SHA1 needs a private RSA key: " + (parts ? QString("this is another kind of key.") : parts.error().what),
                             "auth", "Give the key as PEM, from -----BEGIN to END-----."});
    const DigestContext context(EVP_MD_CTX_new());
    QByteArray signature(EVP_PKEY_get_size(parts->key.get()), '\0');
    size_t size = size_t(signature.size());
    if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha1(), nullptr, parts->key.get()) != 1
        || EVP_DigestSign(context.get(), reinterpret_cast<uchar *>(signature.data()), &size, reinterpret_cast<const uchar *>(base.data()),
                          size_t(base.size()))
            != 1)
        return failure(Error{"The key could not sign with SHA-1.", "auth", "This computer may forbid SHA-1; use HMAC-SHA256."});
    return signature.first(qsizetype(size)).toBase64();
}

/// RFC 5849, 3.4.2 to 3.4.4.
Result<QByteArray> signatureOf(const QByteArray &base, const AuthDraft &auth)
{
    const QByteArray &method = auth.oauth1.signatureMethod;
    const QByteArray key = auth.secret.reveal().toPercentEncoding() + '&' + auth.secondSecret.reveal().toPercentEncoding();
    if (method == "PLAINTEXT")
        return key;
    if (method == "HMAC-SHA1")
        return hmacOf(HashAlgorithm::Sha1, key, base).toBase64();
    if (method == "HMAC-SHA256")
        return hmacOf(HashAlgorithm::Sha256, key, base).toBase64();
    if (method == "RSA-SHA1")
        return rsaSignature(base, auth.secret);
    return failure(Error{"The signature method " + QString::fromUtf8(method) + " is not known.", "auth",
                         "Use HMAC-SHA1, HMAC-SHA256, RSA-SHA1 or PLAINTEXT."});
}

bool isForm(const Request &request)
{
    const QByteArray type = request.fields.value("Content-Type").value_or(QByteArray()).toLower();
    return request.bodyFile.isEmpty() && type.startsWith("application/x-www-form-urlencoded");
}

Pairs maskedPairs(Pairs pairs)
{
    for (auto &[name, value] : pairs) {
        if (name == "oauth_token" || name == "oauth_signature")
            value = Secret::mask(value).toUtf8();
    }
    return pairs;
}

QString displayOf(const OAuth1Settings &settings, const Pairs &pairs)
{
    QStringList shown;
    for (const auto &[name, value] : maskedPairs(pairs))
        shown += QString::fromUtf8(name) + '=' + QString::fromUtf8(value);
    const QString list = shown.join(settings.place == Place::Header ? ", " : "&");
    return settings.place == Place::Header ? "Authorization: OAuth " + list : (settings.place == Place::Query ? "?" : "Body: ") + list;
}

}

Result<AuthEffect> signOAuth1(const AuthDraft &auth, const AuthContext &context)
{
    const OAuth1Settings &settings = auth.oauth1;
    if (settings.place == Place::Body && !isForm(context.request))
        return failure(Error{"The OAuth parameters are to go in the body, which is no form.", "auth",
                             "Make the body a form (application/x-www-form-urlencoded), or put them in the header."});
    Pairs pairs = parametersOf(settings, context);
    const auto signature = isPlaceholder(auth) ? Result<QByteArray>(QByteArray(kPlaceholder))
                                               : signatureOf(oauth1BaseString(withParameters(context.request, settings, pairs)), auth);
    if (!signature)
        return failure(signature.error());
    pairs.emplace_back("oauth_signature", *signature);
    AuthEffect effect;
    if (settings.place == Place::Header)
        effect.fields.append("Authorization", fieldValue(settings, pairs));
    else
        (settings.place == Place::Query ? effect.query : effect.form) = encodedPairs(pairs);
    effect.display = displayOf(settings, pairs);
    return effect;
}

}
