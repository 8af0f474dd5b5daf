#include "real/oidc/authorization_server.h"

#include "core/secrets/waiting.h"
#include "core/transport/test_certificates.h"

#include <QNetworkReply>
#include <QRegularExpression>
#include <QUrlQuery>

namespace keyhole {

AuthorizationServer::AuthorizationServer()
{
    const QString program = KEYHOLE_OIDC_FOLDER "/server.mjs";
    if (!QFile::exists(KEYHOLE_OIDC_FOLDER "/node_modules"))
        FAIL("The authorization server is not installed. ctest installs it from the network before these cases: ctest -R real/oidc");
    writeCertificates();
    m_daemon.start(programOf("node", "nodejs"), {program, m_folder.path()});
    const auto told = parseJson(m_daemon.firstLine());
    REQUIRE(told);
    issuer = told->string("issuer");
    const auto key = SigningKey::fromJwk(*told->find("clientKey"));
    REQUIRE(key);
    clientKey = *key;
}

void AuthorizationServer::writeCertificates() const
{
    CertificateWish wish;
    wish.name = "test authority";
    wish.authority = true;
    const TestCertificate authority = makeCertificate(wish), server = makeCertificate({}, &authority);
    writeTo(file("authority.pem"), authority.certificatePem());
    writeTo(file("server.pem"), server.certificatePem());
    writeTo(file("server.key"), server.keyPem());
    for (const char *name : {"orders client", "somebody else"}) {
        CertificateWish client;
        client.name = name;
        client.alternativeNames.clear();
        const TestCertificate made = makeCertificate(client, &authority);
        const QByteArray file = QByteArray(name) == "orders client" ? "client" : "other";
        writeTo(m_folder.filePath(file + ".pem"), made.certificatePem());
        writeTo(m_folder.filePath(file + ".key"), made.keyPem());
    }
}

void Browser::visit(const QByteArray &address)
{
    take(m_network.get(QNetworkRequest(QUrl(QString::fromUtf8(address)))));
}

/// A form whose fields are all filled in already is sent at once.
void Browser::take(QNetworkReply *reply)
{
    QObject::connect(reply, &QNetworkReply::finished, reply, [this, reply] {
        reply->deleteLater();
        const QString page = QString::fromUtf8(reply->readAll());
        const auto action = QRegularExpression("<form[^>]* action=\"([^\"]+)\"").match(page);
        if (!action.hasMatch() || !page.contains("xsrf"))
            return;
        QUrlQuery fields;
        auto inputs = QRegularExpression("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"").globalMatch(page);
        while (inputs.hasNext()) {
            const auto input = inputs.next();
            fields.addQueryItem(input.captured(1), input.captured(2));
        }
        fields.addQueryItem("confirm", "yes");
        QNetworkRequest request(reply->url().resolved(QUrl(action.captured(1))));
        request.setHeader(QNetworkRequest::ContentTypeHeader, "application/x-www-form-urlencoded");
        take(m_network.post(request, fields.toString(QUrl::FullyEncoded).toUtf8()));
    });
}

SigningIn::SigningIn(const QByteArray &client)
{
    settings.oauth.issuer = server.issuer;
    settings.oauth.clientId = client;
    settings.redirect.path = "/callback";
    settings.transport.proxy = ProxyChoice::None;
}

OAuthResult<SignedIn> SigningIn::run()
{
    Browser browser;
    SignIn signIn(transport, clock, settings);
    QObject::connect(&signIn, &SignIn::browserWanted, [&](const QByteArray &address) { browser.visit(address); });
    QObject::connect(&signIn, &SignIn::deviceCodeGiven, [&](const DeviceCode &code) {
        device = code;
        browser.visit(code.complete.value_or(code.verification).toString());
    });
    signIn.start();
    REQUIRE(becomesTrue([&] { return signIn.isOver(); }, 60'000));
    steps = signIn.steps();
    return signIn.result();
}

}
