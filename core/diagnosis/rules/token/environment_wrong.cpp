#include "core/cookies/jar.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/token/judged.h"
#include "core/diagnosis/story.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

struct EnvironmentWord {
    const char *word, *environment;
};
constexpr EnvironmentWord kWords[] = {{"dev", "development"},
                                      {"devel", "development"},
                                      {"develop", "development"},
                                      {"development", "development"},
                                      {"test", "test"},
                                      {"tst", "test"},
                                      {"testing", "test"},
                                      {"qa", "QA"},
                                      {"uat", "UAT"},
                                      {"int", "integration"},
                                      {"integration", "integration"},
                                      {"stage", "staging"},
                                      {"staging", "staging"},
                                      {"stg", "staging"},
                                      {"preprod", "pre-production"},
                                      {"sandbox", "sandbox"},
                                      {"sbx", "sandbox"},
                                      {"demo", "demo"},
                                      {"prod", ""},
                                      {"prd", ""},
                                      {"production", ""},
                                      {"live", ""},
                                      {"preview", "preview"}};

/// The names that a host or path is made of, "api-staging2" in three: words, without the numbers behind them.
QByteArrayList partsOf(const QByteArray &name)
{
    QByteArrayList parts;
    QByteArray part;
    for (const char c : name.toLower() + '.') {
        if (c >= 'a' && c <= 'z')
            part += c;
        else if (!part.isEmpty())
            parts += std::exchange(part, {});
    }
    return parts;
}

const EnvironmentWord *wordFor(const QByteArray &part)
{
    const auto found = std::find_if(std::begin(kWords), std::end(kWords), [&](const EnvironmentWord &each) { return part == each.word; });
    return found == std::end(kWords) ? nullptr : found;
}

/// The environment that a name tells; none means the one that needs no name, production.
QByteArray environmentOf(const QByteArray &name)
{
    for (const QByteArray &part : partsOf(name)) {
        if (const EnvironmentWord *word = wordFor(part))
            return word->environment;
    }
    return {};
}

/// "example.com" of "auth.staging.example.com" and of "auth.example-staging.com": whose it is, in whatever environment.
QByteArray ownerOf(const QByteArray &host)
{
    const QByteArray domain = registrableDomain(host);
    const qsizetype dot = domain.indexOf('.');
    if (dot < 0)
        return {};
    QByteArrayList parts = partsOf(domain.first(dot));
    parts.removeIf([](const QByteArray &part) { return wordFor(part) != nullptr; });
    return parts.isEmpty() ? QByteArray() : parts.join('-') + domain.mid(dot);
}

/// Hosts under which many have their tenants: a tenant called "dev-…" is nobody's development environment.
bool isShared(const QByteArray &host)
{
    static constexpr QByteArrayView kShared[]
        = {"auth0.com",      "okta.com",          "oktapreview.com", "amazonaws.com", "google.com",    "windows.net",
           "googleapis.com", "amazoncognito.com", "b2clogin.com",    "ciamlogin.com", "microsoft.com", "microsoftonline.com",
           "azure.com",      "github.com",        "onelogin.com"};
    return std::any_of(std::begin(kShared), std::end(kShared), [&](QByteArrayView each) { return host.endsWith(each); });
}

/// What in the token names an environment, and which.
struct Named {
    const char *claim = "";
    QByteArray environment;
};

std::optional<Named> otherEnvironment(const Facts &facts)
{
    const Token &token = *facts.token();
    const QByteArray here = environmentOf(facts.host), owner = ownerOf(facts.host);
    if (owner.isEmpty() || isShared(facts.host))
        return std::nullopt;
    std::vector<std::pair<const char *, QByteArray>> addresses = {{"iss", token.claimText("iss")}};
    for (const QByteArray &audience : token.audience())
        addresses.emplace_back("aud", audience);
    for (const auto &[claim, address] : addresses) {
        const auto url = Url::parse(address);
        if (!url || isShared(url->origin().host) || ownerOf(url->origin().host) != owner)
            continue;
        // A realm or tenant in the path tells it as well: /realms/staging.
        QByteArray there = environmentOf(url->origin().host);
        if (there.isEmpty())
            there = environmentOf(url->path);
        if (there != here)
            return Named{claim, there};
    }
    for (const char *name : {"env", "environment", "stage"}) {
        const QByteArray there = token.claimText(name);
        const EnvironmentWord *word = wordFor(there.toLower());
        if (word && here != word->environment)
            return Named{name, word->environment};
    }
    return std::nullopt;
}

/// What a server says that got the token of another environment: it knows neither issuer, audience, key nor signature.
const Said *symptom(const Facts &facts)
{
    for (const char *cause :
         {"token.issuer-wrong", "token.environment-wrong", "token.key-unknown", "token.audience-wrong", "token.signature-invalid"}) {
        if (const Said *words = facts.saidFor(cause); words && words->saying->certainty >= Certainty::Likely)
            return words;
    }
    return nullptr;
}

/// A token of the same issuer was taken here before.
bool issuerWasAccepted(const Facts &facts)
{
    return acceptedWithCredential(facts) != nullptr;
}

QString inWords(const QByteArray &environment)
{
    return environment.isEmpty() ? QStringLiteral("production") : QString::fromLatin1(environment);
}

Check check(const Facts &facts)
{
    const Token *token = facts.token();
    if (!token || !token->payload)
        return ruledOut(QStringLiteral("no readable token was sent"));
    if (!facts.refusedInSomeWay())
        return ruledOut(QStringLiteral("the answer is no refusal"));
    const auto named = otherEnvironment(facts);
    if (!named)
        return ruledOut(QStringLiteral("token and address name the same environment, or none"));
    const Said *other = facts.saidOtherThan({"token.issuer-wrong", "token.environment-wrong", "token.key-unknown", "token.audience-wrong",
                                             "token.signature-invalid", "token.rejected"});
    if (issuerWasAccepted(facts) || other)
        return ruledOut(QStringLiteral("the server takes tokens of this issuer, or names another cause"));
    const Said *words = symptom(facts);
    // One issuer for all environments needs no name of one.
    if (!words && named->environment.isEmpty())
        return ruledOut(QStringLiteral("the token names no environment"));
    const bool names = words && (words->saying->cause == "token.issuer-wrong" || words->saying->cause == "token.environment-wrong");
    Verdict verdict{names ? Certainty::Certain : Certainty::Likely, {claim(facts, named->claim, inWords(named->environment))}};
    verdict.evidence.push_back(requestLine(facts, inWords(environmentOf(facts.host)), QString::fromUtf8(facts.host)));
    if (words)
        verdict.evidence.push_back(said(*words));
    verdict.certainty = std::min(verdict.certainty, sureOfToken(facts));
    verdict.parameters = {{"there", inWords(named->environment)}, {"here", inWords(environmentOf(facts.host))}};
    return verdict;
}

}

const Rule rules::tokenEnvironmentWrong{"token.environment-wrong", "The token is of another environment than the server", &check};

}
