#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

bool isSignInPath(QByteArrayView path)
{
    static constexpr QByteArrayView kWords[]
        = {"login", "signin", "sign-in", "sign_in", "/auth", "/sso", "/saml", "/oauth2/authorize", "/authorize", "/cas/"};
    const QByteArray lower = path.toByteArray().toLower();
    return std::any_of(std::begin(kWords), std::end(kWords), [&](QByteArrayView word) { return lower.contains(word); });
}

bool wantsData(const Request &request)
{
    const QByteArray accept = request.fields.value("Accept").value_or(QByteArray());
    return accept.contains("json") || accept.contains("xml;") || request.url.path.contains("/api/")
        || request.fields.contains("X-Requested-With");
}

bool hasPasswordField(const QByteArray &body)
{
    const QByteArray lower = body.first(std::min<qsizetype>(body.size(), 256 << 10)).toLower();
    return lower.contains("type=\"password\"") || lower.contains("type='password'") || lower.contains("type=password");
}

Check check(const Facts &facts)
{
    if (!facts.response)
        return ruledOut(QStringLiteral("no answer came"));
    const bool redirects = facts.status == 302 || facts.status == 303 || facts.status == 307 || facts.status == 301;
    const auto location = facts.response->fields.value("Location");
    if (redirects && location) {
        const auto target = facts.request.url.resolve(*location);
        if (target && isSignInPath(target->path) && !isSignInPath(facts.request.url.path)) {
            Verdict verdict{wantsData(facts.request) ? Certainty::Certain : Certainty::Likely,
                            {statusLine(facts), responseField(facts, "Location", QStringLiteral("a sign-in page"))}};
            verdict.parameters = {{"how", QStringLiteral("redirected to a sign-in page")}};
            return verdict;
        }
    }
    const bool html = facts.contentType && facts.contentType->isHtml();
    const bool arrived = facts.exchange.hops.size() > 1 && isSignInPath(facts.request.url.path);
    if (facts.status == 200 && html && hasPasswordField(facts.response->body) && (wantsData(facts.exchange.first().request) || arrived)) {
        Verdict verdict{Certainty::Certain,
                        {statusLine(facts), responseField(facts, "Content-Type", QStringLiteral("a page, where data was asked for")),
                         absent("response.body", QStringLiteral("<input type=\"password\">"), QStringLiteral("a sign-in form"))}};
        verdict.parameters = {{"how", QStringLiteral("answered with a sign-in page")}};
        return verdict;
    }
    return ruledOut(QStringLiteral("the answer is no sign-in page and leads to none"));
}

}

const Rule rules::statusLoginPage{"status.login-page", "A login page came in place of a 401", &check};

}
