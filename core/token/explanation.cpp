#include "core/token/explanation.h"

#include "core/token/algorithms.h"
#include "core/token/opaque.h"
#include "core/token/sd_jwt.h"

namespace keyhole {

namespace {

QString words(const Algorithm *known, const QByteArray &name)
{
    const QString shown = QString::fromUtf8(name.left(60));
    return known ? QStringLiteral("%1 (%2)").arg(shown, QLatin1String(known->words)) : shown;
}

/// Who alone can read on. RFC 7516, 2 and 5.2.
QString readerOf(const QByteArray &algorithm)
{
    if (algorithm.startsWith("RSA") || algorithm.startsWith("ECDH"))
        return QStringLiteral("Only who holds the audience's private key reads on; not even who made it.");
    if (algorithm.startsWith("PBES2"))
        return QStringLiteral("Only who knows the password reads on.");
    if (algorithm == "dir" || algorithm.endsWith("KW"))
        return QStringLiteral("Only who holds the shared key reads on: mostly the server that made it.");
    return QStringLiteral("Only its audience reads on.");
}

QStringList explainEncrypted(const Token &token)
{
    const QByteArray algorithm = token.headerText("alg"), content = token.headerText("enc");
    QStringList said{QStringLiteral("An encrypted token (JWE): its header can be read, and nothing else.")};
    said += QStringLiteral("Its content is encrypted with %1, the key of that with %2.")
                .arg(words(findContentAlgorithm(content), content), words(findKeyAlgorithm(algorithm), algorithm));
    if (token.header && token.header->find("zip"))
        said += QStringLiteral("It was compressed before.");
    said += readerOf(algorithm);
    if (token.headerText("cty").toUpper() == "JWT")
        said += QStringLiteral("Inside is a signed token (cty).");
    return said;
}

QString formOf(const Token &token)
{
    if (token.headerText("alg").compare("none", Qt::CaseInsensitive) == 0)
        return QStringLiteral("An unsigned token: anybody can have written it.");
    if (!token.payload)
        return QStringLiteral("Signed content (JWS) that is no set of claims.");
    return QStringLiteral("A signed token (JWS): anybody can read it, and only who holds the key can have made it.");
}

QStringList explainSigned(const Token &token)
{
    QStringList said{formOf(token)};
    if (const auto disclosures = readDisclosures(token)) {
        said[0] = QStringLiteral("A signed token with claims that its holder discloses one by one (SD-JWT).");
        said += QStringLiteral("%1 disclosed, %2 kept back or decoys.").arg(disclosures->shown.size()).arg(disclosures->hidden);
        const auto foreign
            = std::count_if(disclosures->shown.begin(), disclosures->shown.end(), [](const Disclosure &each) { return !each.isSigned; });
        if (foreign > 0)
            said += QStringLiteral("%1 disclosed without a hash in the token: the issuer did not sign that.").arg(foreign);
        if (disclosures->keyBinding)
            said += QStringLiteral("Its holder proves a key at the end.");
    }
    return said;
}

QStringList explainBroken(const Token &token)
{
    QStringList said{QStringLiteral("Meant to be a token of three parts, and not whole.")};
    if (!token.problems.empty())
        said += QStringLiteral("At character %1: %2.").arg(token.problems.front().offset + 1).arg(token.problems.front().message);
    if (token.payload)
        said += QStringLiteral("Its claims can be read all the same.");
    else if (token.header)
        said += QStringLiteral("Its header can be read, its claims cannot.");
    return said;
}

QStringList explainOpaque(const Token &token)
{
    const auto known = readOpaque(token.text);
    if (!known)
        return {QStringLiteral("An opaque token: only the server that issued it knows what it means.")};
    QString what = opaqueText(*known, std::nullopt) + u'.';
    what[0] = what[0].toUpper();
    return {what, known->why};
}

}

QStringList explainToken(const Token &token)
{
    switch (token.form) {
    case TokenForm::Jws:
        return explainSigned(token);
    case TokenForm::Jwe:
        return explainEncrypted(token);
    case TokenForm::Broken:
        return explainBroken(token);
    case TokenForm::Opaque:
        break;
    }
    return explainOpaque(token);
}

}
