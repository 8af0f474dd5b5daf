#pragma once

#include "core/http/instant.h"
#include "core/http/message.h"

#include <QStringList>
#include <optional>

namespace keyhole {

/// How long each phase took, from the start of the hop. Absent: the phase did not happen, or is not known. libcurl's own order.
struct PhaseTimes {
    using Duration = std::chrono::microseconds;
    std::optional<Duration> nameResolved, connected, tlsDone, sent, firstByte, end;

    friend bool operator==(const PhaseTimes &, const PhaseTimes &) = default;
};

enum class CertificateFault { Expired, NotYetValid, WrongHost, SelfSigned, UnknownIssuer, Revoked, WeakKey, Other };

struct Certificate {
    QString subject, issuer;
    QStringList alternativeNames;
    std::optional<Instant> notBefore, notAfter;
    QByteArray sha256;  ///< of the DER form, in lower-case hex
    QByteArray pem;
};

struct TlsFacts {
    QByteArray version;  ///< "TLSv1.3"
    QByteArray cipher;
    std::vector<Certificate> chain;  ///< the server's first
    std::vector<CertificateFault> faults;
    QString faultText;  ///< the library's own words for the first fault
};

struct ConnectionFacts {
    QByteArray address;  ///< numeric, without brackets
    int port = 0;
    bool reused = false;
    QByteArray proxy;  ///< "http://proxy.example:3128", without user information; empty when direct
};

enum class TransportFault {
    Cancelled,
    NameUnknown,
    Refused,
    Unreachable,
    Reset,
    TimedOut,
    Tls,
    Proxy,
    ProxyAuthentication,
    Protocol,
    TooLarge,
    BadRequest,
    FileUnreadable,
    Offline,
    Other,
};

/// Why there is no (whole) answer.
struct TransportError {
    TransportFault fault = TransportFault::Other;
    Error error;
    QString phase;  ///< "name look-up", "connection", "TLS", "sending", "waiting", "receiving"
};

/// One request and its answer. Redirects, retries with a nonce and the like are further hops.
struct Hop {
    Request request;
    std::optional<Response> response;  ///< absent when nothing came
    std::optional<TransportError> error;  ///< may stand beside a response that broke off
    QByteArray sentBytes;  ///< head and body exactly as sent; HTTP/2: the field list as text
    QByteArray receivedBytes;  ///< as received, 1xx and chunk framing included, up to the limit of Raw
    bool bytesCut = false;  ///< one of the two above was cut at the limit
    std::optional<Instant> sentAt;  ///< local clock when sending began, cut to milliseconds
    std::optional<Instant> answeredAt;  ///< local clock when the head of the answer was there, rounded up: its Date was written before
    PhaseTimes times;
    ConnectionFacts connection;
    std::optional<TlsFacts> tls;
    QString whyFollowed;  ///< why this hop was made: "307 to /v2/"; empty for the first
    std::vector<QString> droppedNotes;  ///< what the hop before carried and this one does not, each with the rule
};

/// A cookie that a rule kept back, or that is held and went along.
struct CookieDecision {
    QByteArray name;
    QByteArray setBy;  ///< address or "jar"
    QByteArray setCookie;  ///< the Set-Cookie value, where known
    bool sent = false;
    QByteArray rule;  ///< "domain", "path", "secure", "samesite", "expired", "host-only", "partition", "third-party", or one of
                      ///< those by which it was refused; empty when sent
    QString reason;  ///< one sentence
    QByteArray attribute = {};  ///< of the cookie, that decided: "Path=/admin", "Secure", "SameSite=Lax"; empty when it goes
    QByteArray against = {};  ///< the part of the request that it was held against: "/account", "http", "POST"; empty when it goes
    QByteArray section = {};  ///< where the standard says so: "RFC 6265bis, 5.8.3"
    QByteArray domain = {}, path = {};  ///< of the cookie, where it is held
};

enum class ExchangeSource { Live, Har, CurlTranscript, RawText, History };

/// Everything that happened for one Send, or one entry of a recording. The diagnosis cannot tell the sources apart.
struct Exchange {
    std::vector<Hop> hops;  ///< at least one
    std::vector<CookieDecision> cookieLedger;
    ExchangeSource source = ExchangeSource::Live;
    QString sourceName;  ///< file name, or creator of the HAR
    bool sanitized = false;  ///< recorded without sensitive data: no Authorization, Cookie, Set-Cookie were kept
    QString sanitizedWhy;  ///< what shows it
    int recordedEntry = 0;  ///< number of the entry in its file, from 1; 0 when there is none

    const Hop &last() const { return hops.back(); }
    const Hop &first() const { return hops.front(); }
};

}
