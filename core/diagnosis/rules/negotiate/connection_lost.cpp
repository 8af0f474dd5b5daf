#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

/// The number of an NTLM message, alone or within SPNEGO; 0 for anything else. [MS-NLMP] 2.2.1: the signature, then the type.
int ntlmMessage(const Credentials &parts)
{
    if (!equalsIgnoringCase(parts.scheme, "NTLM") && !equalsIgnoringCase(parts.scheme, "Negotiate"))
        return 0;
    const QByteArray bytes = QByteArray::fromBase64(parts.rest);
    const qsizetype at = bytes.indexOf(QByteArrayView("NTLMSSP\0", 8));
    return at >= 0 && at + 8 < bytes.size() ? bytes[at + 8] : 0;
}

const Challenge *connectionChallenge(const Facts &facts)
{
    const Challenge *ntlm = facts.challenge("NTLM");
    return ntlm ? ntlm : facts.challenge("Negotiate");
}

bool closes(const Response &response)
{
    const auto connection = response.fields.value("Connection");
    return connection && connection->toLower().contains("close");
}

/// The answer in which the server gave its challenge to this credential: it named the connection on which the next step must come.
const Earlier *challengeBefore(const Facts &facts)
{
    for (auto each = facts.earlier.rbegin(); each != facts.earlier.rend(); ++each) {
        const auto &response = each->exchange->last().response;
        if (!each->sameOrigin || !response || response->status != 401)
            continue;
        const auto challenge = response->fields.value("WWW-Authenticate");
        if (challenge && ntlmMessage(splitCredentials(*challenge)) == 2)
            return &*each;
    }
    return nullptr;
}

/// What broke the connection, or spread the steps over several.
std::vector<Evidence> breaks(const Facts &facts, const Earlier *challenge)
{
    std::vector<Evidence> evidence;
    if (challenge && closes(*challenge->exchange->last().response))
        evidence.push_back(earlierLine(*challenge, QStringLiteral("closed the connection with its challenge")));
    if (closes(*facts.response))
        evidence.push_back(responseField(facts, "Connection", QStringLiteral("the connection is not kept")));
    if (facts.response->fields.contains("Via"))
        evidence.push_back(responseField(facts, "Via", QStringLiteral("keeps connections of its own to the server")));
    else if (facts.answeredBy && !facts.answeredBy->passedOn.empty())
        evidence.push_back(facts.answeredBy->reasons.back());
    return evidence;
}

/// The last step was accepted at another port or host that names the same site: past whatever stands between here.
const Earlier *acceptedElsewhere(const Facts &facts)
{
    const auto found = std::find_if(facts.earlier.rbegin(), facts.earlier.rend(), [&](const Earlier &each) {
        const Request &request = each.exchange->last().request;
        return each.accepted && !each.sameOrigin && request.url.path == facts.request.url.path && ntlmMessage(each.authorization()) == 3
            && registrableDomain(request.url.origin().host) == registrableDomain(facts.host);
    });
    return found == facts.earlier.rend() ? nullptr : &*found;
}

Check check(const Facts &facts)
{
    if (facts.status != 401)
        return ruledOut(QStringLiteral("the status is not 401"));
    const int message = ntlmMessage(facts.authorizationParts);
    if (message != 1 && message != 3)
        return ruledOut(QStringLiteral("no step of NTLM was sent"));
    const Challenge *again = connectionChallenge(facts);
    if (!again || !again->token68.isEmpty())
        return ruledOut(QStringLiteral("the server did not begin anew"));
    const Earlier *challenged = challengeBefore(facts);
    std::vector<Evidence> broken = breaks(facts, challenged);
    const Earlier *elsewhere = acceptedElsewhere(facts);
    if (elsewhere)
        broken.push_back(earlierLine(*elsewhere, QStringLiteral("the same steps were accepted on another way")));
    if (broken.empty())  // a wrong password looks the same
        return ruledOut(QStringLiteral("nothing stands between or closed the connection"));
    Verdict verdict{
        Certainty::Likely,
        {requestField(*facts.authorization,
                      message == 3 ? QStringLiteral("the last step, for this connection alone") : QStringLiteral("the first step"),
                      QString::fromUtf8(facts.authorizationParts.scheme)),
         responseField(facts, "WWW-Authenticate", QStringLiteral("begins anew"))}};
    std::move(broken.begin(), broken.end(), std::back_inserter(verdict.evidence));
    verdict.parameters = {{"scheme", QString::fromUtf8(facts.authorizationParts.scheme)}};
    return verdict;
}

}

const Rule rules::negotiateConnectionLost{"negotiate.connection-lost", "The steps of NTLM or Negotiate went over more than one connection",
                                          &check};

}
