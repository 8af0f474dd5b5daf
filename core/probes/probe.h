#pragma once

#include "core/clock/offset.h"
#include "core/collection/request_draft.h"
#include "core/cookies/jar.h"
#include "core/diagnosis/report.h"
#include "core/secrets/credential.h"

namespace keyhole {

/// An experiment: the refused request once more with one thing otherwise.
enum class ProbeKind {
    WithoutCookies,
    WithoutAuthorization,
    OtherScheme,
    FreshToken,
    FinalAddress,
    WithoutCache,
    CorrectedClock,
    WithOrigin,
    AsBrowser,
    Preflight,
    AroundProxy,
    ThroughProxy,
};

/// "without-cookies": for the command line, reports and places of evidence; never renamed.
const char *probeId(ProbeKind kind);
/// "Without cookies".
QString probeTitle(ProbeKind kind);
std::optional<ProbeKind> probeOfId(QByteArrayView id);
std::vector<ProbeKind> allProbes();

/// What is said before anything is sent.
struct ProbePlan {
    QByteArray method;
    QString address;  ///< masked
    QString change;  ///< what is otherwise: "the cookie “sid” is left out"
    QString credential;  ///< which credential leaves, and to where; or that none does
    int requests = 1;  ///< that go out for it, redirects and answered challenges included
    int mostRequests = 1;  ///< when its answer is another one: the same again, in turns with the request as it was
};

struct Probe {
    ProbeKind kind = ProbeKind::WithoutCookies;
    RequestDraft draft = {};
    bool emptyJar = false;  ///< no cookie of the jar goes along
    bool correctedClock = false;  ///< signed by the server's clock instead of this computer's
    QByteArray refreshFirst = {};  ///< id of the stored sign-in whose token is renewed before, by a request to its issuer
    std::optional<Instant> tokenEnd = {};  ///< of the token that went, where one is renewed and its end is known
    ProbePlan plan = {};
    std::vector<QByteArray> settles = {};  ///< possible causes of the report that its outcome tells apart
    bool needsLeave = false;  ///< unavailable for no other reason than that its method changes data
    QString unavailable = {};  ///< why it cannot be made; empty: it can
};

/// What is known beside the exchange.
struct ProbeContext {
    RequestDraft draft;  ///< what was sent, as it was typed
    std::vector<CredentialInfo> stored = {};  ///< other credentials that are at hand
    bool renewsTokens = false;  ///< a stored sign-in can be renewed
    bool mayRepeat = false;  ///< the user said that this request may be sent again although its method changes data
    const ClockBook *clocks = nullptr;
};

/// The experiments that an exchange allows for, those first that tell the report's possible causes apart.
struct ProbeOffer {
    RequestDraft asSent;  ///< the request as it was, with the token that went and no newer one
    std::vector<Probe> probes;
    int asSentRequests = 1;  ///< that one sending of it takes
    bool needsLeave = false;  ///< the method changes data and nobody said that it may be sent again
};

/// Plans, and sends nothing. Nothing that is planned takes a credential to an origin that it did not go to before.
ProbeOffer offerProbes(const Exchange &exchange, const Report &report, const ProbeContext &context);

/// GET, HEAD, OPTIONS and TRACE change nothing. RFC 9110, 9.2.1.
bool isSafeMethod(QByteArrayView method);

/// The cookies as they were when the exchange began: those that went along, and of the jar's others only what would have stayed back.
CookieJar jarAsSent(const CookieJar &jar, const Exchange &exchange, const RequestDraft &draft, Instant now);

/// The least and the most requests of a run of these, with the request as it was before them.
std::pair<int, int> requestsOf(const std::vector<const Probe *> &probes, const ProbeOffer &offer);

}
