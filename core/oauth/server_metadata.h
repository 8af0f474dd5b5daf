#pragma once

#include "core/http/network.h"
#include "core/http/url.h"
#include "core/oauth/oauth_fault.h"

#include <vector>

namespace keyhole {

/// What an authorization server tells about itself, or a person typed. RFC 8414, 2; OpenID Connect Discovery 1.0, 3.
struct ServerMetadata {
    QByteArray issuer;
    std::optional<Url> authorization = {}, token = {}, deviceAuthorization = {}, pushedAuthorization = {}, revocation = {},
                       introspection = {};
    std::optional<Url> keys = {};  ///< jwks_uri
    std::vector<QByteArray> scopes = {}, grants = {}, clientAuthentications = {}, challengeMethods = {}, dpopAlgorithms = {},
                            idTokenAlgorithms = {};
    bool announcesIssuer = false;  ///< `iss` comes with each answer of the authorization endpoint; RFC 9207
    bool requiresPushed = false;  ///< RFC 9126, 5
    std::vector<std::pair<QByteArray, Url>> mutualTls = {};  ///< endpoints by their names, for clients with a certificate; RFC 8705, 5

    friend bool operator==(const ServerMetadata &, const ServerMetadata &) = default;
};

constexpr qsizetype kLargestMetadata = 1 << 20;
constexpr int kDeepestMetadata = 32;

/// An address that secrets may be sent to: https, or http on this computer; without user name and fragment. `name` is what it is called in
/// the error. RFC 6749, 3.1 and 3.2.
OAuthResult<Url> endpointAddress(const QByteArray &address, const QByteArray &name);

/// What a person typed as issuer: an issuer, or the address of its metadata, of which the issuer is taken. RFC 8414, 3.1.
OAuthResult<QByteArray> issuerFrom(const QByteArray &typed);

/// Reads a metadata document: at most 1 MB and 32 levels. Its `issuer` must be the one that was asked for, byte by byte (RFC 8414, 3.3),
/// and each endpoint such that secrets may be sent there.
OAuthResult<ServerMetadata> readServerMetadata(const QByteArray &document, const QByteArray &issuer);

/// The endpoint of a server that lies further inside than the server itself: on this computer, or in a private network, while the issuer
/// answers from outside. Such metadata would make this program knock at doors that nobody outside can reach. `reached` is where the issuer
/// was found to be. The fault names both.
std::optional<OAuthFault> inwardEndpoint(const ServerMetadata &server, Network reached);

/// Where a server is, by its name and by where it was found to be: the further inside of both.
Network whereIs(const Url &server, Network reached);

/// The same question of two addresses; `name` is what leads there: "token_endpoint".
std::optional<OAuthFault> leadsInward(const Url &from, Network reached, const Url &to, const QByteArray &name);

/// The same server, for a client that shows a certificate.
ServerMetadata withMutualTls(ServerMetadata server);

/// What an API tells about who gives tokens for it. RFC 9728, 2.
struct ResourceMetadata {
    QByteArray resource;
    std::vector<QByteArray> authorizationServers, scopes;
};

/// `resource` must be the address that was asked, or the front part of it: RFC 9728, 3.3.
OAuthResult<ResourceMetadata> readResourceMetadata(const QByteArray &document, const Url &asked);

}
