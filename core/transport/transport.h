#pragma once

#include "core/http/exchange.h"
#include "core/secrets/secret.h"

#include <QFuture>
#include <functional>

namespace keyhole {

enum class HttpVersionChoice { Automatic, Http11, Http2 };
enum class ProxyChoice { System, None, Custom };
/// Schemes that prove a connection in several steps, which libcurl takes. RFC 4559; [MS-NLMP].
enum class ConnectionAuth { None, Negotiate, Ntlm };

/// How an HTTP proxy is shown who asks: with every request, or once it wants to know (407). RFC 9110, 11.7.
enum class ProxyAuth { Basic, Digest, AsAsked };

/// How a request is carried; nothing here appears in the request itself.
struct TransportOptions {
    HttpVersionChoice version = HttpVersionChoice::Automatic;
    enum class Family { Any, IPv4, IPv6 } family = Family::Any;
    ProxyChoice proxy = ProxyChoice::System;
    QByteArray proxyAddress;  ///< "http://host:3128", "https://…", "socks5://…", "socks5h://…", "socks4a://…"
    QByteArray proxyUser;
    Secret proxyPassword;
    ProxyAuth proxyAuth = ProxyAuth::Basic;
    QByteArray proxyCredential = {};  ///< id of the stored credential that both are taken from; it goes to the proxy that it names
    std::vector<QByteArray> noProxy;  ///< hosts that go direct
    std::vector<QByteArray> resolve;  ///< "host:port:address[,address]", as curl's --resolve
    std::vector<QByteArray> connectTo;  ///< "host:port:host:port", as curl's --connect-to
    QString unixSocket;
    bool verifyCertificate = true;
    QString caFile;
    QString clientCertificate, clientKey;  ///< files, PEM or PKCS#12
    Secret clientKeyPassphrase;
    Secret clientCertificateData = {}, clientKeyData = {};  ///< the same from the keychain, instead of files
    ConnectionAuth connectionAuth = ConnectionAuth::None;
    QByteArray connectionUser = {};  ///< empty for the Kerberos ticket that is there
    Secret connectionPassword = {};
    std::chrono::milliseconds connectLimit{30'000};  ///< name look-up, connection and TLS together
    std::chrono::milliseconds answerLimit{60'000};  ///< from sent to first byte
    std::chrono::milliseconds idleLimit{60'000};  ///< without a byte while receiving
    std::chrono::milliseconds totalLimit{0};  ///< 0: none
    qint64 memoryLimit = 64LL << 20;  ///< a larger decoded body goes to a temporary file
    qint64 bodyLimit = 4LL << 30;  ///< a larger body is cut, and that is told

    friend bool operator==(const TransportOptions &, const TransportOptions &) = default;
};

struct Progress {
    PhaseTimes times;  ///< phases that are over
    qint64 bytesSent = 0;
    qint64 bytesReceived = 0;
};

/// Carries one request and brings one answer: one hop. Never follows a redirect, never answers a challenge, never adds a field
/// that is not in `Request::fields` (Content-Length and Host included: what is not there is not sent).
class Transport {
public:
    virtual ~Transport() = default;
    /// The future always brings a Hop, and one for each step where TransportOptions::connectionAuth takes several; failure stands in
    /// Hop::error. Cancelling it ends the transfer within 200 ms (Hop::error Cancelled is then lost with the future: a cancelled future has
    /// no result). `progress` is called on the main thread, at most every 100 ms.
    virtual QFuture<Hop> send(const Request &request, const TransportOptions &options, std::function<void(const Progress &)> progress = {})
        = 0;
};

}
