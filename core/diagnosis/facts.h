#pragma once

#include "core/clock/judged.h"
#include "core/clock/told_time.h"
#include "core/cookies/jar.h"
#include "core/diagnosis/answer/answer.h"
#include "core/diagnosis/knowledge/sayings.h"
#include "core/diagnosis/rule.h"
#include "core/diagnosis/signing_facts.h"
#include "core/http/challenge.h"
#include "core/http/credentials.h"
#include "core/http/date.h"
#include "core/http/media_type.h"
#include "core/token/token.h"

namespace keyhole {

struct Profile;
class SecretMarks;

/// What a diagnosis is made from.
struct DiagnosisInput {
    const Exchange &exchange;
    std::vector<const Exchange *> earlier = {};  ///< of the same recording or run, oldest first
    const CookieJar *jar = nullptr;  ///< what was held when the request went out; absent: rebuilt from `earlier`
    const ClockBook *clocks = nullptr;  ///< what is known of the servers' clocks, this exchange included; absent: read from `earlier`
    const SecretMarks *marks = nullptr;  ///< shared by reports that are read together; absent: marks of its own
};

enum class CredentialPlace { Authorization, Field, Query, Form, Json, Cookie, Path, ClientCertificate };

/// A credential as it went out on the last hop.
struct SentCredential {
    CredentialPlace place = CredentialPlace::Authorization;
    QByteArray name;  ///< of the field, parameter or cookie, as sent
    QByteArray value;  ///< whole, as sent
    QByteArray where;  ///< evidence place
    int token = -1;  ///< index in Facts::tokens when the value is, or holds, a token
};

/// A Set-Cookie of this or an earlier answer, and what the rules of RFC 6265bis made of it.
struct SeenSetCookie {
    const Exchange *exchange = nullptr;
    int history = 0;  ///< from 1, counted in `earlier`; 0: this answer
    StoreDecision decision;
    std::optional<SetCookie> parsed = {};
};

/// An earlier exchange, compared with this one.
struct Earlier {
    const Exchange *exchange = nullptr;
    int number = 0;  ///< from 1, for "history.N"
    bool sameOrigin = false;
    bool sameAddress = false;  ///< scheme, host, port and path
    bool sameCredential = false;  ///< an Authorization or key field of the same value went along
    bool accepted = false;  ///< 2xx

    bool succeeded() const;  ///< accepted, or not modified since an answer that was
    Credentials authorization() const;  ///< what went along in Authorization, split; empty where nothing did
};

/// Everything that the rules look at, computed once an exchange.
struct Facts {
    explicit Facts(const DiagnosisInput &source)
        : input(source), exchange(source.exchange), hop(source.exchange.last()), request(hop.request)
    { }
    Facts(const Facts &) = delete;

    const DiagnosisInput &input;
    const Exchange &exchange;
    const Hop &hop;
    const Request &request;
    const Response *response = nullptr;
    int status = 0;
    Origin origin;
    QByteArray host;  ///< lower case

    // What was sent.
    std::vector<SentCredential> credentials;
    const Field *authorization = nullptr;  ///< the first
    Credentials authorizationParts;
    std::optional<Result<BasicCredentials, SyntaxError>> basic;
    bool signsIn = false;  ///< the form or JSON that was sent brings what signs in: a password, a code, a refresh token
    std::vector<FoundToken> tokens;
    int mainToken = -1;  ///< the one that the server is most likely to read

    // What was asked for, and what the answer says.
    std::vector<Challenge> challenges;
    std::vector<std::pair<QByteArray, SyntaxError>> challengeProblems;  ///< field value, fault
    Answer answer;
    std::vector<Said> said;  ///< what is known of the answer's words
    const AnswerText *refusalInSuccess = nullptr;  ///< of a 2xx whose body tells an error: the code or text that refuses who asks
    std::optional<MediaType> contentType;
    const Profile *service = nullptr;
    std::optional<AnsweredBy> answeredBy;  ///< who made the answer, as far as it shows

    SigningFacts signing;  ///< how the request is signed

    // Clocks.
    std::optional<Instant> serverTime;  ///< Date of the answer, where no cache stands between
    std::optional<ToldTime> otherClock;  ///< a time of the answer that Date contradicts
    std::optional<ServerTime> judged;  ///< when the server judged the request, by its own clock
    std::optional<ClockOffset> offset;  ///< server minus local, from this exchange and the earlier ones of the origin
    ClockBook clocks;

    // Cookies.
    std::vector<CookiePair> cookiesSent;
    std::vector<CookieDecision> cookieDecisions;  ///< every cookie held for this site, sent or held back
    std::vector<SeenSetCookie> setCookies;  ///< of this answer and of earlier ones of the site, in order

    std::vector<Earlier> earlier;

    bool refused() const { return status == 401; }
    bool refusedInSomeWay() const;  ///< isRefusal()
    /// An accepted answer, or one about something else, has no cause to look for.
    bool isWorthDiagnosing() const;
    const Token *token() const { return mainToken < 0 ? nullptr : &tokens[size_t(mainToken)].token; }
    const FoundToken *foundToken() const { return mainToken < 0 ? nullptr : &tokens[size_t(mainToken)]; }
    /// Whether it is likely at least that this profile made the answer.
    bool wasAnsweredBy(QByteArrayView profile) const;
    /// Who stands before the application and made the answer, where that is likely at least; nullptr where the application answered, or
    /// nothing tells.
    const AnsweredBy *answeredBefore() const;
    /// Whether the answer came through this profile's hands, or was made by it.
    bool wentThrough(QByteArrayView profile) const;
    /// The strongest of the known words that stand for this cause.
    const Said *saidFor(QByteArrayView cause) const;
    /// Words, likely at least, for a cause that none of these covers: an id, or an area with a dot at its end.
    const Said *saidOtherThan(std::initializer_list<const char *> causes) const;
    /// Words that only a server says that took the token apart: it found it, whatever its field looks like.
    const Said *tokenRead() const;
    const Challenge *challenge(QByteArrayView scheme) const;
    /// The first value of a parameter of any challenge ("error", "scope").
    std::optional<QByteArray> challengeParameter(QByteArrayView name) const;
    bool hasCredential() const { return !credentials.empty(); }
    bool isBrowser() const;  ///< sent by a web browser's page
    const Earlier *lastAccepted(bool sameAddress) const;
};

/// 401, and what servers use in its place: 403, 407, 419, 440, 498, 499.
bool isRefusal(int status);

/// Clocks that differ by less are in order for every standard that we know of.
constexpr Milliseconds kInStep{5'000};
/// Whether nothing speaks against it that two clocks are in step.
constexpr bool areInStep(const ClockOffset &offset)
{
    return offset.low <= kInStep && offset.high >= -kInStep;
}

/// Fills `facts`, which was made from the input: what the exchange itself shows, then what stands around it.
void gatherFacts(Facts &facts);
void gatherExchange(Facts &facts);  ///< enough for isWorthDiagnosing()
void gatherSurroundings(Facts &facts);

}
