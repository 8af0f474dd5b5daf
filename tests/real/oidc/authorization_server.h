#pragma once

#include "core/oauth/sign_in.h"
#include "core/transport/curl_transport.h"
#include "real/daemon.h"

#include <QNetworkAccessManager>
#include <QTemporaryDir>

namespace keyhole {

/// The package oidc-provider as authorization server on loopback, with the clients of server.mjs.
class AuthorizationServer {
public:
    AuthorizationServer();

    QByteArray issuer;
    std::optional<SigningKey> clientKey;  ///< of the clients "signer" and "robot"
    /// A file of the folder: "authority.pem"; "client.pem" and "client.key" are of the client "mtls", "other.pem" of nobody that it knows.
    QString file(const char *name) const { return m_folder.filePath(name); }

private:
    void writeCertificates() const;

    QTemporaryDir m_folder;
    Daemon m_daemon;
};

/// A browser that follows every redirect, keeps cookies and submits the forms it meets.
class Browser {
public:
    void visit(const QByteArray &address);

private:
    void take(QNetworkReply *reply);

    QNetworkAccessManager m_network;
};

/// A sign-in at that server, over the network.
struct SigningIn {
    AuthorizationServer server;
    SystemClock clock;
    CurlTransport transport{clock};
    SignInSettings settings;
    std::vector<SignInStep> steps;
    std::optional<DeviceCode> device;

    explicit SigningIn(const QByteArray &client);
    OAuthResult<SignedIn> run();
};

}
