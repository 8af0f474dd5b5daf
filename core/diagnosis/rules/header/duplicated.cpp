#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

/// WordPress takes a valid login cookie before anything else; without its nonce the user becomes nobody, and Authorization is never
/// weighed. Source: wp-includes/rest-api.php, rest_cookie_check_errors(); wp-includes/user.php, wp_validate_application_password().
std::optional<Verdict> wordPressCookie(const Facts &facts)
{
    if (!facts.authorization || facts.request.fields.contains("X-WP-Nonce") || !facts.request.url.toString().contains("/wp-json/"))
        return std::nullopt;
    const auto cookie = std::find_if(facts.cookiesSent.begin(), facts.cookiesSent.end(),
                                     [](const CookiePair &pair) { return pair.name.startsWith("wordpress_logged_in_"); });
    if (cookie == facts.cookiesSent.end())
        return std::nullopt;
    Verdict verdict{Certainty::Likely, {requestField(*facts.authorization, QStringLiteral("one credential"))}};
    verdict.evidence.push_back(requestField(*facts.request.fields.find("Cookie"), QStringLiteral("another, which WordPress takes first"),
                                            QString::fromUtf8(cookie->name)));
    verdict.parameters = {{"what", QStringLiteral("a login cookie beside Authorization")}};
    return verdict;
}

Verdict told(std::vector<Evidence> evidence, Certainty certainty, const QString &what)
{
    Verdict verdict{certainty, std::move(evidence)};
    verdict.parameters = {{"what", what}};
    return verdict;
}

/// The same field on several lines: Authorization, or a key field.
std::optional<Verdict> repeatedField(const Facts &facts)
{
    for (const SentCredential &credential : facts.credentials) {
        if (credential.place != CredentialPlace::Authorization && credential.place != CredentialPlace::Field)
            continue;
        std::vector<Evidence> lines;
        for (const Field &field : facts.request.fields) {
            if (equalsIgnoringCase(field.name, credential.name))
                lines.push_back(requestField(field, lines.empty() ? QStringLiteral("the first") : QStringLiteral("one more")));
        }
        if (lines.size() > 1) {
            const QString what = QStringLiteral("%1 %2 fields").arg(QString::number(lines.size()), QString::fromUtf8(credential.name));
            return told(std::move(lines), Certainty::Likely, what);
        }
    }
    return std::nullopt;
}

std::optional<Verdict> joinedByComma(const Facts &facts)
{
    static const QRegularExpression second(QStringLiteral(",\\s*(?:Bearer|Basic|Token|Digest) "),
                                           QRegularExpression::CaseInsensitiveOption);
    const auto match = facts.authorization ? second.match(QString::fromUtf8(facts.authorization->value)) : QRegularExpressionMatch();
    if (!match.hasMatch())
        return std::nullopt;
    return told({requestField(*facts.authorization, QStringLiteral("two values joined into one"), match.captured())}, Certainty::Likely,
                QStringLiteral("two joined by a comma"));
}

/// A signed address carries its own credential; S3 refuses any other beside it, Azure and Google take Authorization first.
std::optional<Verdict> signedAddress(const Facts &facts)
{
    const auto signature = std::find_if(facts.credentials.begin(), facts.credentials.end(), [](const SentCredential &each) {
        return each.place == CredentialPlace::Query
            && (each.name == "X-Amz-Signature" || each.name == "X-Goog-Signature" || each.name == "sig");
    });
    if (signature == facts.credentials.end() || !facts.authorization)
        return std::nullopt;
    const bool s3 = signature->name == "X-Amz-Signature" && (facts.status == 400 || facts.status == 403);
    return told({requestField(*facts.authorization, QStringLiteral("one credential")),
                 requestLine(facts, QStringLiteral("another: a signed address"), QString::fromUtf8(signature->name))},
                s3 ? Certainty::Certain : Certainty::Likely, QStringLiteral("a signed address and a header"));
}

Check check(const Facts &facts)
{
    if (auto verdict = repeatedField(facts))
        return *verdict;
    if (const Said *words = facts.saidFor("header.duplicated")) {
        std::vector<Evidence> evidence{said(*words)};
        for (const SentCredential &credential : facts.credentials)
            evidence.push_back(credentialLine(credential, QStringLiteral("sent")));
        return told(std::move(evidence), words->saying->certainty, QStringLiteral("more than one token"));
    }
    if (auto verdict = joinedByComma(facts))
        return *verdict;
    if (auto verdict = wordPressCookie(facts))
        return *verdict;
    if (auto verdict = signedAddress(facts))
        return *verdict;
    return ruledOut(QStringLiteral("one credential at most was sent"));
}

}

const Rule rules::headerDuplicated{"header.duplicated", "Several, or conflicting, credentials were sent", &check};

}
