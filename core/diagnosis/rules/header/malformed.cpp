#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

struct Fault {
    QString what;  ///< "quotation marks around it"
    QString mark;  ///< the characters, as they stand in the line
    Certainty certainty = Certainty::Certain;
};

const QString kQuotes = QStringLiteral("\"'“”‘’`«»");

bool isQuoted(const QString &text)
{
    return text.size() >= 2 && kQuotes.contains(text.front()) && kQuotes.contains(text.back());
}

/// Only text that was put together of a credential and a scheme of another one has a comma and a scheme inside.
bool holdsTwo(const QString &rest)
{
    static const QRegularExpression second(QStringLiteral(",\\s*(?:Bearer|Basic|Token|Digest) "),
                                           QRegularExpression::CaseInsensitiveOption);
    return rest.contains(second);
}

std::optional<Fault> wrapping(const QString &rest)
{
    if (rest.startsWith(QLatin1String("{\"")))
        return Fault{QStringLiteral("a whole JSON text"), QStringLiteral("{")};
    if (rest.startsWith(QLatin1String("b'")) || rest.startsWith(QLatin1String("b\"")))
        return Fault{QStringLiteral("Python’s b'…' around it"), rest.left(2)};
    if (isQuoted(rest))
        return Fault{QStringLiteral("quotation marks around it"), rest.left(1)};
    static constexpr const char *kPairs[] = {"<>", "[]", "()", "{}"};
    for (const char *pair : kPairs) {
        if (rest.size() > 2 && rest.front() == QLatin1Char(pair[0]) && rest.back() == QLatin1Char(pair[1]))
            return Fault{QStringLiteral("brackets around it"), rest.left(1)};
    }
    return std::nullopt;
}

/// Characters that no credential at all holds, sent by any scheme.
std::optional<Fault> strangeCharacter(const QString &text)
{
    for (const QChar c : text) {
        if (c == QLatin1Char('\r') || c == QLatin1Char('\n'))
            return Fault{QStringLiteral("a line break inside it"), QString(c)};
        if (c.unicode() > 0x7E)
            return Fault{QStringLiteral("the character “%1”").arg(visibleText(QString(c))), QString(c)};
    }
    return std::nullopt;
}

/// A JWT is made of letters, digits, '-', '_' and two dots (RFC 7515, 3.1). Opaque tokens of known services hold '|', '!', '%' and more.
std::optional<Fault> faultInToken(const QString &rest)
{
    static const QRegularExpression name(QStringLiteral("^(?:access_token|id_token|token|jwt)\\s*[=: ]\\s*\\S"));
    if (rest.contains(name))
        return Fault{QStringLiteral("a name before the token"), rest.left(rest.indexOf(QLatin1Char('e')) < 0 ? 1 : 5)};
    const bool jwt = rest.contains(QLatin1String("eyJ"));
    if (jwt && rest.contains(QLatin1Char('%')))
        return Fault{QStringLiteral("percent-encoding inside it"), QStringLiteral("%")};
    for (const QChar c : QStringLiteral("\"'`\\<>[](){}")) {
        if (rest.contains(c))
            return Fault{QStringLiteral("“%1” in it").arg(c), QString(c)};
    }
    if (rest.endsWith(QLatin1Char(',')) || rest.endsWith(QLatin1Char(';')))
        return Fault{QStringLiteral("“%1” at its end").arg(rest.back()), rest.right(1)};
    return std::nullopt;
}

/// What no credential of this kind can hold. RFC 6750, 2.1: b64token; RFC 9110, 11.4: one blank between scheme and token68.
std::optional<Fault> faultIn(const QString &scheme, const QString &rest, bool parameters)
{
    if (scheme.endsWith(QLatin1Char(':')))
        return Fault{QStringLiteral("a colon behind the scheme"), scheme};
    const bool token = scheme.compare(QLatin1String("Bearer"), Qt::CaseInsensitive) == 0;
    if (parameters && !token)
        return std::nullopt;
    if (const auto fault = wrapping(rest))
        return fault;
    if (const auto fault = strangeCharacter(scheme + rest))
        return fault;
    if (token) {
        if (const auto fault = faultInToken(rest))
            return fault;
    }
    if (rest.trimmed().contains(QLatin1Char(' ')) && !holdsTwo(rest))
        return Fault{QStringLiteral("a blank inside it"), QStringLiteral(" ")};
    return std::nullopt;
}

/// A key or parameter: its bytes are its service's own affair, so only what never belongs there is a fault.
std::optional<Fault> faultInKey(const QString &value)
{
    if (const auto fault = wrapping(value))
        return fault;
    if (value.startsWith(QLatin1String("Bearer "), Qt::CaseInsensitive))
        return Fault{QStringLiteral("a scheme before the key"), value.left(6), Certainty::Likely};
    return strangeCharacter(value);
}

/// "Bearer  x" is allowed (RFC 9110, 11.4), and read as an empty token by whoever splits at the first blank.
std::optional<Fault> twoBlanks(const Credentials &parts, const QByteArray &value)
{
    if (!value.startsWith(parts.scheme + "  "))
        return std::nullopt;
    return Fault{QStringLiteral("two blanks behind the scheme"), QString::fromUtf8(parts.scheme + "  "), Certainty::Possible};
}

/// RFC 7616, 3.4: the values of qop, nc and algorithm stand without quotation marks. Many servers take them all the same, so it counts
/// where the same user was accepted without.
std::optional<Fault> quotedInDigest(const Facts &facts, const Credentials &parts)
{
    static const QRegularExpression quoted(QStringLiteral("\\b(qop|nc|algorithm)=\""));
    const auto match = quoted.match(QString::fromUtf8(parts.rest));
    if (!equalsIgnoringCase(parts.scheme, "Digest") || !match.hasMatch())
        return std::nullopt;
    const bool acceptedWithout = std::any_of(facts.earlier.begin(), facts.earlier.end(), [](const Earlier &each) {
        const Credentials other = each.authorization();
        return each.accepted && each.sameOrigin && equalsIgnoringCase(other.scheme, "Digest")
            && !QString::fromUtf8(other.rest).contains(quoted);
    });
    if (!acceptedWithout)
        return std::nullopt;
    return Fault{QStringLiteral("quotation marks around %1").arg(match.captured(1)), match.captured(1), Certainty::Likely};
}

std::optional<Fault> faultOf(const Facts &facts, const SentCredential &credential)
{
    if (credential.place != CredentialPlace::Authorization)
        return credential.name.startsWith("X-Amz-") ? std::nullopt : faultInKey(QString::fromUtf8(credential.value));
    const Credentials parts = facts.authorization && credential.value == facts.authorization->value ? facts.authorizationParts
                                                                                                    : splitCredentials(credential.value);
    const QByteArray value = credential.value.trimmed();
    // "Bearer=x" and "Bearer:x" have no blank, so there is no scheme to split off.
    for (const char *prefix : {"Bearer=", "Bearer:", "Bearer\t", "Basic=", "Basic:", "Token=", "Token:"}) {
        const auto length = qsizetype(qstrlen(prefix));
        if (value.size() > length && equalsIgnoringCase(value.first(length), prefix) && value[length] != ' ') {
            const char wrong = prefix[length - 1];
            const QString shown = wrong == '\t' ? QStringLiteral("a tab") : QStringLiteral("“%1”").arg(QLatin1Char(wrong));
            return Fault{shown + QStringLiteral(" in place of a blank"), QString::fromLatin1(prefix)};
        }
    }
    if (const auto fault = quotedInDigest(facts, parts))
        return fault;
    const QString rest = QString::fromUtf8(parts.scheme.isEmpty() ? value : parts.rest);
    if (const auto fault = faultIn(QString::fromUtf8(parts.scheme), rest, !parts.parameters.empty()))
        return fault;
    return parts.scheme.isEmpty() ? std::nullopt : twoBlanks(parts, value);
}

Check byWords(const Facts &facts, const Said *words)
{
    if (words && facts.authorization && !facts.authorizationParts.scheme.isEmpty()) {
        Verdict verdict{words->saying->certainty, {requestField(*facts.authorization, QStringLiteral("as sent")), said(*words)}};
        verdict.parameters
            = {{"field", QStringLiteral("Authorization")}, {"what", QStringLiteral("something that the server cannot read")}};
        return verdict;
    }
    return ruledOut(facts.credentials.empty() ? QStringLiteral("no credential was sent")
                                              : QStringLiteral("the value can be read as its scheme wants"));
}

Check check(const Facts &facts)
{
    if (facts.tokenRead())
        return ruledOut(QStringLiteral("the answer speaks of what the token says, so it was read"));
    const Said *words = facts.saidFor("header.malformed");
    for (const SentCredential &credential : facts.credentials) {
        const auto fault = faultOf(facts, credential);
        if (!fault)
            continue;
        Evidence line = credentialLine(credential, fault->what);
        const qsizetype at = line.text.indexOf(fault->mark, credential.name.size() + 2);
        if (at >= 0)
            line.markFrom = at, line.markLength = fault->mark.size();
        const Certainty sure = facts.status == 403 ? std::min(fault->certainty, Certainty::Likely) : fault->certainty;
        const bool beside = facts.authorization && credential.place != CredentialPlace::Authorization;
        Verdict verdict{beside ? Certainty::Possible : sure, {line, words ? said(*words) : statusLine(facts)}};
        verdict.parameters = {{"field", QString::fromUtf8(credential.name)}, {"what", fault->what}};
        return verdict;
    }
    return byWords(facts, words);
}

}

const Rule rules::headerMalformed{"header.malformed", "The value of the credential field cannot be parsed", &check};

}
