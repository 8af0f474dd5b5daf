#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/words.h"
#include "core/http/form.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

/// Whether a segment of the path is called like a sign-in: "login", "login.aspx", "wp-login.php", "sign_in"; not "authors".
bool isSignInPath(const QByteArray &path)
{
    static const QRegularExpression kSegment(
        QStringLiteral("(^|/|wp-|user[-_])(log[-_]?in|logon|sign[-_]?in|sso|saml2?|cas|auth|authorize|oauth2|anmelden|connexion)"
                       "([-_](form|page|actions))?([/.;]|$)"),
        QRegularExpression::CaseInsensitiveOption);
    return kSegment.match(QString::fromUtf8(path)).hasMatch();
}

bool isSignOutPath(const QByteArray &path)
{
    static const QRegularExpression kSegment(QStringLiteral("(log|sign)[-_]?(out|off)"), QRegularExpression::CaseInsensitiveOption);
    return kSegment.match(QString::fromUtf8(path)).hasMatch();
}

bool wantsData(const Request &request)
{
    const QByteArray accept = request.fields.value("Accept").value_or(QByteArray());
    return accept.contains("json") || accept.contains("xml;") || request.url.path.contains("/api/")
        || request.fields.contains("X-Requested-With");
}

/// Another host that is told where to send the visitor back to: "?rd=https%3A%2F%2Fhost%2Fpath".
bool carriesWayBack(const Facts &facts, const Url &target)
{
    if (target.origin().host == facts.host)
        return false;
    const QByteArray asked = facts.host + facts.request.url.path;
    const auto parameters = parseForm(target.query.value_or(QByteArray()));
    return std::any_of(parameters.begin(), parameters.end(), [&asked](const FormPair &each) { return each.value.contains("://" + asked); });
}

Verdict signInPage(const Facts &facts, const SignInPage &page)
{
    // A title is a word of people; a form is one.
    const bool byTitle = page.sign.startsWith(QLatin1String("<title"));
    Verdict verdict{byTitle ? Certainty::Likely : Certainty::Certain,
                    {statusLine(facts), responseField(facts, "Content-Type", QStringLiteral("a page, where data was asked for")),
                     absent("response.body", quoted(page.sign, 120), QStringLiteral("a sign-in form"))}};
    const QString target = page.target.section(QLatin1Char('?'), 0, 0);  // a query may hold what signs in
    if (!target.isEmpty())
        verdict.evidence.push_back(absent("response.body", quoted(target, 200), QStringLiteral("where its form goes")));
    verdict.parameters = {{"how", QStringLiteral("answered with a sign-in page")}};
    return verdict;
}

Check check(const Facts &facts)
{
    if (!facts.response)
        return ruledOut(QStringLiteral("no answer came"));
    const bool redirects = facts.status == 302 || facts.status == 303 || facts.status == 307 || facts.status == 301;
    const auto location = facts.response->fields.value("Location");
    if (redirects && location) {
        const auto target = facts.request.url.resolve(*location);
        const QByteArray &path = facts.request.url.path;
        const bool named = target && isSignInPath(target->path);
        if (target && (named || carriesWayBack(facts, *target)) && !isSignInPath(path) && !isSignOutPath(path)) {
            Verdict verdict{named && wantsData(facts.request) ? Certainty::Certain : Certainty::Likely,
                            {statusLine(facts), responseField(facts, "Location", QStringLiteral("a sign-in page"))}};
            verdict.parameters = {{"how", QStringLiteral("redirected to a sign-in page")}};
            return verdict;
        }
    }
    constexpr qsizetype kMostPage = 256 << 10;
    const bool html = facts.contentType && facts.contentType->isHtml();
    const bool arrived = facts.exchange.hops.size() > 1 && isSignInPath(facts.request.url.path);
    const bool mayBe = facts.status == 200 && html && (wantsData(facts.exchange.first().request) || arrived);
    const auto page = mayBe ? readSignInPage(QString::fromUtf8(facts.response->body.left(kMostPage))) : std::nullopt;
    if (page)
        return signInPage(facts, *page);
    return ruledOut(QStringLiteral("the answer is no sign-in page and leads to none"));
}

}

const Rule rules::statusLoginPage{"status.login-page", "A login page came in place of a 401", &check};

}
