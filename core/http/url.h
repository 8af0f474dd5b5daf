#pragma once

#include "core/result.h"

#include <QByteArray>
#include <optional>

namespace keyhole {

/// Scheme, host and port: what a credential is bound to. RFC 6454, 4. Host in lower case ASCII (IDNA), no trailing dot; port always given.
struct Origin {
    QByteArray scheme;
    QByteArray host;
    int port = -1;

    bool isValid() const { return !scheme.isEmpty() && !host.isEmpty() && port >= 0; }
    /// "https://example.com", with the port where it is not the scheme's own.
    QByteArray toString() const;

    friend bool operator==(const Origin &, const Origin &) = default;
};

/// An address kept as it was written: nothing is decoded, re-encoded, lower-cased or normalised. RFC 3986, 3.
/// The one exception is the port, a number: "host:" has none, and "host:0080" is written back as "host:80".
struct Url {
    QByteArray scheme;
    std::optional<QByteArray> userInfo;  ///< before '@'; present and empty in "http://@host/"
    QByteArray host;  ///< with the brackets of an IPv6 address; UTF-8 when it was written so
    std::optional<int> port;
    QByteArray path;
    std::optional<QByteArray> query;  ///< without '?'; present and empty in "/path?"
    std::optional<QByteArray> fragment;  ///< without '#'

    /// An absolute address; http and https must name a host (other schemes parse, and are refused where they are used). Fails with the
    /// place of the first character that does not fit: blanks, control characters, what cannot stand in a host, a port above 65535.
    static Result<Url, SyntaxError> parse(QByteArrayView text);

    QByteArray toString() const;
    /// What goes in the request line: path and query; "/" for an empty path. RFC 9112, 3.2.1.
    QByteArray requestTarget() const;
    /// What goes in Host: host (in its ASCII form, without the zone of an IPv6 address), and the port where it is written and not the
    /// scheme's own.
    QByteArray hostField() const;
    int effectivePort() const;  ///< the written one, or 80, 443; -1 for other schemes
    /// Not valid where the host is no name at all once decoded: "http://a%2Fb/".
    Origin origin() const;

    /// The address that a reference (the value of Location) stands for, seen from this one. RFC 3986, 5.2; RFC 9110, 10.2.2
    /// (the fragment of this address is kept where the reference has none). Strict: "http:g" is an address without a host. Fails as parse
    /// does, with the offset in the reference.
    Result<Url, SyntaxError> resolve(QByteArrayView reference) const;

    friend bool operator==(const Url &, const Url &) = default;
};

}
