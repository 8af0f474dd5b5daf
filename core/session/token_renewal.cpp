#include "core/session/token_renewal.h"

namespace keyhole {

namespace {

constexpr size_t kMostActions = 2;

bool isAboutToken(const QByteArray &id)
{
    return id.isEmpty() || id.startsWith("token.") || id.startsWith("oauth.") || id == "header.missing";
}

/// A new token helps where a refreshed one would be no different.
bool needsAnother(const QByteArray &id)
{
    return id == "token.scope-missing" || id == "token.audience-wrong" || id == "token.type-wrong" || id == "header.missing";
}

void putFirst(std::vector<Action> &actions, std::vector<Action> offered)
{
    for (Action &action : actions)
        action.primary = false;
    for (const Action &action : actions) {
        const bool known = std::any_of(offered.begin(), offered.end(), [&](const Action &each) { return each.id == action.id; });
        if (offered.size() < kMostActions && !known)
            offered.push_back(action);
    }
    actions = std::move(offered);
}

}

QByteArray askedScope(const Report &report)
{
    for (const ReportedAnswer::Part &part : report.answer ? report.answer->asked : std::vector<ReportedAnswer::Part>()) {
        if (part.name == "scope")
            return part.text.toUtf8();
    }
    return {};
}

void offerRenewal(Report &report, const TokenRenewal &renewal)
{
    const bool refused = report.status == 401 || report.status == 403;
    if (!refused || !isAboutToken(report.verdict.id) || !(renewal.canRefresh || renewal.canSignIn))
        return;
    const QByteArray scope = askedScope(report);
    const Action refresh{"refresh-token", "Refresh token and resend", {}, true};
    const Action renew{"new-token", scope.isEmpty() ? QString("Get new token…") : QString("Get new token with %1…").arg(visibleText(scope)),
                       scope, true};
    const bool refreshes = renewal.canRefresh && !needsAnother(report.verdict.id);
    const std::vector<Action> offered = refreshes ? std::vector{refresh} : renewal.canSignIn ? std::vector{renew} : std::vector<Action>();
    if (offered.empty())
        return;
    putFirst(report.verdict.actions, offered);
    for (Finding &finding : report.findings) {
        if (finding.id == report.verdict.id)
            putFirst(finding.actions, offered);
    }
}

}
