#include "ui/token/signature_card.h"

namespace keyhole {

namespace {

using State = SignatureFacts::State;

QString issuerKeys(const Token &token)
{
    const QString issuer = QString::fromUtf8(token.claimText("iss"));
    const QString key = QString::fromUtf8(token.headerText("kid"));
    const QString which = key.isEmpty() ? SignatureCard::tr("The key") : SignatureCard::tr("Key “%1”").arg(key);
    if (!issuer.isEmpty() && !issuer.startsWith(QLatin1String("https://")))
        return SignatureCard::tr("%1 would come from the issuer, %2. Keys are fetched from https addresses only, which this is not.")
            .arg(which, issuer);
    if (issuer.isEmpty())
        return SignatureCard::tr("%1 would come from the issuer, whose address the token does not give. Nothing is fetched by itself.")
            .arg(which);
    return SignatureCard::tr("%1 would be fetched from the key set of %2. Nothing is fetched by itself.").arg(which, issuer);
}

SignatureFacts unchecked(const Token &token)
{
    const QByteArray algorithm = token.headerText("alg");
    if (token.form == TokenForm::Jwe)
        return {State::CannotBe, SignatureCard::tr("Cannot be checked"),
                SignatureCard::tr("The token is encrypted. Only whoever it is meant for can read it and see who made it."),
                QStringLiteral("shield-question-mark")};
    if (token.form != TokenForm::Jws)
        return {State::CannotBe, SignatureCard::tr("Cannot be checked"),
                token.form == TokenForm::Opaque ? SignatureCard::tr("The text is no JWT. Only its issuer knows what it stands for.")
                                                : SignatureCard::tr("The token cannot be decoded, so there is nothing to check."),
                QStringLiteral("shield-question-mark")};
    if (algorithm.toLower() == "none")
        return {State::None, SignatureCard::tr("None: alg is none"),
                SignatureCard::tr("Nobody signed this token, so anybody can have written it. Servers have to refuse it."),
                QStringLiteral("shield-x")};
    const QString from = algorithm.startsWith("HS")
        ? SignatureCard::tr("%1 uses a secret that only the issuer and the server hold. There is nothing to fetch.")
              .arg(QString::fromLatin1(algorithm))
        : issuerKeys(token);
    return {State::NoKey, SignatureCard::tr("Not checked: no key yet"), from, QStringLiteral("shield-question-mark")};
}

}

SignatureFacts signatureFacts(const Token &token, const std::optional<KeyCheck> &check)
{
    SignatureFacts facts = unchecked(token);
    if (!check || facts.state != State::NoKey)
        return facts;
    const QString name = check->type == "oct" ? SignatureCard::tr("the secret that was given")
        : check->id.isEmpty()                 ? SignatureCard::tr("the %1 key that was given").arg(QString::fromLatin1(check->type))
                                              : SignatureCard::tr("key “%1”").arg(QString::fromUtf8(check->id));
    switch (check->check.state) {
    case SignatureState::Valid:
        return {
            State::Verified, SignatureCard::tr("Signature verified"),
            SignatureCard::tr("Checked with %1. The token is what its holder signed; whether it is in time is another question.").arg(name),
            QStringLiteral("shield-check")};
    case SignatureState::Wrong:
        return {State::Wrong, SignatureCard::tr("Does not verify"), SignatureCard::tr("Checked with %1: %2").arg(name, check->check.reason),
                QStringLiteral("shield-x")};
    case SignatureState::Unchecked:
        break;
    }
    facts.title = SignatureCard::tr("Not checked: the key does not serve");
    facts.text = check->check.reason;
    return facts;
}

}
