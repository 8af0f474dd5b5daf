#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/words.h"

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

/// What in a page shows that it signs in: a password field, its title, or the form that carries a SAML request to the identity provider.
QString signInForm(const QByteArray &body)
{
    const QByteArray lower = body.first(std::min<qsizetype>(body.size(), 256 << 10)).toLower();
    if (lower.contains("type=\"password\"") || lower.contains("type='password'") || lower.contains("type=password"))
        return QStringLiteral("<input type=\"password\">");
    if (lower.contains("name=\"samlrequest\"") || lower.contains("name='samlrequest'"))
        return QStringLiteral("<input name=\"SAMLRequest\">");
    static const QRegularExpression kTitle(QStringLiteral("<title>[^<]{0,60}\\b(sign in|log ?in|anmelden|connexion|iniciar sesi)"));
    const auto title = kTitle.match(QString::fromUtf8(lower));
    return title.hasMatch() ? title.captured(0) : QString();
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
        if (target && isSignInPath(target->path) && !isSignInPath(path) && !isSignOutPath(path)) {
            Verdict verdict{wantsData(facts.request) ? Certainty::Certain : Certainty::Likely,
                            {statusLine(facts), responseField(facts, "Location", QStringLiteral("a sign-in page"))}};
            verdict.parameters = {{"how", QStringLiteral("redirected to a sign-in page")}};
            return verdict;
        }
    }
    const bool html = facts.contentType && facts.contentType->isHtml();
    const bool arrived = facts.exchange.hops.size() > 1 && isSignInPath(facts.request.url.path);
    const QString form = facts.status == 200 && html ? signInForm(facts.response->body) : QString();
    if (!form.isEmpty() && (wantsData(facts.exchange.first().request) || arrived)) {
        Verdict verdict{Certainty::Certain,
                        {statusLine(facts), responseField(facts, "Content-Type", QStringLiteral("a page, where data was asked for")),
                         absent("response.body", form, QStringLiteral("a sign-in form"))}};
        verdict.parameters = {{"how", QStringLiteral("answered with a sign-in page")}};
        return verdict;
    }
    return ruledOut(QStringLiteral("the answer is no sign-in page and leads to none"));
}

}

const Rule rules::statusLoginPage{"status.login-page", "A login page came in place of a 401", &check};

}
