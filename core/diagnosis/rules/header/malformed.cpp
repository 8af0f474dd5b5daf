#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

struct Fault {
    QString what;  ///< "quotation marks around it"
    QString mark;  ///< the characters, as they stand in the line
};

bool isQuote(const QString &text)
{
    static const QString kQuotes = QStringLiteral("\"'“”‘’`«»");
    return text.size() >= 2 && kQuotes.contains(text.front()) && kQuotes.contains(text.back());
}

/// What no credential of this kind can hold. RFC 6750, 2.1: b64token; RFC 9110, 11.4: one blank between scheme and token68.
std::optional<Fault> faultIn(const QString &scheme, const QString &rest, bool parameters)
{
    if (scheme.endsWith(QLatin1Char(':')))
        return Fault{QStringLiteral("a colon behind the scheme"), scheme};
    if (scheme.contains(QLatin1Char('=')) && rest.isEmpty())
        return Fault{QStringLiteral("“=” between scheme and credential"), QStringLiteral("=")};
    if (isQuote(rest))
        return Fault{QStringLiteral("quotation marks around it"), rest.left(1)};
    if (rest.startsWith(QLatin1Char('<')) && rest.endsWith(QLatin1Char('>')))
        return Fault{QStringLiteral("angle brackets around it"), QStringLiteral("<")};
    if (parameters)
        return std::nullopt;
    for (const QChar c : rest) {
        if (c == QLatin1Char('\r') || c == QLatin1Char('\n'))
            return Fault{QStringLiteral("a line break inside it"), QString(c)};
        if (c.unicode() > 0x7E)
            return Fault{QStringLiteral("the character “%1”, which no credential can hold").arg(visibleText(QString(c))), QString(c)};
    }
    if (rest.trimmed().contains(QLatin1Char(' ')))
        return Fault{QStringLiteral("a blank inside it"), QStringLiteral(" ")};
    if (rest.contains(QLatin1String("%2E"), Qt::CaseInsensitive) || rest.contains(QLatin1String("%3D"), Qt::CaseInsensitive))
        return Fault{QStringLiteral("percent-encoding inside it"), QStringLiteral("%")};
    if (rest.endsWith(QLatin1Char(',')) || rest.endsWith(QLatin1Char(';')))
        return Fault{QStringLiteral("“%1” at its end").arg(rest.back()), rest.right(1)};
    return std::nullopt;
}

std::optional<Fault> faultOf(const Facts &facts, const SentCredential &credential)
{
    if (credential.place == CredentialPlace::Field) {
        const QString value = QString::fromUtf8(credential.value);
        return isQuote(value) ? std::optional(Fault{QStringLiteral("quotation marks around it"), value.left(1)}) : std::nullopt;
    }
    if (credential.place != CredentialPlace::Authorization)
        return std::nullopt;
    const Credentials parts = facts.authorization && credential.value == facts.authorization->value ? facts.authorizationParts
                                                                                                    : splitCredentials(credential.value);
    const QByteArray value = credential.value.trimmed();
    // "Bearer=x" and "Bearer:x" have no blank, so there is no scheme to split off.
    for (const char *prefix : {"Bearer=", "Bearer:", "Basic=", "Basic:", "Token=", "Token:"}) {
        if (value.size() > qsizetype(qstrlen(prefix)) && equalsIgnoringCase(value.first(qsizetype(qstrlen(prefix))), prefix))
            return Fault{QStringLiteral("“%1” behind the scheme in place of a blank").arg(QLatin1Char(prefix[qstrlen(prefix) - 1])),
                         QString::fromLatin1(prefix)};
    }
    return faultIn(QString::fromUtf8(parts.scheme), QString::fromUtf8(parts.scheme.isEmpty() ? value : parts.rest),
                   !parts.parameters.empty());
}

Check check(const Facts &facts)
{
    const Said *words = facts.saidFor("header.malformed");
    for (const SentCredential &credential : facts.credentials) {
        const auto fault = faultOf(facts, credential);
        if (!fault)
            continue;
        Evidence line = credentialLine(credential, fault->what);
        const qsizetype at = line.text.indexOf(fault->mark, credential.name.size() + 2);
        if (at >= 0)
            line.markFrom = at, line.markLength = fault->mark.size();
        Verdict verdict{Certainty::Certain, {line, words ? said(*words) : statusLine(facts)}};
        verdict.parameters = {{"field", QString::fromUtf8(credential.name)}, {"what", fault->what}};
        return verdict;
    }
    if (words && facts.authorization) {
        Verdict verdict{words->saying->certainty, {requestField(*facts.authorization, QStringLiteral("as sent")), said(*words)}};
        verdict.parameters
            = {{"field", QStringLiteral("Authorization")}, {"what", QStringLiteral("something that the server cannot read")}};
        return verdict;
    }
    return ruledOut(facts.credentials.empty() ? QStringLiteral("no credential was sent")
                                              : QStringLiteral("the value can be read as its scheme wants"));
}

}

const Rule rules::headerMalformed{"header.malformed", "The value of the credential field cannot be parsed", &check};

}
