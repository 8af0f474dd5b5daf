#include "core/diagnosis/masking.h"

#include "core/diagnosis/rules/cookie/session_seen.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

constexpr Seconds kLeeway{60};  // RFC 7519, 4.1.4: servers allow for clocks that differ

/// Only what no server can accept; empty where the header may be right.
QString faultOf(const Facts &facts)
{
    const Credentials &parts = facts.authorizationParts;
    if (facts.authorization->value.trimmed().isEmpty())
        return QStringLiteral("it is empty");
    const QByteArray rest = parts.rest.trimmed();
    if ((!parts.scheme.isEmpty() && rest.isEmpty()) || rest == "undefined" || rest == "null" || rest == "[object Object]")
        return QStringLiteral("there is no credential behind %1").arg(quoted(parts.scheme, 30));
    if (facts.basic && !*facts.basic)
        return QStringLiteral("its user name and password cannot be read");
    const FoundToken *found = facts.foundToken();
    if (!found || !rest.contains(found->token.text))
        return {};
    if (found->token.form == TokenForm::Broken)
        return QStringLiteral("its token is not whole");
    const auto exp = found->token.time("exp");
    if (exp && exp->asSeconds && facts.serverTime && *exp->asSeconds + kLeeway < *facts.serverTime)
        return QStringLiteral("its token ended %1 before").arg(roughDurationText(*facts.serverTime - *exp->asSeconds));
    return {};
}

bool carries(const Request &request, const QByteArray &cookie)
{
    for (const QByteArray &field : request.fields.values("Cookie")) {
        const auto pairs = parseCookieField(field).pairs;
        if (std::any_of(pairs.begin(), pairs.end(), [&](const CookiePair &pair) { return pair.name == cookie; }))
            return true;
    }
    return false;
}

/// The same credential at the same address, without the cookie, and refused.
bool wasRefusedWithout(const Facts &facts, const Exchange &earlier, const QByteArray &cookie)
{
    if (earlier.hops.empty() || !earlier.last().response)
        return false;
    const Request &other = earlier.last().request;
    const auto authorization = other.fields.value("Authorization");
    return isRefusal(earlier.last().response->status) && other.url.origin() == facts.origin && other.url.path == facts.request.url.path
        && authorization && *authorization == facts.authorization->value && !carries(other, cookie);
}

}

QString Masking::says() const
{
    const QString name = quoted(cookie->name, 40);
    return shown
        ? QStringLiteral("The cookie %1 signed in, not Authorization: %2.").arg(name, headerFault)
        : QStringLiteral("Authorization cannot have signed in, %1; the cookie %2 did, or nobody is asked for here.").arg(headerFault, name);
}

std::optional<Masking> cookieThatSignsIn(const Facts &facts)
{
    const bool accepted = facts.response && facts.status >= 200 && facts.status < 300 && !facts.refusalInSuccess;
    const CookiePair *session = accepted && facts.authorization ? sessionSent(facts) : nullptr;
    if (!session)
        return std::nullopt;
    const QString fault = faultOf(facts);
    if (fault.isEmpty())
        return std::nullopt;
    // Looked up in the recording itself: an accepted answer has no history among its facts.
    const auto &earlier = facts.input.earlier;
    const bool shown
        = std::any_of(earlier.begin(), earlier.end(), [&](const Exchange *each) { return wasRefusedWithout(facts, *each, session->name); });
    return Masking{session, fault, shown};
}

}
