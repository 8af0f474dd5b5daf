#include "catch.h"
#include "collection_on_disk.h"
#include "core/collection/kept_draft.h"
#include "core/json/values.h"

#include <QDirIterator>

using namespace keyhole;

namespace {

using Grant = OAuth2Settings::Grant;
using Authentication = OAuth2Settings::ClientAuthentication;

/// How a sign-in is made, each setting other than it is by itself.
AuthDraft wholeSignIn(Grant grant, Authentication client)
{
    AuthDraft auth;
    auth.kind = AuthKind::OAuth2;
    auth.credential = "0123456789abcdef0123456789abcdef";
    auth.scheme = "Token";
    auth.dpop = true;
    OAuth2Settings &settings = auth.oauth2;
    settings.grant = grant;
    settings.clientAuthentication = client;
    settings.issuer = "https://id.example.com/realms/shop";
    settings.authorizationEndpoint = "https://id.example.com/auth";
    settings.tokenEndpoint = "https://id.example.com/token";
    settings.deviceEndpoint = "https://id.example.com/device";
    settings.revocationEndpoint = "https://id.example.com/revoke";
    settings.clientId = "orders-desk";
    settings.scope = "openid orders:read";
    settings.resources = {"https://api.example.com/", "https://files.example.com/"};
    settings.audience = "orders";
    settings.refreshBeforeExpiry = false;
    settings.assertion.algorithm = "PS256";
    settings.assertion.header = R"({"typ":"JWT"})";
    settings.assertion.claims = R"({"iss":"orders-desk","sub":"ada@example.com"})";
    settings.assertion.withId = true;
    settings.redirectAddress = "http://127.0.0.1:8400/callback";
    settings.furtherParameters = "prompt=consent&access_type=offline";
    settings.keyId = "key-2026";
    return auth;
}

QByteArray allFiles(const QString &folder)
{
    QByteArray all;
    QDirIterator each(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (each.hasNext()) {
        QFile file(each.next());
        if (file.open(QFile::ReadOnly))
            all += file.readAll();
    }
    return all;
}

RequestDraft savedAndOpened(const CollectionOnDisk &disk, const RequestDraft &draft)
{
    auto collection = CollectionFolder::open(disk.path());
    REQUIRE(collection);
    const int id = collection->idOf("whoami.yml");
    auto request = collection->requestFile(id);
    REQUIRE(request);
    request->draft.auth = draft.auth;
    request->draft.furtherAuth = draft.furtherAuth;
    REQUIRE(collection->save(id, *request));
    auto again = CollectionFolder::open(disk.path());
    REQUIRE(again);
    const auto opened = again->requestFile(again->idOf("whoami.yml"));
    REQUIRE(opened);
    return opened->draft;
}

}

TEST_CASE("Collection: every setting of a sign-in is the same after a save", "[collection][oauth]")
{
    const auto grant = GENERATE(Grant::AuthorizationCode, Grant::ClientCredentials, Grant::DeviceCode, Grant::TokenExchange,
                                Grant::Password, Grant::JwtBearer);
    const auto client = GENERATE(Authentication::None, Authentication::Basic, Authentication::Post, Authentication::PrivateKeyJwt,
                                 Authentication::MutualTls);
    CAPTURE(int(grant), int(client));
    const CollectionOnDisk disk;
    RequestDraft draft;
    draft.auth = wholeSignIn(grant, client);
    const AuthDraft back = savedAndOpened(disk, draft).auth;
    CHECK(back.oauth2 == draft.auth.oauth2);
    CHECK(back.credential == draft.auth.credential);
    CHECK(back.dpop);
    CHECK(back.scheme == "Token");
}

TEST_CASE("Collection: a second credential that signs in keeps its settings as well", "[collection][oauth]")
{
    const CollectionOnDisk disk;
    RequestDraft draft;
    draft.auth = {AuthKind::Basic, "me", {}};
    draft.furtherAuth = {wholeSignIn(Grant::JwtBearer, Authentication::PrivateKeyJwt)};
    const RequestDraft back = savedAndOpened(disk, draft);
    REQUIRE(back.furtherAuth.size() == 1);
    CHECK(back.furtherAuth[0].oauth2 == draft.furtherAuth[0].oauth2);
}

TEST_CASE("Collection: settings of a sign-in that are taken back are gone after a save", "[collection][oauth]")
{
    const CollectionOnDisk disk;
    RequestDraft draft;
    draft.auth = wholeSignIn(Grant::JwtBearer, Authentication::MutualTls);
    savedAndOpened(disk, draft);
    draft.auth.oauth2 = {};
    draft.auth.oauth2.clientId = "orders-desk";
    const AuthDraft back = savedAndOpened(disk, draft).auth;
    CHECK(back.oauth2 == draft.auth.oauth2);
}

TEST_CASE("Collection: of a sign-in no secret is written", "[collection][oauth]")
{
    const CollectionOnDisk disk;
    RequestDraft draft;
    draft.auth = wholeSignIn(Grant::AuthorizationCode, Authentication::Post);
    draft.auth.secret = Secret("canary-access-token");
    draft.auth.secondSecret = Secret("canary-client-secret");
    draft.auth.dpopKey = Secret("canary-dpop-key");
    draft.auth.oauth2.furtherParameters = "id_token_hint=canary-id&prompt=login&Client_Secret=canary-client&x=eyJjanary-";
    const auto grant = GENERATE(Grant::AuthorizationCode, Grant::DeviceCode);
    draft.auth.oauth2.grant = grant;
    const AuthDraft back = savedAndOpened(disk, draft).auth;
    CHECK_FALSE(allFiles(disk.path()).contains("canary-"));
    CHECK_FALSE(allFiles(disk.path()).contains("eyJjanary"));
    CHECK(back.oauth2.furtherParameters == "prompt=login");
}

TEST_CASE("Collection: how the client is shown is what the file says, once another program wrote it there", "[collection][oauth]")
{
    AuthDraft auth = wholeSignIn(Grant::AuthorizationCode, Authentication::PrivateKeyJwt);
    const JsonValue kept = keptOf(auth);
    AuthDraft read;
    read.kind = AuthKind::OAuth2;
    read.oauth2.clientAuthentication = Authentication::Post;
    complete(read, kept);
    CHECK(read.oauth2.clientAuthentication == Authentication::Post);
    AuthDraft other;
    other.kind = AuthKind::Bearer;
    complete(other, kept);
    CHECK(other.oauth2 == OAuth2Settings());
}

TEST_CASE("Collection: the redirect address and further parameters of a code stand in the file, where other programs read them",
          "[collection][oauth]")
{
    const CollectionOnDisk disk;
    RequestDraft draft;
    draft.auth = wholeSignIn(Grant::AuthorizationCode, Authentication::Basic);
    savedAndOpened(disk, draft);
    QFile file(disk.path() + "/whoami.yml");
    REQUIRE(file.open(QFile::ReadOnly));
    const QByteArray text = file.readAll();
    INFO(text.toStdString());
    CHECK(text.contains("callbackUrl: http://127.0.0.1:8400/callback"));
    CHECK(text.contains("authorizationRequest:"));
    CHECK(text.contains("name: access_type"));
    CHECK(text.contains("value: offline"));
}

TEST_CASE("Collection: a sign-in that becomes one without a browser loses no redirect address on the way there and back",
          "[collection][oauth]")
{
    const CollectionOnDisk disk;
    RequestDraft draft;
    draft.auth = wholeSignIn(Grant::AuthorizationCode, Authentication::Basic);
    RequestDraft there = savedAndOpened(disk, draft);
    there.auth.oauth2.grant = Grant::ClientCredentials;
    RequestDraft back = savedAndOpened(disk, there);
    CHECK(back.auth.oauth2 == there.auth.oauth2);
    back.auth.oauth2.grant = Grant::AuthorizationCode;
    CHECK(savedAndOpened(disk, back).auth.oauth2 == draft.auth.oauth2);
}
