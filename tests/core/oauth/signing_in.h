#pragma once

#include "catch.h"
#include "core/oauth/sign_in.h"
#include "mock_issuer.h"
#include "tests/core/secrets/waiting.h"

#include <QTcpSocket>

namespace keyhole {

/// What a browser, or somebody else, sends to a port of this computer; gives what came back, "(refused)" when nothing listens.
inline QByteArray sendRaw(quint16 port, const QByteArray &bytes, const QHostAddress &host = QHostAddress::LocalHost)
{
    QTcpSocket socket;
    QByteArray answer;
    bool over = false;
    QObject::connect(&socket, &QTcpSocket::connected, [&] { socket.write(bytes); });
    QObject::connect(&socket, &QTcpSocket::readyRead, [&] { answer += socket.readAll(); });
    QObject::connect(&socket, &QTcpSocket::disconnected, [&] { over = true; });
    QObject::connect(&socket, &QTcpSocket::errorOccurred, [&](QAbstractSocket::SocketError error) {
        over = true;
        if (error == QAbstractSocket::ConnectionRefusedError)
            answer = "(refused)";
    });
    socket.connectToHost(host, port);
    REQUIRE(becomesTrue([&] { return over; }));
    return answer;
}

/// Opens an address of this computer as a browser does.
inline QByteArray visit(const QByteArray &address)
{
    const Url url = *Url::parse(address);
    return sendRaw(quint16(url.effectivePort()),
                   "GET " + url.requestTarget() + " HTTP/1.1\r\nHost: " + url.hostField() + "\r\nAccept: text/html\r\n\r\n",
                   url.host == "[::1]" ? QHostAddress::LocalHostIPv6 : QHostAddress::LocalHost);
}

/// A sign-in at a mock server, and a browser that does what a test tells it to.
struct SigningIn {
    MockIssuer issuer{"https://login.example"};
    MockWeb web;
    FixedClock clock;
    SignInSettings settings;
    std::function<QByteArray(const QByteArray &authorization)> browser
        = [this](const QByteArray &address) { return issuer.signIn(address); };
    std::vector<SignInStep> steps;
    QByteArray opened, redirect, page;
    std::optional<DeviceCode> device;
    std::vector<QByteArray> secrets;  ///< that must not be told or go anywhere else

    SigningIn()
    {
        web.issuers = {&issuer};
        settings.oauth.issuer = issuer.issuer;
        settings.oauth.clientId = issuer.clientId;
        settings.oauth.scope = "openid read";
    }

    OAuthResult<SignedIn> run()
    {
        SignIn signIn(web, clock, settings);
        QObject::connect(&signIn, &SignIn::deviceCodeGiven, [&](const DeviceCode &code) { device = code; });
        QObject::connect(
            &signIn, &SignIn::browserWanted, &signIn,
            [&](const QByteArray &address, const QByteArray &back) {
                opened = address;
                redirect = back;
                if (const QByteArray target = browser(address); !target.isEmpty())
                    page = visit(target);
            },
            Qt::QueuedConnection);
        signIn.start();
        REQUIRE(becomesTrue([&] { return signIn.isOver(); }));
        steps = signIn.steps();
        checkNothingLeaked(signIn.result());
        return signIn.result();
    }

    /// Whatever happened: no secret in what is told, none at another origin than the issuer's.
    void checkNothingLeaked(const OAuthResult<SignedIn> &result)
    {
        secrets.insert(secrets.end(), {issuer.lastCode, issuer.clientSecret, issuer.refreshToken});
        QString told;
        for (const SignInStep &step : steps)
            told += step.title + QString::fromUtf8(step.outcome.toUtf8());
        if (!result)
            told += result.error().error.what + result.error().error.remedy + result.error().error.place + result.error().serverSays;
        for (const Request &request : web.sent) {
            const QByteArray verifier = inForm(request.body, "code_verifier");
            if (verifier != "(none)")
                secrets.push_back(verifier);
        }
        for (const QByteArray &secret : secrets) {
            if (secret.isEmpty())
                continue;
            CHECK_FALSE(told.contains(QString::fromUtf8(secret)));
            for (const Request &request : web.sent) {
                if (request.url.origin() != Url::parse(issuer.issuer)->origin())
                    CHECK_FALSE(
                        (request.url.toString() + request.body + request.fields.value("Authorization").value_or("")).contains(secret));
            }
        }
    }
};

}
