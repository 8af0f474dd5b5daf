#include "core/auth/digest_answer.h"

#include "core/auth/digest.h"
#include "core/auth/placeholder.h"
#include "core/http/credentials.h"

namespace keyhole {

namespace {

QByteArray parameter(const Challenge &challenge, const char *name)
{
    return challenge.parameter(name).value_or(QByteArray());
}

QByteArrayList qopsOf(const Challenge &challenge)
{
    QByteArrayList options;
    for (const QByteArray &option : parameter(challenge, "qop").toLower().split(',')) {
        if (!option.trimmed().isEmpty())
            options += option.trimmed();
    }
    return options;
}

/// auth where it is offered: auth-int has to read the whole body first. Empty for RFC 2069, which has none. Nothing: no known one.
std::optional<QByteArray> chosenQop(const Challenge &challenge, const DigestSettings &settings)
{
    const QByteArrayList options = qopsOf(challenge);
    if (options.isEmpty())
        return settings.qop.isEmpty() ? std::optional(QByteArray()) : std::nullopt;
    for (const char *known : {"auth", "auth-int"}) {
        if (options.contains(known) && (settings.qop.isEmpty() || settings.qop == known))
            return QByteArray(known);
    }
    return std::nullopt;
}

QByteArray quotedText(QByteArray text)
{
    return '"' + text.replace('\\', "\\\\").replace('"', "\\\"") + '"';
}

bool isAscii(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// RFC 7616, 3.4 and 3.4.4.
QByteArray userParameter(const Challenge &challenge, const QByteArray &user)
{
    if (equalsIgnoringCase(parameter(challenge, "userhash"), "true")) {
        const auto algorithm = digestAlgorithm(parameter(challenge, "algorithm"));
        return "username=\"" + hashOf(*algorithm, user + ':' + parameter(challenge, "realm")).toHex() + "\", userhash=true";
    }
    if (!isAscii(user) && equalsIgnoringCase(parameter(challenge, "charset"), "UTF-8"))
        return "username*=UTF-8''" + user.toPercentEncoding();
    return "username=" + quotedText(user);
}

QString shownParameters(const QByteArray &value)
{
    const qsizetype response = value.indexOf("response=\"");
    return QString::fromUtf8(value.first(response)) + "response=\"" + Secret::mask(value.mid(response + 10, 32)) + '"';
}

Error noneFits(const QStringList &reasons)
{
    if (reasons.isEmpty())
        return {"The server asks for no Digest credential.", "auth", "Choose the scheme that its WWW-Authenticate names."};
    return {"No Digest challenge of the server can be answered: " + reasons.join("; ") + '.', "auth",
            "Let the algorithm and qop be chosen automatically, or compare with what the server offers."};
}

}

Result<Challenge> chooseDigest(const std::vector<Challenge> &challenges, const DigestSettings &settings)
{
    QStringList reasons;
    for (const Challenge &each : challenges) {
        if (!each.is("Digest"))
            continue;
        const QByteArray algorithm = each.parameter("algorithm").value_or("MD5");
        const QString name = QString::fromUtf8(algorithm.first(std::min<qsizetype>(algorithm.size(), 40)));
        if (parameter(each, "nonce").isEmpty())
            reasons += QString("it has no nonce");
        else if (!digestAlgorithm(algorithm))
            reasons += QString("its algorithm “%1” is not known").arg(name);
        else if (!settings.algorithm.isEmpty() && !equalsIgnoringCase(settings.algorithm, algorithm))
            reasons += QString("it offers %1, and %2 is chosen here").arg(name, QString::fromUtf8(settings.algorithm));
        else if (!chosenQop(each, settings))
            reasons += QString("its qop is not one that is known or chosen here");
        else
            return each;
    }
    return failure(noneFits(reasons));
}

Result<QByteArray> makeDigest(const Challenge &challenge, const AuthDraft &auth, const Request &request, const DigestUse &use)
{
    const QByteArray qop = chosenQop(challenge, auth.digest).value_or(QByteArray());
    const auto algorithm = challenge.parameter("algorithm");
    const bool session = algorithm && algorithm->toLower().endsWith("-sess");
    QByteArray value = "Digest " + userParameter(challenge, auth.user) + ", realm=" + quotedText(parameter(challenge, "realm"))
        + ", nonce=" + quotedText(parameter(challenge, "nonce"))
        + ", uri=" + quotedText(use.target.isEmpty() ? request.url.requestTarget() : use.target);
    if (algorithm)
        value += ", algorithm=" + *algorithm;
    if (const auto opaque = challenge.parameter("opaque"))
        value += ", opaque=" + quotedText(*opaque);
    if (!qop.isEmpty())
        value += ", qop=" + qop + ", nc=" + QByteArray::number(use.count, 16).rightJustified(8, '0');
    if (!qop.isEmpty() || session)
        value += ", cnonce=" + quotedText(use.clientNonce);

    QByteArray contentHex;
    if (qop == "auth-int") {
        const auto hash = contentHash(*digestAlgorithm(algorithm.value_or(QByteArray())), request);
        if (!hash)
            return failure(hash.error());
        contentHex = hash->toHex();
    }
    const DigestCredential credential{{}, splitCredentials(value).parameters, {}};
    return value + ", response=\"" + digestResponse(credential, request.method, auth.user, auth.secret.reveal(), contentHex) + '"';
}

Result<AuthEffect> applyDigest(const AuthDraft &auth, const AuthContext &context)
{
    AuthEffect effect;
    const Origin origin = context.request.url.origin();
    const auto challenges = context.memory ? context.memory->digestChallenges(origin) : std::vector<Challenge>();
    if (challenges.empty()) {
        effect.display = "Authorization: Digest, once the server has asked";
        effect.note = "The first request goes without a credential; the server's challenge is answered by a second one.";
        return effect;
    }
    const auto challenge = chooseDigest(challenges, auth.digest);
    if (!challenge)
        return effect;  // asked anew, without one, the server may offer something else
    const quint32 count = context.memory->uses(origin, parameter(*challenge, "nonce")) + 1;
    auto value = makeDigest(*challenge, auth, context.request, {count, context.random.left(32)});
    if (!value)
        return failure(value.error());
    if (isPlaceholder(auth))
        value = value->first(value->indexOf("response=\"")) + "response=\"" + kPlaceholder + '"';
    effect.fields.append("Authorization", *value);
    effect.display = "Authorization: " + shownParameters(*value);
    return effect;
}

}
