#pragma once

#include "core/transport/route.h"

#include <curl/curl.h>

namespace keyhole {

/// What libcurl knew when a connection failed.
struct CurlFailure {
    CURLcode code = CURLE_OK;
    int systemError = 0;  ///< errno, where there was one
    int proxyStatus = 0;  ///< what the proxy answered to CONNECT
    QString phase;
    QString words;  ///< libcurl's own
    bool ofProxyTls = false;  ///< in the handshake with the proxy
};

/// The failure in words for a person, with what to do about it.
TransportError explainFailure(const CurlFailure &failure, const Route &route, const std::optional<TlsFacts> &tls);

/// A name that stands for an address further inside than the connection may lead.
TransportError explainInward(const QByteArray &address, const Route &route);

/// A server that asked for a client certificate, got none, and closed.
TransportError explainMissingCertificate(const QString &phase);

/// A connection that broke while we wrote or read; `words` are libcurl's own, if it had any.
TransportError explainBreak(CURLcode code, int systemError, const QString &phase, const QString &words = {});

}
