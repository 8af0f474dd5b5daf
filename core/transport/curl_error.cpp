#include "core/transport/curl_error.h"
#include "core/transport/certificate.h"

#include <cerrno>
#include <cstring>

namespace keyhole {

namespace {

QString hostOf(const Route &route)
{
    return QString::fromLatin1(route.origin.host);
}

QString originOf(const Route &route)
{
    return QString("%1:%2").arg(hostOf(route)).arg(route.origin.port);
}

TransportError tlsError(const CurlFailure &failure, const Route &route, const std::optional<TlsFacts> &tls)
{
    if (!tls || tls->faults.empty())
        return {TransportFault::Tls,
                {QString("The TLS handshake with %1 failed: %2.").arg(hostOf(route), failure.words),
                 {},
                 QString("Check that this port speaks TLS 1.2 or later, and whether it asks for a client certificate.")},
                failure.phase};
    QStringList phrases;
    for (CertificateFault fault : tls->faults)
        phrases << faultPhrase(fault);
    if (failure.ofProxyTls)
        return {TransportFault::Proxy,
                {QString("The certificate of the proxy %1 %2.").arg(QString::fromLatin1(route.proxy.host()), phrases.join(" and ")),
                 {},
                 QString("Have the proxy's certificate renewed, name its authority in the settings, or send without a proxy.")},
                failure.phase};
    return {
        TransportFault::Tls,
        {QString("The certificate of %1 %2.").arg(hostOf(route), phrases.join(" and ")),
         {},
         QString("Look at the chain; have the server's certificate renewed, name its authority in the settings, or switch the check off "
                 "for this request.")},
        failure.phase};
}

TransportError proxyError(const CurlFailure &failure, const Route &route)
{
    const QString proxy = QString::fromLatin1(route.proxy.address);
    if (failure.proxyStatus == 407)
        return {TransportFault::ProxyAuthentication,
                {QString("The proxy %1 wants credentials before it connects to %2 (407).").arg(proxy, originOf(route)),
                 {},
                 QString("Give user and password of the proxy in the settings of the request.")},
                failure.phase};
    if (failure.proxyStatus != 0)
        return {TransportFault::Proxy,
                {QString("The proxy %1 refused to connect to %2: it answered %3.").arg(proxy, originOf(route)).arg(failure.proxyStatus),
                 {},
                 QString("Ask whoever runs the proxy whether it may reach this host, or send without a proxy.")},
                failure.phase};
    return {TransportFault::Proxy,
            {QString("The connection through the proxy %1 failed: %2.").arg(proxy, failure.words),
             {},
             QString("Check the proxy's address and kind, or send without a proxy.")},
            failure.phase};
}

TransportError nameError(const CurlFailure &failure, const QString &name)
{
    return {TransportFault::NameUnknown,
            {QString("The name %1 has no address.").arg(name),
             {},
             QString("Check the spelling, the network and its name server, or give an address for it in the settings.")},
            failure.phase};
}

TransportError connectError(const CurlFailure &failure, const Route &route)
{
    const QString target = route.options.unixSocket.isEmpty() ? originOf(route) : route.options.unixSocket;
    const QString reason = failure.systemError ? QString::fromLocal8Bit(std::strerror(failure.systemError)) : failure.words;
    switch (failure.systemError) {
    case ENETDOWN:
        return {
            TransportFault::Offline, {QString("There is no network."), {}, QString("Connect this computer to a network.")}, failure.phase};
    case EHOSTUNREACH:
    case ENETUNREACH:
        return {TransportFault::Unreachable,
                {QString("%1 cannot be reached: %2.").arg(target, reason),
                 {},
                 QString("Check the network and VPN of this computer, and whether the address is right.")},
                failure.phase};
    case ENOENT:
    case EACCES:
        return {
            TransportFault::FileUnreadable,
            {QString("The socket %1 cannot be opened: %2.").arg(target, reason), target, QString("Check the path and its permissions.")},
            failure.phase};
    default:
        return {TransportFault::Refused,
                {QString("%1 did not accept the connection: %2.").arg(target, reason),
                 {},
                 QString("Check that the server is running and that the port is right.")},
                failure.phase};
    }
}

}

TransportError explainFailure(const CurlFailure &failure, const Route &route, const std::optional<TlsFacts> &tls)
{
    switch (failure.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return nameError(failure, hostOf(route));
    case CURLE_COULDNT_RESOLVE_PROXY:
        return nameError(failure, QString::fromLatin1(route.proxy.host()));
    case CURLE_PROXY:
        return proxyError(failure, route);
    case CURLE_COULDNT_CONNECT:
        return route.proxy.isDirect() ? connectError(failure, route) : proxyError(failure, route);
    case CURLE_SSL_CERTPROBLEM:
        return {TransportFault::FileUnreadable,
                {QString("The client certificate cannot be used: %1.").arg(failure.words), route.options.clientCertificate,
                 QString("Check both files, their form (PEM or PKCS#12) and the passphrase.")},
                failure.phase};
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CIPHER:
        return tlsError(failure, route, tls);
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
        return {TransportFault::BadRequest,
                {QString("The address cannot be connected to: %1.").arg(failure.words),
                 {},
                 QString("Use an http or https address with a host.")},
                failure.phase};
    default:
        return failure.proxyStatus ? proxyError(failure, route)
                                   : explainBreak(failure.code, failure.systemError, failure.phase, failure.words);
    }
}

TransportError explainInward(const QByteArray &address, const Route &route)
{
    const QString where = networkOf(address) == Network::ThisComputer ? QString("on this computer") : QString("in a private network");
    return {TransportFault::Unreachable,
            {QString("%1 stands for %2, which lies %3; it was not connected to.").arg(hostOf(route), QString::fromLatin1(address), where),
             {},
             QString("It was named by a server outside, which must not send anybody inside.")},
            QString("connection")};
}

TransportError explainMissingCertificate(const QString &phase)
{
    return {TransportFault::Tls,
            {QString("The server asked for a client certificate, got none, and closed the connection."),
             {},
             QString("Choose a client certificate that the server accepts in the settings of the request.")},
            phase};
}

TransportError explainBreak(CURLcode code, int systemError, const QString &phase, const QString &words)
{
    // With TLS 1.3 a server refuses a client certificate, or its absence, only after the handshake.
    if (systemError == 0 && words.contains("alert"))
        return {TransportFault::Tls,
                {QString("The server ended the TLS connection: %1.").arg(words),
                 {},
                 QString("If it asks for a client certificate, choose one that it accepts in the settings of the request.")},
                phase};
    const bool reset = code == CURLE_GOT_NOTHING || systemError == ECONNRESET || systemError == EPIPE || code == CURLE_SEND_ERROR
        || code == CURLE_RECV_ERROR;
    const QString library = words.isEmpty() ? QString::fromLatin1(curl_easy_strerror(code)) : words;
    const QString reason = systemError ? QString::fromLocal8Bit(std::strerror(systemError)) : library;
    return {reset ? TransportFault::Reset : TransportFault::Other,
            {QString("The connection broke: %1.").arg(reason),
             {},
             QString("Send again; if it breaks each time, the server or something between closes it on purpose.")},
            phase};
}

}
