#include "core/transport/curl_options.h"

#include "core/transport/client_certificate.h"

#include <QFile>

namespace keyhole {

namespace {

CurlLists::List listOf(const std::vector<QByteArray> &lines)
{
    curl_slist *list = nullptr;
    for (const QByteArray &line : lines)
        list = curl_slist_append(list, line.constData());
    return {list, &curl_slist_free_all};
}

long schemesFor(ProxyAuth auth)
{
    switch (auth) {
    case ProxyAuth::Basic:
        return long(CURLAUTH_BASIC);
    case ProxyAuth::Digest:
        return long(CURLAUTH_DIGEST);
    case ProxyAuth::AsAsked:
        break;
    }
    return long(CURLAUTH_BASIC | CURLAUTH_DIGEST);
}

void applyProxy(CURL *easy, const Route &route)
{
    curl_easy_setopt(easy, CURLOPT_NOPROXY, "");  // goesDirect() has decided; libcurl must not look at the environment
    curl_easy_setopt(easy, CURLOPT_PROXY, route.proxy.address.constData());
    if (route.proxy.isDirect())
        return;
    if (!route.proxy.user.isEmpty()) {
        curl_easy_setopt(easy, CURLOPT_PROXYUSERNAME, route.proxy.user.constData());
        curl_easy_setopt(easy, CURLOPT_PROXYPASSWORD, route.proxy.password.reveal().constData());
    }
    curl_easy_setopt(easy, CURLOPT_PROXYAUTH, schemesFor(route.options.proxyAuth));
    curl_easy_setopt(easy, CURLOPT_PROXY_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(easy, CURLOPT_PROXY_CAINFO, nullptr);
    curl_easy_setopt(easy, CURLOPT_PROXY_CAPATH, nullptr);
    curl_easy_setopt(easy, CURLOPT_HTTPPROXYTUNNEL, long(route.isTls()));
}

void applyCertificate(CURL *easy, const TransportOptions &options)
{
    const auto fromMemory = [easy](CURLoption option, const Secret &data) {
        curl_blob blob{const_cast<char *>(data.reveal().constData()), size_t(data.reveal().size()), CURL_BLOB_COPY};
        curl_easy_setopt(easy, option, &blob);
    };
    curl_easy_setopt(easy, CURLOPT_SSLCERTTYPE, isPkcs12(options) ? "P12" : "PEM");
    if (!options.clientCertificateData.isEmpty())
        fromMemory(CURLOPT_SSLCERT_BLOB, options.clientCertificateData);
    else
        curl_easy_setopt(easy, CURLOPT_SSLCERT, QFile::encodeName(options.clientCertificate).constData());
    if (!options.clientKeyData.isEmpty())
        fromMemory(CURLOPT_SSLKEY_BLOB, options.clientKeyData);
    else if (!options.clientKey.isEmpty())
        curl_easy_setopt(easy, CURLOPT_SSLKEY, QFile::encodeName(options.clientKey).constData());
    if (!options.clientKeyPassphrase.isEmpty())
        curl_easy_setopt(easy, CURLOPT_KEYPASSWD, options.clientKeyPassphrase.reveal().constData());
}

void applyTls(CURL *easy, const TransportOptions &options)
{
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
    // TlsWatch brings the authorities, makes the check and offers the protocols. Sessions are not resumed: a resumed one shows no
    // certificate.
    curl_easy_setopt(easy, CURLOPT_CAINFO, nullptr);
    curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, options.verifyCertificate ? 2L : 0L);
    curl_easy_setopt(easy, CURLOPT_SSL_ENABLE_ALPN, 0L);
    curl_easy_setopt(easy, CURLOPT_SSL_SESSIONID_CACHE, 0L);
    if (hasClientCertificate(options))
        applyCertificate(easy, options);
}

long familyOf(TransportOptions::Family family)
{
    switch (family) {
    case TransportOptions::Family::IPv4:
        return CURL_IPRESOLVE_V4;
    case TransportOptions::Family::IPv6:
        return CURL_IPRESOLVE_V6;
    case TransportOptions::Family::Any:
        break;
    }
    return CURL_IPRESOLVE_WHATEVER;
}

}

CurlLists applyRoute(CURL *easy, const Route &route)
{
    const TransportOptions &options = route.options;
    CurlLists lists{listOf(options.resolve), listOf(options.connectTo)};
    curl_easy_setopt(easy, CURLOPT_URL, route.origin.toString().constData());
    curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, long(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_TCP_NODELAY, 1L);
    curl_easy_setopt(easy, CURLOPT_IPRESOLVE, familyOf(options.family));
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, 0x7fffffffL);  // the limits are HopRun's, which can name the phase
    // Without it, closing a handle waits for the resolver's thread, and a cancelled look-up would hold the main thread.
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
    if (lists.resolve)
        curl_easy_setopt(easy, CURLOPT_RESOLVE, lists.resolve.get());
    if (lists.connectTo)
        curl_easy_setopt(easy, CURLOPT_CONNECT_TO, lists.connectTo.get());
    if (!options.unixSocket.isEmpty())
        curl_easy_setopt(easy, CURLOPT_UNIX_SOCKET_PATH, QFile::encodeName(options.unixSocket).constData());
    // Behind a proxy the address is the proxy's own; where the name leads is the proxy's to find out.
    if (route.farthest != Network::ThisComputer && route.proxy.isDirect() && options.unixSocket.isEmpty())
        lists.guard = std::make_unique<InwardGuard>(easy, route.farthest);
    applyProxy(easy, route);
    applyTls(easy, options);
    return lists;
}

}
