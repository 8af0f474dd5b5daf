#include "core/diagnosis/facts.h"

#include "core/diagnosis/gather.h"
#include "core/diagnosis/knowledge/knowledge.h"

namespace keyhole {

bool isRefusal(int status)
{
    // 419, 440, 498 and 499 are no registered codes; Laravel, IIS and ArcGIS use them for sessions and tokens that are over. nginx has 495
    // and 496 for client certificates.
    static constexpr int kRefusals[] = {401, 403, 407, 419, 440, 495, 496, 498, 499};
    return std::find(std::begin(kRefusals), std::end(kRefusals), status) != std::end(kRefusals);
}

bool Earlier::succeeded() const
{
    return accepted || (exchange->last().response && exchange->last().response->status == 304);
}

Credentials Earlier::authorization() const
{
    return splitCredentials(exchange->last().request.fields.value("Authorization").value_or(QByteArray()));
}

bool Facts::refusedInSomeWay() const
{
    return isRefusal(status);
}

bool Facts::isWorthDiagnosing() const
{
    if (!response)
        return false;
    if (refusedInSomeWay() || (status == 400 && (hasCredential() || !said.empty())))
        return true;
    constexpr int kUnprocessable = 422;  // Rails gives it for an anti-forgery token
    if (status == kUnprocessable
        && std::any_of(said.begin(), said.end(), [](const Said &each) { return each.saying->cause.startsWith("csrf."); }))
        return true;
    constexpr int kFieldsTooLarge = 431, kNginxFieldsTooLarge = 494;  // RFC 6585, 5
    if (status == kFieldsTooLarge || status == kNginxFieldsTooLarge)
        return true;
    if (service && status == service->hidesMissingAs)
        return true;
    // A sign-in page, or an error told in a success.
    return status < 400
        && (refusalInSuccess || !said.empty() || (status >= 300 && status != 304) || (contentType && contentType->isHtml()));
}

bool Facts::wasAnsweredBy(QByteArrayView profile) const
{
    return answeredBy && answeredBy->certainty >= Certainty::Likely && answeredBy->layer.profile == profile;
}

const AnsweredBy *Facts::answeredBefore() const
{
    return answeredBy && answeredBy->isBeforeApplication() ? &*answeredBy : nullptr;
}

bool Facts::wentThrough(QByteArrayView profile) const
{
    const auto isIt = [profile](const Layer &layer) { return layer.profile == profile; };
    return answeredBy && (isIt(answeredBy->layer) || std::any_of(answeredBy->passedOn.begin(), answeredBy->passedOn.end(), isIt));
}

const Said *Facts::saidFor(QByteArrayView cause) const
{
    const Said *best = nullptr;
    for (const Said &each : said) {
        if (cause == each.saying->cause && (!best || each.saying->certainty > best->saying->certainty))
            best = &each;
    }
    return best;
}

const Said *Facts::saidOtherThan(std::initializer_list<const char *> causes) const
{
    const auto covers = [](const char *pattern, QByteArrayView id) {
        const QByteArrayView view(pattern);
        return view.endsWith('.') ? id.startsWith(view) : id == view;
    };
    const auto found = std::find_if(said.begin(), said.end(), [&](const Said &each) {
        return each.saying->certainty >= Certainty::Likely
            && std::none_of(causes.begin(), causes.end(), [&](const char *cause) { return covers(cause, each.saying->cause); });
    });
    return found == said.end() ? nullptr : &*found;
}

const Said *Facts::tokenRead() const
{
    static constexpr QByteArrayView kClaims[]
        = {"token.expired",     "token.not-yet-valid", "token.issued-in-future", "token.audience-wrong", "token.issuer-wrong",
           "token.key-unknown", "token.revoked",       "token.scope-missing",    "token.type-wrong",     "token.lifetime-too-long"};
    const auto found = std::find_if(said.begin(), said.end(), [](const Said &each) {
        return each.saying->certainty >= Certainty::Likely
            && std::find(std::begin(kClaims), std::end(kClaims), QByteArrayView(each.saying->cause)) != std::end(kClaims);
    });
    return found == said.end() ? nullptr : &*found;
}

const Challenge *Facts::challenge(QByteArrayView scheme) const
{
    const auto found = std::find_if(challenges.begin(), challenges.end(), [scheme](const Challenge &each) { return each.is(scheme); });
    return found == challenges.end() ? nullptr : &*found;
}

std::optional<QByteArray> Facts::challengeParameter(QByteArrayView name) const
{
    for (const Challenge &each : challenges) {
        if (auto value = each.parameter(name))
            return value;
    }
    return std::nullopt;
}

bool Facts::isBrowser() const
{
    // Fetch Metadata is sent by browsers alone; older ones are told by their name.
    if (request.fields.contains("Sec-Fetch-Mode") || request.fields.contains("Sec-Fetch-Site"))
        return true;
    const auto agent = request.fields.value("User-Agent");
    return agent && agent->startsWith("Mozilla/5.0")
        && (agent->contains("Chrome/") || agent->contains("Firefox/") || agent->contains("Safari/"));
}

const Earlier *Facts::lastAccepted(bool sameAddress) const
{
    const auto found = std::find_if(earlier.rbegin(), earlier.rend(), [sameAddress](const Earlier &each) {
        return each.accepted && each.sameOrigin && (!sameAddress || each.sameAddress);
    });
    return found == earlier.rend() ? nullptr : &*found;
}

void gatherFacts(Facts &facts)
{
    gatherExchange(facts);
    gatherSurroundings(facts);
}

void gatherExchange(Facts &facts)
{
    facts.origin = facts.request.url.origin();
    facts.host = facts.origin.host;
    if (facts.hop.response) {
        facts.response = &*facts.hop.response;
        facts.status = facts.response->status;
    }
    facts.service = findService(facts.request.url);
    gatherCredentials(facts);
    gatherTokens(facts);
    gatherAnswer(facts);
}

void gatherSurroundings(Facts &facts)
{
    if (facts.isWorthDiagnosing()) {
        gatherLayers(facts);
        gatherHistory(facts);
    }
    gatherClocks(facts);
    gatherSigning(facts);
    gatherCookies(facts);
}

}
