#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/token/judged.h"
#include "core/http/form.h"
#include "core/token/token.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

/// Whether an address is the one that was asked but for its scheme or port: how a server behind a proxy takes itself to be called.
bool isSameBehindProxy(const Url &own, const Facts &facts)
{
    const Origin origin = own.origin();
    return origin.host == facts.host && !(origin == facts.origin);
}

/// A DPoP proof whose htu is the address that was asked, while the answer says that it does not fit. RFC 9449, 4.3, check 9.
Check proofOfAddress(const Facts &facts)
{
    const Field *field = facts.request.fields.find("DPoP");
    const AnswerText *words = facts.answer.saying("htu");
    if (!field || !words)
        return ruledOut(QStringLiteral("the answer speaks of no address in a proof"));
    const Token proof = decodeToken(field->value);
    const auto bound = Url::parse(proof.claimText("htu"));
    const bool same = bound && bound->origin() == facts.origin && bound->path == facts.request.url.path;
    if (!same)
        return ruledOut(QStringLiteral("the proof names another address than the one that was asked"));
    return Verdict{Certainty::Certain,
                   {requestLine(facts, QStringLiteral("the address that was asked")),
                    requestField(*field, QStringLiteral("its htu is this address")),
                    evidenceFor(*words, QStringLiteral("does not fit what the server takes for its own"))},
                   {{"what", QStringLiteral("The proof names the address that was asked")}}};
}

/// The server tells over which address it computed a signature: "GET&http%3A%2F%2Fshop.example%2F…". RFC 5849, 3.4.1.
Check signedAddress(const Facts &facts)
{
    static const QRegularExpression base(QStringLiteral("\\b[A-Z]{3,7}&(https?%3A%2F%2F[^&\\s\"]{1,400})"),
                                         QRegularExpression::CaseInsensitiveOption);
    for (const AnswerText &text : facts.answer.items) {
        const auto match = base.match(text.text);
        const auto own = match.hasMatch() ? Url::parse(QByteArray::fromPercentEncoding(match.captured(1).toUtf8()))
                                          : Result<Url, SyntaxError>(tl::unexpected(SyntaxError{}));
        if (!own || !isSameBehindProxy(*own, facts) || own->path != facts.request.url.path)
            continue;
        return Verdict{Certainty::Certain,
                       {requestLine(facts, QStringLiteral("the address that was signed"), QString::fromUtf8(facts.request.url.scheme)),
                        evidenceFor(text, QStringLiteral("the address that the server signed"))},
                       {{"what", QStringLiteral("The server computed the signature over another scheme or port")}}};
    }
    return ruledOut(QStringLiteral("the answer names no address that was signed"));
}

/// A redirect to sign in whose way back is the asked host under another scheme or port.
Check wayBack(const Facts &facts)
{
    const auto location = facts.response->fields.value("Location");
    const auto target = location ? Url::parse(*location) : Result<Url, SyntaxError>(tl::unexpected(SyntaxError{}));
    if (!target || !target->query || facts.status < 300 || facts.status > 399)
        return ruledOut(QStringLiteral("no way back is named"));
    for (const FormPair &pair : parseForm(*target->query)) {
        const auto back = pair.name == "redirect_uri" ? Url::parse(pair.value) : Result<Url, SyntaxError>(tl::unexpected(SyntaxError{}));
        if (!back || !isSameBehindProxy(*back, facts) || back->scheme != "http" || facts.request.url.scheme != "https")
            continue;
        return Verdict{
            Certainty::Likely,
            {requestLine(facts, QStringLiteral("asked over https"), QStringLiteral("https")),
             responseField(facts, "Location", QStringLiteral("the way back is written with http"), QStringLiteral("redirect_uri"))},
            {{"what", QStringLiteral("The way back after signing in has another scheme")}}};
    }
    return ruledOut(QStringLiteral("the way back is the address that was asked"));
}

/// The issuer's own endpoint is asked at one address with a token that it issued at another.
Check issuerElsewhere(const Facts &facts)
{
    if (!facts.refused() || !asksIssuerElsewhere(facts))
        return ruledOut(QStringLiteral("no endpoint of the token’s issuer was asked"));
    const Said *words = facts.saidFor("token.issuer-wrong");
    const bool invalid = facts.challengeParameter("error") == QByteArray("invalid_token");
    if (!words && !invalid)
        return ruledOut(QStringLiteral("the answer does not refuse the token for its issuer"));
    Verdict verdict{
        words ? Certainty::Likely : Certainty::Possible,
        {requestLine(facts, QStringLiteral("an endpoint of the same issuer, at another address"), QString::fromUtf8(facts.host)),
         claim(facts, "iss", QStringLiteral("the address at which it was issued"))},
        {{"what", QStringLiteral("The issuer was asked at another address than the one that it wrote into the token")}}};
    verdict.evidence.push_back(words ? said(*words) : responseField(facts, "WWW-Authenticate", QStringLiteral("the token is refused")));
    return verdict;
}

Check check(const Facts &facts)
{
    if (!facts.response)
        return ruledOut(QStringLiteral("no answer came"));
    Check found = ruledOut(QString());
    for (const auto &part : {&signedAddress, &proofOfAddress, &wayBack, &issuerElsewhere}) {
        Check each = part(facts);
        if (each && (!found || each->certainty > found->certainty))
            found = std::move(each);
    }
    return found ? found : ruledOut(QStringLiteral("the answer names no other address for itself"));
}

}

const Rule rules::serverProxyUrlMismatch{"server.proxy-url-mismatch", "Behind a proxy the server takes another address for its own",
                                         &check};

}
