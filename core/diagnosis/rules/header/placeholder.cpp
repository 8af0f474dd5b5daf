#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/words.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

struct Found {
    QString text;
    Certainty certainty = Certainty::Certain;
};

using Pattern = QRegularExpression;

/// Template syntaxes that no credential holds: Postman and Insomnia, shells, GitHub Actions, Jinja, ERB.
const Pattern &templatePattern()
{
    static const Pattern pattern(QStringLiteral(R"(\$?\{\{[^{}]{1,60}\}\}|[$#]\{[^{}]{1,60}\}#?|\$\([\w.\-]{1,60}\)|<%=?[^%]{1,60}%>)"));
    return pattern;
}

/// What stands for a value when it is the whole of it: other templates, what languages print for an object, a promise or nothing at all.
const Pattern &wholePattern()
{
    static const Pattern pattern(QStringLiteral(
        R"(^(?:\{\{.*|\$(?:env:)?[A-Za-z_]\w{1,40}|%[A-Za-z_]\w{1,40}%|%(?:\(\w+\))?s|<[A-Za-z_\-.]{1,60}>|<\w+ [^<>]{1,80}>|\[[A-Za-z][\w \-]{2,40}\]|\{[\w.\-]{0,40}\})"
        R"(|__\w{2,40}__|@[\w.\-]{2,40}@|:[a-z_]{3,20}_token|process\.env\..+|os\.environ.*|env:\w+|!secret \w+|secrets\.\w+|\.{3,})"
        R"(|Promise \{.*|function\b.*|Optional[(\[.].*|Some\(.*\)|System\.[A-Z][\w.\[\]]+|(?:\w+\.)+[A-Z]\w*@[0-9a-f]{5,8}(?:\[.*\])?)"
        R"(|undefined|null|NULL|None|nil|NaN|\(null\)|\(none\))$)"));
    return pattern;
}

/// Words that ask to be replaced, and the bare names of what should stand there.
const Pattern &samplePattern()
{
    static const Pattern pattern(QStringLiteral(
        R"(^(?:(?:[A-Za-z0-9]+[_\- ])*(?:[Yy]our|YOUR|[Ii]nsert|INSERT|[Ee]nter|ENTER|[Rr]eplace|REPLACE|[Pp]aste|PASTE|put|PUT|[Tt]odo|TODO|here|HERE)(?:[_\- ][A-Za-z0-9]+)*)"
        R"(|(?:[A-Z]+_)*(?:TOKEN|API_?KEY|ACCESS_?TOKEN|SECRET|JWT|PAT)|(?:access_?|api_?|auth_?|bearer_?)?token|api_?key|accessToken|apiKey|jwt|your(?:token|apikey))$)"));
    return pattern;
}

/// Likely a sample, and perhaps a test's real key.
const Pattern &doubtfulPattern()
{
    static const Pattern pattern(QStringLiteral(R"(^(?:[xX]{6,}|my[_\-](?:\w+[_\-])*(?:token|key|secret|jwt)|true|false)$)"));
    return pattern;
}

std::optional<Found> placeholderIn(const QString &text)
{
    if (const auto match = templatePattern().match(text); match.hasMatch())
        return Found{match.captured()};
    if (wholePattern().match(text).hasMatch() || samplePattern().match(text).hasMatch())
        return Found{text};
    if (doubtfulPattern().match(text).hasMatch())
        return Found{text, Certainty::Likely};
    return std::nullopt;
}

/// People choose passwords that look like templates; only what is one from end to end is taken for it.
std::optional<Found> placeholderIn(const BasicCredentials &basic)
{
    for (const QByteArray &part : {basic.password, basic.user}) {
        const QString text = QString::fromUtf8(part);
        const auto match = templatePattern().match(text);
        if (match.hasMatch() && match.capturedLength() == text.size())
            return Found{text};
        static const Pattern variable(QStringLiteral(R"(^(?:\$[A-Z_]{3,40}|%[A-Z_]{3,40}%|<[a-z][a-z _\-]{2,40}>|undefined|null|None)$)"));
        if (variable.match(text).hasMatch())
            return Found{text, Certainty::Likely};
    }
    return std::nullopt;
}

std::optional<Found> placeholderOf(const Facts &facts, const SentCredential &credential)
{
    const QByteArray value = credential.value.trimmed();
    if (credential.place == CredentialPlace::Authorization && credential.value == facts.authorization->value) {
        if (facts.basic)
            return *facts.basic ? placeholderIn(**facts.basic) : placeholderIn(QString::fromUtf8(facts.authorizationParts.rest));
        const bool parameters = !facts.authorizationParts.parameters.empty();
        const auto match = parameters ? templatePattern().match(QString::fromUtf8(value)) : QRegularExpressionMatch();
        if (parameters)
            return match.hasMatch() ? std::optional(Found{match.captured()}) : std::nullopt;
    }
    const Credentials parts = splitCredentials(value);
    if (isKnownScheme(parts.scheme) || parts.scheme == "Bearer:") {
        if (auto found = placeholderIn(QString::fromUtf8(parts.rest)))
            return found;
    }
    return placeholderIn(QString::fromUtf8(value));
}

Verdict told(const Facts &facts, const SentCredential &credential, const Found &found, Certainty certainty)
{
    Evidence evidence = credentialLine(credential, QStringLiteral("sent as it stands"));
    if (credential.value.contains(found.text.toUtf8())) {
        evidence.text = QString::fromUtf8(credential.name) + QStringLiteral(": ") + quoted(QString::fromUtf8(credential.value).left(200));
        evidence.markFrom = evidence.text.indexOf(found.text);
        evidence.markLength = found.text.size();
    }
    Verdict verdict{certainty, {evidence, statusLine(facts)}};
    verdict.parameters = {{"placeholder", quoted(found.text, 40)}, {"count", QString::number(found.text.size())}};
    return verdict;
}

Check check(const Facts &facts)
{
    if (facts.exchange.sanitized)
        return ruledOut(QStringLiteral("the recording was saved without sensitive data"));
    const bool another = std::any_of(facts.credentials.begin(), facts.credentials.end(),
                                     [&](const SentCredential &each) { return !placeholderOf(facts, each); });
    for (const SentCredential &credential : facts.credentials) {
        const auto found = placeholderOf(facts, credential);
        if (!found)
            continue;
        if (another && facts.tokenRead())
            return ruledOut(QStringLiteral("another credential came along, and was read"));
        return told(facts, credential, *found, another ? std::min(found->certainty, Certainty::Likely) : found->certainty);
    }
    return ruledOut(facts.credentials.empty() ? QStringLiteral("no credential was sent")
                                              : QStringLiteral("no credential looks like a placeholder"));
}

}

const Rule rules::headerPlaceholder{"header.placeholder", "An unfilled placeholder was sent in place of the credential", &check};

}
