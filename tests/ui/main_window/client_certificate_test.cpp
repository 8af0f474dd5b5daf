#include "catch.h"
#include "core/transport/curl_transport.h"
#include "ui/controls/tab_strip.h"
#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/request_pane.h"
#include "ui/request/request_editor.h"

#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace keyhole;

namespace {

// Made for this test alone: a certificate, and its key under the passphrase "right".
const QByteArray kCertificate = "-----BEGIN CERTIFICATE-----\n"
                                "MIIBeDCCAR+gAwIBAgIUXzmuD5TnJ7+ZxWsQ1eoVZklzqXQwCgYIKoZIzj0EAwIw\n"
                                "ETEPMA0GA1UEAwwGY2xpZW50MCAXDTI2MTEyMjAwMDQzOFoYDzIxMjYxMDI5MDAw\n"
                                "NDM4WjARMQ8wDQYDVQQDDAZjbGllbnQwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC\n"
                                "AASVEaALcUI9TykBZRsSNIgubNxm1A71eA9OlgEcJdrLbcWHmvKzydVc8GnE1kFm\n"
                                "H4ppLWfBH5+NZapKGDLjikHno1MwUTAdBgNVHQ4EFgQUIza6dRErHh3GNj05GtNi\n"
                                "FzuF4IEwHwYDVR0jBBgwFoAUIza6dRErHh3GNj05GtNiFzuF4IEwDwYDVR0TAQH/\n"
                                "BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiBmzvYbkxaW6/E6sFzQZvU7hWZ9BIzV\n"
                                "D2CEqn+3vxO6TgIgaD3hVrQqmB4t3L81TZBTEv9AViVDVZ3l0HSpApyAWQ4=\n"
                                "-----END CERTIFICATE-----\n";
const QByteArray kLockedKey = "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
                              "MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAj0RVsEjHgY7AICCAAw\n"
                              "DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEELB3NvEHgPYe52D8YFutHGMEgZCe\n"
                              "up40lzkVHE5mGauLaSmBgDR00/CcMFioyuhdY1JmXNnNCDm9XWXxMOvu6NM9sJib\n"
                              "tpL1zOwh4y3lmBbGl9/HpimxKGsCxx34px9YwnfdK4uoq8BtiZHAYU8rc4TiQvUu\n"
                              "8zolZWZhQyhvh8lQC2e6GukhSbE+GZdVrjLcFliZmc7Py/ThoOKJXGHBOxm8mR4=\n"
                              "-----END ENCRYPTED PRIVATE KEY-----\n";
const QByteArray kPkcs12
    = QByteArray::fromBase64("MIIEDAIBAzCCA8IGCSqGSIb3DQEHAaCCA7MEggOvMIIDqzCCAmIGCSqGSIb3DQEHBqCCAlMwggJPAgEAMIICSAYJKoZIhvcNAQcB"
                             "MFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAg564QQ6ecYNQICCAAwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEIdW"
                             "Efl1w28GSWGYx5nxPqiAggHg9LtWBjM46tnww2AwgUUKV5fMYzmaUf5K4BApNmwQOR7+hOZnyQLaIxfUmv37yJon2HJjxExtcO5c"
                             "MbDThCPzQgd5pdsLXYD9pnSZkAcMGkhWWmKZyvut1DAIjikU3JDJ0hiPdvPf5u/YpenyM3YJBOUQ9VaW91XqgyPVsN49zAtgREs6"
                             "3dT2FyPjuv2KnrjxO5MUz5T43l7L+stnGZH7P+EpA1gaiTc7W63UpVU+lvzcLZQyAtyB4Ae7Mivt/qgZ1fwR0Ysw+BhBk1zFdD8C"
                             "SQCpy880w2JxkiUNH0nM3HN47LlNZyRsyThJGdYejphS13ohNC0euEG4YMrAjna8IWrwvkl17Ffo6sTwLpDF88HGRcwZObu4x+i4"
                             "Q+yGUVy9qX2m8EghtqP5NySrSb0R/GcioBjDJCmcsGk0QbrbcLAETmZ2z/HeySi3HTWprmBKMpOUCkRpnjFyMjod4qWrnlEI/HUg"
                             "lXcnFjJLazV1CAqn0PjhFvJO7cMtpe8qzFI8C4ALHeQZXtHqmn3lnD9SsokE7zH62/yd4SE0Fv3YHSJOLDgbfdwsgiLzx7lo8UDB"
                             "KJH+aAtAWUYbDT9c23DI5aSGpxZ8BqD68e2xvCv9LwUxQOchTu/MchXze8B9/YnwMIIBQQYJKoZIhvcNAQcBoIIBMgSCAS4wggEq"
                             "MIIBJgYLKoZIhvcNAQwKAQKgge8wgewwVwYJKoZIhvcNAQUNMEowKQYJKoZIhvcNAQUMMBwECOMJ0vGh8B1TAgIIADAMBggqhkiG"
                             "9w0CCQUAMB0GCWCGSAFlAwQBKgQQp+8C+KQFhk9BvGs7Ygl+AgSBkI0vPR3CDE1BmEa/AZZuwVlqreA6gzK1PBS/479nxPTUGo8V"
                             "CfZB6kap0TimGgaR6lq6WilroSTnpXZFgtRgT2nCldu4GBN3IRsTnyHKn2f/2AcT3DhVEZxoBGJ694gKHLQZ/4uc10eToIZ2kH9Z"
                             "40a0NHApS6MBS7axXJat83nxdCduVx61DJO8lVkKwy3ITzElMCMGCSqGSIb3DQEJFTEWBBSUYB/VighWnaLuEjuRzdROZLbw0DBB"
                             "MDEwDQYJYIZIAWUDBAIBBQAEID4OvYCXWNgLUqlikLOPqPM3nev4dxNaDCAey5O3AGlfBAimnvwYEsOhHAICCAA=");

/// The window over the real transport, with a request that shows a client certificate. Nothing listens at its address.
struct Certified {
    SystemClock clock;
    CurlTransport transport{clock};
    Theme theme;
    Session session{transport, clock};
    MainWindow window{theme, session, {}};

    Certified()
    {
        window.resize(1440, 900);
        window.show();
        window.openText("curl https://127.0.0.1:1/orders");
        QCoreApplication::processEvents();
    }

    void send(const std::function<void(RequestDraft &)> &change)
    {
        change(window.requests().current()->draft);
        window.requests().current()->draft.transport.proxy = ProxyChoice::None;
        window.pane()->showCurrent();
        window.send();
        REQUIRE(QTest::qWaitFor([&] { return window.requests().current()->answer.has_value(); }));
    }
    const ReportVerdict &verdict() { return window.requests().current()->answer->report.verdict; }
    QPushButton *button(const QString &text) const
    {
        for (QPushButton *button : window.findChildren<QPushButton *>()) {
            if (button->text() == text && button->isVisible())
                return button;
        }
        return nullptr;
    }
};

}

TEST_CASE("Client certificate in the window: a wrong passphrase sends nothing, and leads to where it is typed", "[main_window][bad-input]")
{
    const auto [isPkcs12, passphrase, says] = GENERATE(table<bool, const char *, const char *>({
        {false, "wrong", "The passphrase of the client key is wrong."},
        {false, "", "The client key is locked with a passphrase."},
        {true, "wrong", "The passphrase of the client key is wrong."},
        {true, "", "The client key is locked with a passphrase."},
    }));
    CAPTURE(isPkcs12, passphrase);
    Certified at;
    at.send([&](RequestDraft &draft) {
        draft.auth.kind = AuthKind::ClientCertificate;
        draft.auth.certificate.certificateData = Secret(isPkcs12 ? kPkcs12 : kCertificate);
        draft.auth.certificate.keyData = isPkcs12 ? Secret() : Secret(kLockedKey);
        draft.auth.secret = Secret(passphrase);
    });
    CHECK(at.verdict().headline == QString("Not sent: ") + says);
    CHECK_FALSE(at.verdict().line.isEmpty());
    CHECK_FALSE(at.verdict().line.contains("auth"));
    REQUIRE(QTest::qWaitFor([&] { return at.button("Change the credential…") != nullptr; }));
    at.button("Change the credential…")->click();
    CHECK(at.window.pane()->editor()->currentTab() == RequestEditor::Auth);
}

TEST_CASE("Client certificate in the window: the right passphrase is no fault", "[main_window][bad-input]")
{
    Certified at;
    at.send([&](RequestDraft &draft) {
        draft.auth.kind = AuthKind::ClientCertificate;
        draft.auth.certificate.certificateData = Secret(kPkcs12);
        draft.auth.secret = Secret("right");
    });
    CHECK(at.verdict().headline.startsWith("No answer to diagnose"));
}

TEST_CASE("Client certificate in the window: one from a file leads to the settings, and names the file", "[main_window][bad-input]")
{
    QTemporaryDir folder;
    QFile file(folder.filePath("client.p12"));
    REQUIRE(file.open(QFile::WriteOnly));
    file.write(kPkcs12);
    file.close();
    Certified at;
    at.send([&](RequestDraft &draft) {
        draft.transport.clientCertificate = file.fileName();
        draft.transport.clientKeyPassphrase = Secret("wrong");
    });
    CHECK(at.verdict().headline.contains("The passphrase of the client key is wrong."));
    CHECK(at.verdict().line.contains("client.p12"));
    REQUIRE(QTest::qWaitFor([&] { return at.button("Change the settings…") != nullptr; }));
    at.button("Change the settings…")->click();
    CHECK(at.window.pane()->editor()->currentTab() == RequestEditor::Settings);
}
