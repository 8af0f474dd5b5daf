#include "core/auth/authorization.h"

#include "core/auth/aws_signing.h"
#include "core/auth/digest_answer.h"
#include "core/auth/dpop_signing.h"
#include "core/auth/jwt_signing.h"
#include "core/auth/oauth1_signing.h"
#include "core/auth/placeholder.h"
#include "core/auth/written_credential.h"

namespace keyhole {

namespace {

/// `shown` stands for its value in what a person sees.
AuthEffect effectOf(const WrittenCredential &written, const QString &shown)
{
    AuthEffect effect;
    const QString name = QString::fromUtf8(written.name);
    switch (written.place) {
    case KeyPlace::Header:
        effect.fields.append(written.name, written.value);
        effect.display = name + ": " + shown;
        break;
    case KeyPlace::Query:
        effect.query = written.name.toPercentEncoding() + '=' + written.value.toPercentEncoding();
        effect.display = '?' + name + '=' + shown;
        break;
    case KeyPlace::Cookie:
        effect.cookie = written.name + '=' + written.value;
        effect.display = "Cookie: " + name + '=' + shown;
        break;
    }
    return effect;
}

/// ISO-8859-1 where the server wants that, and all of the text has it.
QByteArray basicText(const QByteArray &utf8, const AuthContext &context)
{
    if (!context.memory || !context.memory->wantsLatin1(context.request.url.origin()))
        return utf8;
    const QString text = QString::fromUtf8(utf8);
    const bool fits = std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() <= 0xff; });
    return fits ? text.toLatin1() : utf8;
}

AuthEffect basic(AuthDraft auth, const AuthContext &context)
{
    auth.user = basicText(auth.user, context);
    auth.secret = Secret(basicText(auth.secret.reveal(), context));
    // Dots alone: the last letters of the base64 text would be those of the password.
    return effectOf(*writtenCredential(auth), "Basic " + Secret::mask({}));
}

AuthEffect token(const QByteArray &scheme, const Secret &token)
{
    const QByteArray masked = token.isEmpty() ? QByteArray() : token.masked().toUtf8();
    return effectOf({KeyPlace::Header, "Authorization", behindScheme(scheme, token.reveal())},
                    QString::fromUtf8(behindScheme(scheme, masked)));
}

/// ECDSA and PSS sign with a random number (RFC 7518, 3.4 and 3.5), so what is shown before a request goes is right up to the last dot.
QString shownSigned(const QByteArray &token)
{
    const QByteArray algorithm = decodeToken(token).headerText("alg");
    if (!algorithm.startsWith("ES") && !algorithm.startsWith("PS"))
        return Secret(token).masked();
    const qsizetype dot = token.lastIndexOf('.');
    return Secret::mask(token.first(dot))
        + QString(" and a signature of %1 characters, made anew for each request (%2)")
              .arg(token.size() - dot - 1)
              .arg(QString::fromLatin1(algorithm));
}

/// RFC 9449, 7.1: the proof goes beside the token.
Result<AuthEffect> boundToken(const AuthDraft &auth, const AuthContext &context)
{
    AuthEffect effect = token("DPoP", auth.secret);
    const auto proof = proofFor(auth, context);
    if (!proof)
        return failure(proof.error());
    effect.fields.append("DPoP", *proof);
    effect.display += "\nDPoP: " + shownSigned(*proof);
    return effect;
}

Result<AuthEffect> jwt(const AuthDraft &auth, const AuthContext &context)
{
    const auto signed_ = isPlaceholder(auth) ? Result<QByteArray>(QByteArray(kPlaceholder)) : signJwt(auth, context);
    if (!signed_)
        return failure(signed_.error());
    const Secret made(*signed_);
    AuthEffect effect
        = auth.jwt.inAuthorization ? token(auth.scheme, made) : effectOf({auth.keyPlace, auth.keyName, *signed_}, made.masked());
    effect.display.replace(made.masked(), shownSigned(*signed_));
    return effect;
}

AuthEffect custom(const AuthDraft &auth)
{
    AuthEffect effect;
    QStringList shown;
    for (const DraftRow &row : auth.custom) {
        if (!row.enabled || row.name.isEmpty())
            continue;
        QByteArray value = row.value, masked = row.value;
        effect.fields.append(row.name, value.replace("{{user}}", auth.user).replace("{{secret}}", auth.secret.reveal()));
        masked.replace("{{user}}", auth.user).replace("{{secret}}", auth.secret.masked().toUtf8());
        shown += QString::fromUtf8(row.name + ": " + masked);
    }
    effect.display = shown.join('\n');
    return effect;
}

AuthEffect onConnection(AuthKind kind)
{
    AuthEffect effect;
    effect.note = QString("%1 is answered in steps on the connection; each of them is shown once it was made.").arg(nameOf(kind));
    effect.display = "Authorization: " + nameOf(kind) + ", made in steps on the connection";
    return effect;
}

}

Result<AuthEffect> applyAuth(const AuthDraft &auth, const AuthContext &context)
{
    switch (auth.kind) {
    case AuthKind::None:
    case AuthKind::Inherited:
    case AuthKind::ClientCertificate:
        break;
    case AuthKind::Basic:
        return basic(auth, context);
    case AuthKind::Bearer:
    case AuthKind::OAuth2:
        return auth.dpop ? boundToken(auth, context) : token(auth.scheme, auth.secret);
    case AuthKind::ApiKey:
    case AuthKind::Raw:
        return effectOf(*writtenCredential(auth), auth.secret.masked());
    case AuthKind::Digest:
        return applyDigest(auth, context);
    case AuthKind::SignedJwt:
        return jwt(auth, context);
    case AuthKind::OAuth1:
        return signOAuth1(auth, context);
    case AuthKind::AwsSignature4:
        return signAws(auth, context);
    case AuthKind::Negotiate:
    case AuthKind::Ntlm:
        return onConnection(auth.kind);
    case AuthKind::Custom:
        return custom(auth);
    }
    return AuthEffect{};
}

void applyAuth(const AuthDraft &auth, TransportOptions &options)
{
    if (auth.kind == AuthKind::ClientCertificate) {
        options.clientCertificate = auth.certificate.certificate;
        options.clientKey = auth.certificate.key;
        options.clientCertificateData = auth.certificate.certificateData;
        options.clientKeyData = auth.certificate.keyData;
        options.clientKeyPassphrase = auth.secret;
    } else if (auth.kind == AuthKind::Negotiate || auth.kind == AuthKind::Ntlm) {
        options.connectionAuth = auth.kind == AuthKind::Ntlm ? ConnectionAuth::Ntlm : ConnectionAuth::Negotiate;
        options.connectionUser = auth.user;
        options.connectionPassword = auth.secret;
    }
}

bool signsRequest(AuthKind kind)
{
    return kind == AuthKind::Digest || kind == AuthKind::OAuth1 || kind == AuthKind::AwsSignature4;
}

}
