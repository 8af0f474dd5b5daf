#include "ui/token/signature_facts.h"

#include "core/diagnosis/words.h"

#include <QCoreApplication>

namespace keyhole {

namespace {

using State = SignatureFacts::State;

QString tr(const char *text)
{
    return QCoreApplication::translate("SignatureFacts", text);
}

/// "key “2026-10-a” (pasted)".
QString keyName(const KeyCheck &check, const QString &source)
{
    const QString name = check.type == "oct" ? tr("the secret")
        : check.id.isEmpty()                 ? tr("the %1 key").arg(QString::fromLatin1(check.type))
                                             : tr("key “%1”").arg(quoted(check.id, 60));
    return source.isEmpty() ? name : tr("%1 (%2)").arg(name, quoted(source, 200));
}

QString issuerKeys(const Token &token)
{
    const QString issuer = QString::fromUtf8(token.claimText("iss"));
    const QString key = QString::fromUtf8(token.headerText("kid"));
    const QString which = key.isEmpty() ? tr("The key") : tr("Key “%1”").arg(key);
    if (!issuer.isEmpty() && !issuer.startsWith(QLatin1String("https://")))
        return tr("%1 would come from the issuer, %2. Keys are fetched from https addresses only, which this is not.").arg(which, issuer);
    if (issuer.isEmpty())
        return tr("%1 would come from the issuer, whose address the token does not give. Nothing is fetched by itself.").arg(which);
    return tr("%1 would be fetched from the key set of %2. Nothing is fetched by itself.").arg(which, issuer);
}

SignatureFacts unchecked(const Token &token)
{
    const QByteArray algorithm = token.headerText("alg");
    if (token.form == TokenForm::Jwe)
        return {State::CannotBe, tr("Cannot be checked"),
                tr("The token is encrypted. Only whoever it is meant for can read it and see who made it."),
                QStringLiteral("shield-question-mark")};
    if (token.form != TokenForm::Jws)
        return {State::CannotBe, tr("Cannot be checked"),
                token.form == TokenForm::Opaque ? tr("The text is no JWT. Only its issuer knows what it stands for.")
                                                : tr("The token cannot be decoded, so there is nothing to check."),
                QStringLiteral("shield-question-mark")};
    if (algorithm.toLower() == "none")
        return {State::None, tr("None: alg is none"),
                tr("Nobody signed this token, so anybody can have written it. Servers have to refuse it."), QStringLiteral("shield-x")};
    const QString from = algorithm.startsWith("HS")
        ? tr("%1 uses a secret that only the issuer and the server hold. There is nothing to fetch.").arg(QString::fromLatin1(algorithm))
        : issuerKeys(token);
    return {State::NoKey, tr("Not checked: no key yet"), from, QStringLiteral("shield-question-mark")};
}

}

SignatureFacts signatureFacts(const Token &token, const std::optional<KeyCheck> &check, const QString &source)
{
    SignatureFacts facts = unchecked(token);
    if (!check || facts.state != State::NoKey)
        return facts;
    const QString name = keyName(*check, source);
    switch (check->check.state) {
    case SignatureState::Valid:
        facts = {State::Verified, tr("Signature verified"),
                 tr("Checked with %1. The token is what its signer signed; whether it is in time is another question.").arg(name),
                 QStringLiteral("shield-check")};
        break;
    case SignatureState::Wrong:
        facts = {State::Wrong, tr("Does not verify"), tr("Checked with %1: %2").arg(name, check->check.reason), QStringLiteral("shield-x")};
        break;
    case SignatureState::Unchecked:
        facts.title = tr("Not checked: the key does not serve");
        facts.text = check->check.reason;
        break;
    }
    for (const QString &note : check->check.notes)
        facts.text += QLatin1Char(' ') + note;
    return facts;
}

SignatureFacts openingFacts(const Token &token, const OpenCheck &opened, const QString &source)
{
    SignatureFacts facts = unchecked(token);
    const QString name = keyName({opened.check, opened.id, opened.type}, source);
    if (opened.text) {
        const bool shared = opened.type == "oct";
        facts = {State::Opened, tr("Opened"),
                 tr("Decrypted with %1: it is whole, and was made for this key.").arg(name) + QLatin1Char(' ')
                     + (shared ? tr("Whoever made it holds that secret too.")
                               : tr("Who made it, this does not say: everybody can encrypt for a public key.")),
                 QStringLiteral("shield-check")};
    } else {
        facts.title = tr("Not opened");
        facts.text = opened.check.reason.isEmpty() ? tr("None of the keys is the one that the token names.")
                                                   : tr("Tried with %1: %2").arg(name, opened.check.reason);
    }
    for (const QString &note : opened.check.notes)
        facts.text += QLatin1Char(' ') + note;
    return facts;
}

}
