#include "core/token/member_checks.h"

namespace keyhole {

namespace {

struct Named {
    QByteArrayView value;
    const char *words;
};
/// RFC 8176, 2, and what large issuers add.
constexpr Named kMethods[] = {
    {"face", "face"},
    {"fpt", "fingerprint"},
    {"geo", "place"},
    {"hwk", "key in hardware"},
    {"iris", "iris"},
    {"kba", "questions"},
    {"mca", "several channels"},
    {"mfa", "several factors"},
    {"otp", "one-time code"},
    {"pin", "PIN"},
    {"pop", "proof of a key"},
    {"pwd", "password"},
    {"rba", "risk"},
    {"retina", "retina"},
    {"sc", "smart card"},
    {"sms", "text message"},
    {"swk", "key in software"},
    {"tel", "telephone call"},
    {"user", "presence of the user"},
    {"vbm", "voice"},
    {"wia", "Windows sign-in"},
    {"rsa", "RSA key or authenticator app"},
    {"ngcmfa", "several factors, as setting up a key needs"},
    {"fed", "another identity provider"},
    {"fido", "security key"},
    {"passkey", "passkey"},
    {"password", "password"},
    {"oauth", "another identity provider"},
    {"magiclink", "link by e-mail"},
    {"recovery", "recovery"},
    {"anonymous", "no sign-in"},
};
/// OpenID Connect Core, 2; Extended Authentication Profile; SAML authentication contexts; eIDAS.
constexpr Named kContexts[] = {
    {"0", "too weak to count as a sign-in (as a cookie that lasts long)"},
    {"1", "an ordinary sign-in"},
    {"phr", "resists phishing"},
    {"phrh", "resists phishing, with a key in hardware"},
    {"aal1", "one factor"},
    {"aal2", "two factors"},
    {"aal3", "two factors, one in hardware"},
    {"urn:mace:incommon:iap:silver", "InCommon silver"},
    {"urn:mace:incommon:iap:bronze", "InCommon bronze"},
    {"urn:oasis:names:tc:SAML:2.0:ac:classes:Password", "password"},
    {"urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport", "password over TLS"},
    {"http://eidas.europa.eu/LoA/low", "eIDAS low"},
    {"http://eidas.europa.eu/LoA/substantial", "eIDAS substantial"},
    {"http://eidas.europa.eu/LoA/high", "eIDAS high"},
    {"urn:okta:loa:1fa:any", "one factor"},
    {"urn:okta:loa:2fa:any", "two factors"},
    {"urn:okta:loa:2fa:any:ifpossible", "two factors, where the user has them"},
};

template <size_t N> QString wordsFor(QByteArrayView value, const Named (&table)[N])
{
    const auto found = std::find_if(std::begin(table), std::end(table), [value](const Named &each) { return each.value == value; });
    return found == std::end(table) ? QString() : QString::fromLatin1(found->words);
}

Judgement judgeAmr(const JsonValue &value)
{
    if (!value.isArray())
        return wrong(QStringLiteral("a list is wanted"));
    QStringList known;
    qsizetype unknown = 0;
    for (const JsonValue &item : value.items) {
        const QString words = wordsFor(item.isObject() ? item.string("method") : item.text, kMethods);
        if (words.isEmpty())
            ++unknown;
        else if (!known.contains(words))
            known += words;
    }
    if (known.isEmpty())
        return open(QStringLiteral("methods that only the issuer can explain"));
    const QString more = unknown > 0 ? QStringLiteral(", and %1 of the issuer's own").arg(unknown) : QString();
    return fits(known.join(QStringLiteral(", ")) + more);
}

}

Judgement judgeMethods(const JsonMember &claim)
{
    if (claim.name == "amr")
        return judgeAmr(claim.value);
    if (claim.name != "acr" && claim.name != "aal")
        return std::nullopt;
    const QString words = wordsFor(claim.value.text, kContexts);
    return words.isEmpty() ? Judgement(open(QStringLiteral("the issuer says what it stands for"))) : Judgement(fits(words));
}

}
