#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"

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

Check check(const Facts &facts)
{
    std::vector<const Field *> lines;
    for (const Field &field : facts.request.fields) {
        if (equalsIgnoringCase(field.name, "Authorization"))
            lines.push_back(&field);
    }
    if (lines.size() > 1) {
        Verdict verdict{Certainty::Likely, {}};
        for (const Field *field : lines)
            verdict.evidence.push_back(
                requestField(*field, field == lines.front() ? QStringLiteral("the first") : QStringLiteral("one more")));
        verdict.parameters = {{"what", QStringLiteral("%1 Authorization fields").arg(lines.size())}};
        return verdict;
    }
    if (const Said *words = facts.saidFor("header.duplicated")) {
        Verdict verdict{words->saying->certainty, {said(*words)}};
        for (const SentCredential &credential : facts.credentials)
            verdict.evidence.push_back(credentialLine(credential, QStringLiteral("sent")));
        verdict.parameters = {{"what", QStringLiteral("several credentials")}};
        return verdict;
    }
    if (facts.authorization && facts.authorization->value.contains(", Bearer ")) {
        Verdict verdict{Certainty::Likely,
                        {requestField(*facts.authorization, QStringLiteral("two values joined into one"), QStringLiteral(", Bearer "))}};
        verdict.parameters = {{"what", QStringLiteral("two credentials joined by a comma")}};
        return verdict;
    }
    if (auto verdict = wordPressCookie(facts))
        return *verdict;
    const bool signedUrl = std::any_of(facts.credentials.begin(), facts.credentials.end(),
                                       [](const SentCredential &each) { return each.name == "X-Amz-Signature"; });
    if (signedUrl && facts.authorization) {
        Verdict verdict{Certainty::Certain,
                        {requestField(*facts.authorization, QStringLiteral("one credential")),
                         requestLine(facts, QStringLiteral("another: a signed address"), QStringLiteral("X-Amz-Signature"))}};
        verdict.parameters = {{"what", QStringLiteral("a signed address beside Authorization")}};
        return verdict;
    }
    return ruledOut(QStringLiteral("one credential at most was sent"));
}

}

const Rule rules::headerDuplicated{"header.duplicated", "Several, or conflicting, credentials were sent", &check};

}
