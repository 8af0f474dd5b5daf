#include "screenshots/sign_in_pictures.h"

#include "core/secrets/session_store.h"
#include "screenshots/scene_transport.h"
#include "ui/request/pasted_key.h"
#include "ui/sign_in/provider_picker.h"
#include "ui/sign_in/sign_in_form.h"
#include "ui/sign_in/sign_in_window.h"

#include <QDir>
#include <QElapsedTimer>
#include <QtTest/QTest>

namespace keyhole {

namespace {

using Grant = OAuth2Settings::Grant;

const QByteArray kIssuer = "https://id.example.com/realms/shop";
const QByteArray kLockedKey = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIHsMFcGCSqGSIb3DQEFDTBK\n-----END ENCRYPTED PRIVATE KEY-----\n";
const FieldList kJson{{"content-type", "application/json", {}}};

void teachIssuer(SceneTransport &transport)
{
    transport.answer(
        kIssuer + "/.well-known/openid-configuration",
        {200, "OK", kJson,
         QByteArray(
             R"({"issuer":"ISS","authorization_endpoint":"ISS/auth","token_endpoint":"ISS/token","device_authorization_endpoint":"ISS/device",)"
             R"("scopes_supported":["openid","profile","orders:read","orders:write","orders:refund"]})")
             .replace("ISS", kIssuer)});
    transport.answer(
        kIssuer + "/device",
        {200, "OK", kJson,
         R"({"device_code":"9f2c41aa7d0b","user_code":"WDJB-MJHT","verification_uri":"https://id.example.com/device","interval":5})"});
    transport.answer(kIssuer + "/token",
                     {200, "OK", kJson,
                      R"({"access_token":"pX4mQ9vRz7KtB2nLw8Yc1Jd5Hs6","refresh_token":"rT8kN3bVq6Zy","token_type":"Bearer",)"
                      R"("expires_in":"3600","scope":"orders:read"})"});
}

/// Forgets everything, and takes nothing.
struct LockedStore final : CredentialStore {
    SessionStore memory;
    StoreState state() const override { return StoreState::Locked; }
    bool isLasting() const override { return true; }
    std::vector<CredentialInfo> list() const override { return {}; }
    Answer<Credential> read(const CredentialId &) override { return refused<Credential>(); }
    Answer<void> write(const Credential &) override { return refused<void>(); }
    Answer<void> remove(const CredentialId &) override { return refused<void>(); }
    CredentialStore *untilQuit() override { return &memory; }
    QFuture<StoreState> refresh() override { return memory.refresh(); }
    QFuture<StoreState> unlock() override { return memory.unlock(); }
    QFuture<StoreState> startAnew() override { return memory.startAnew(); }

private:
    template <class T> static Answer<T> refused()
    {
        return QtFuture::makeReadyFuture(Result<T, StoreError>(failure(storeError(StoreFault::Locked))));
    }
};

AuthDraft asked(Grant grant)
{
    AuthDraft auth;
    auth.kind = AuthKind::OAuth2;
    auth.oauth2.grant = grant;
    auth.oauth2.issuer = kIssuer;
    auth.oauth2.clientId = "orders-desk";
    auth.oauth2.scope = "orders:read orders:write";
    if (grant == Grant::ClientCredentials)
        auth.oauth2.clientAuthentication = OAuth2Settings::ClientAuthentication::Basic;
    return auth;
}

/// What a person typed into the form before the picture.
void fillIn(SignInWindow &window, Grant grant)
{
    if (grant != Grant::JwtBearer)
        return;
    AuthDraft auth = window.form()->auth();
    auth.oauth2.assertion.claims = R"({"iss":"orders-desk","sub":"ada@example.com","aud":"","scope":"","iat":"now","exp":"in 5 minutes"})";
    window.ask(auth, window.form()->origins(), "Staging");
    window.form()->provider()->choose("keycloak");
}

struct Picture {
    const char *name;
    Grant grant;
    bool starts = true;
    bool locked = false;
    const char *fault = "";  ///< of the token endpoint
    int status = 400;
    const char *endpoint = "";  ///< typed in the place of the issuer
    bool lockedKey = false;
};

bool take(const Picture &picture, ThemeChoice choice, const QDir &folder)
{
    Theme theme;
    theme.setChoice(choice);
    SceneTransport transport;
    SceneClock clock;
    SessionStore open;
    LockedStore locked;
    teachIssuer(transport);
    if (*picture.fault)
        transport.answer(kIssuer + "/token", {picture.status, {}, kJson, picture.fault});
    SignInWindow window(theme, transport, clock, picture.locked ? static_cast<CredentialStore &>(locked) : open,
                        [](const QByteArray &) -> Result<void> { return {}; });
    window.setAttribute(Qt::WA_DeleteOnClose, false);
    window.ask(asked(picture.grant), {Url::parse("https://api.staging.example.com")->origin()}, "Staging");
    fillIn(window, picture.grant);
    if (*picture.endpoint || picture.lockedKey) {
        AuthDraft auth = window.form()->auth();
        auth.oauth2.issuer = *picture.endpoint ? QByteArray() : kIssuer;
        auth.oauth2.tokenEndpoint = picture.endpoint;
        if (picture.lockedKey)
            auth.oauth2.clientAuthentication = OAuth2Settings::ClientAuthentication::PrivateKeyJwt;
        window.ask(auth, window.form()->origins(), "Staging");
        window.form()->clientKey()->setSecret(Secret(kLockedKey));
    }
    window.show();
    if (picture.starts)
        window.start();
    QTest::qWait(400);
    return window.grab().save(folder.filePath(
        QStringLiteral("sign-in-%1-%2.png")
            .arg(QLatin1String(picture.name), choice == ThemeChoice::Light ? QLatin1String("light") : QLatin1String("dark"))));
}

}

bool signInPictures(const QDir &folder)
{
    const Picture pictures[] = {
        {"form", Grant::AuthorizationCode, false},
        {"password", Grant::Password, false},
        {"browser", Grant::AuthorizationCode},
        {"device", Grant::DeviceCode},
        {"token", Grant::ClientCredentials},
        {"locked", Grant::ClientCredentials, true, true},
        {"refused", Grant::ClientCredentials, true, false,
         R"({"error":"invalid_client","error_description":"Client <b>orders-desk</b> is disabled in realm shop."})"},
        {"page", Grant::ClientCredentials, true, false, "<!DOCTYPE html><html><title>Down for maintenance</title></html>", 200},
        {"lie", Grant::ClientCredentials, true, false,
         R"({"access_token":"pX4mQ9vRz7KtB2nLw8Yc1Jd5Hs6","token_type":"Bearer","expires_in":-5})", 200},
        {"assertion", Grant::JwtBearer, false},
        {"slow", Grant::ClientCredentials, true, false, "", 0, "https://id.example.com/slow"},
        {"no-answer", Grant::ClientCredentials, true, false, "", 0, "https://login.example.com/token"},
        {"locked-key", Grant::ClientCredentials, true, false, "", 0, "", true},
    };
    bool saved = true;
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
        for (const Picture &picture : pictures)
            saved &= take(picture, choice, folder);
    }
    return saved;
}

}
