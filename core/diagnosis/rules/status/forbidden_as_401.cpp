#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/token/judged.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

/// Speaks of what somebody may do, not of who it is: "You do not have permission to …", "must be an administrator".
const AnswerText *speaksOfRights(const Facts &facts)
{
    static const QRegularExpression kWords(QStringLiteral(
        "\\b(?:do(?:es)?(?: not|n't) have (?:the |a |any )?(?:\\w+ ){0,3}(?:permissions?|rights?|roles?|privileges?|access|authority)|"
        "(?:insufficient|lacks?|missing|no) (?:\\w+ ){0,2}(?:permissions?|privileges|rights|role)|"
        "(?:is|are)(?: not|n't) (?:authorized|authorised|allowed|permitted|entitled) to|not authorized to "
        "(?:perform|access|view|edit|delete)|"
        "(?:must|needs? to) be (?:an? )?(?:admin\\w*|owner|member|manager)|(?:admins?|administrators|owners) only|only (?:admins?|"
        "administrators|owners)|not a member of|permission denied|"
        "keine (?:berechtigung|rechte)|nicht berechtigt|fehlende berechtigung|pas (?:les |la )?(?:droits?|permissions?|autorisation)|"
        "no tiene (?:los )?permisos?|sin permisos?|n[aã]o (?:tem|possui) permiss[aã]o|non (?:ha|hai|dispone di) (?:i )?permess\\w*)\\b|"
        "没有权限|无权限|权限不足|沒有權限|権限がありません|권한이 없"));
    static const QRegularExpression kNobody(
        QStringLiteral("\\b(anonymous|guest|logged out|not logged in|log ?in|sign "
                       "?in|unauthenticated|authenticate|credentials?|ticket|token|session|cookie|csrf|expired)\\b"));
    for (const AnswerText &text : facts.answer.items) {
        const QString lower = QString::fromUtf8(text.lower);
        constexpr qsizetype kLongest = 600;
        if (lower.size() <= kLongest && kWords.match(lower).hasMatch() && !kNobody.match(lower).hasMatch())
            return &text;
    }
    return nullptr;
}

/// The name of the user that the credential carries stands in the answer: so it was read, and believed.
bool namesTheUser(const Facts &facts, const AnswerText &text)
{
    constexpr qsizetype kShortest = 3;
    QByteArrayList names;
    if (facts.basic && *facts.basic)
        names += (*facts.basic)->user;
    for (const char *claim : {"preferred_username", "email", "upn", "unique_name", "name", "sub", "username"}) {
        if (const Token *token = facts.token())
            names += token->claimText(claim);
    }
    return std::any_of(names.begin(), names.end(), [&](const QByteArray &name) {
        return name.size() >= kShortest && text.lower.contains(QString::fromUtf8(name).toLower().toUtf8());
    });
}

const Earlier *acceptedElsewhere(const Facts &facts)
{
    const auto found = std::find_if(facts.earlier.rbegin(), facts.earlier.rend(), [](const Earlier &each) {
        return each.accepted && each.sameOrigin && each.sameCredential && !each.sameAddress;
    });
    return found == facts.earlier.rend() ? nullptr : &*found;
}

/// User name and password that the same server took a moment ago at another address: it knows who asks. Another realm may have other users.
std::optional<Verdict> knownElsewhere(const Facts &facts)
{
    const Earlier *accepted = acceptedElsewhere(facts);
    if (!accepted || !facts.basic || !*facts.basic || saysAnother(facts, "status.forbidden-as-401"))
        return std::nullopt;
    return Verdict{facts.challenges.empty() ? Certainty::Likely : Certainty::Possible,
                   {earlierLine(*accepted, QStringLiteral("the same credential is known here")),
                    requestLine(facts, QStringLiteral("and not taken at this address")), statusLine(facts)}};
}

Check check(const Facts &facts)
{
    if (facts.status != 401)
        return ruledOut(QStringLiteral("the status is not 401"));
    if (!facts.hasCredential() && facts.cookiesSent.empty())
        return ruledOut(QStringLiteral("nothing was sent that could be known and not allowed"));
    const Said *words = facts.saidFor("status.forbidden-as-401");
    const AnswerText *rights = words ? words->text : speaksOfRights(facts);
    if (!rights) {
        if (auto verdict = knownElsewhere(facts))
            return std::move(*verdict);
        return ruledOut(QStringLiteral("the answer does not speak of rights"));
    }
    if (facts.challengeParameter("error") || saysAnother(facts, "status.forbidden-as-401"))
        return ruledOut(QStringLiteral("the answer names another error"));
    const Earlier *accepted = acceptedElsewhere(facts);
    const bool isKnown = accepted || namesTheUser(facts, *rights);
    Verdict verdict{isKnown     ? Certainty::Certain
                        : words ? words->saying->certainty
                                : Certainty::Likely,
                    {evidenceFor(*rights, QStringLiteral("speaks of rights, not of who asks")), statusLine(facts)}};
    if (accepted)
        verdict.evidence.push_back(earlierLine(*accepted, QStringLiteral("the same credential is known here")));
    if (facts.hasCredential())
        verdict.evidence.push_back(credentialLine(facts.credentials.front(), QStringLiteral("sent")));
    return verdict;
}

}

const Rule rules::statusForbiddenAs401{"status.forbidden-as-401", "401 where 403 is meant: known, and not allowed", &check};

}
