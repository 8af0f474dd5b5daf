#include "catch.h"
#include "core/auth/authorization.h"

using namespace keyhole;

namespace {

AuthDraft auth(AuthKind kind, const char *secret)
{
    AuthDraft draft;
    draft.kind = kind;
    draft.secret = Secret(secret);
    return draft;
}

}

TEST_CASE("Auth: Basic is user and password in base64", "[auth]")
{
    AuthDraft draft = auth(AuthKind::Basic, "open sesame");
    draft.user = "Aladdin";
    CHECK(applyAuth(draft).fields.value("Authorization") == QByteArray("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
}

TEST_CASE("Auth: Bearer sends the token behind the scheme that is chosen", "[auth]")
{
    const auto [scheme, token, expected] = GENERATE(table<const char *, const char *, const char *>({
        {"Bearer", "abc", "Bearer abc"},
        {"token", "abc", "token abc"},
        {"", "abc", "abc"},
        {"Bearer", "", "Bearer"},
        {"", "", ""},
    }));
    AuthDraft draft = auth(AuthKind::Bearer, token);
    draft.scheme = scheme;
    CHECK(applyAuth(draft).fields.value("Authorization") == QByteArray(expected));
}

TEST_CASE("Auth: an API key goes where it is meant to go", "[auth]")
{
    AuthDraft draft = auth(AuthKind::ApiKey, "k&y");
    draft.keyName = "key";
    draft.keyPlace = KeyPlace::Header;
    CHECK(applyAuth(draft).fields.value("key") == QByteArray("k&y"));
    draft.keyPlace = KeyPlace::Query;
    CHECK(applyAuth(draft).query == "key=k%26y");
    CHECK(applyAuth(draft).fields.isEmpty());
    draft.keyPlace = KeyPlace::Cookie;
    CHECK(applyAuth(draft).cookie == "key=k&y");
}

TEST_CASE("Auth: what is shown never holds the secret", "[auth]")
{
    const AuthKind kind = GENERATE(AuthKind::Basic, AuthKind::Bearer, AuthKind::ApiKey, AuthKind::Raw);
    const KeyPlace place = GENERATE(KeyPlace::Header, KeyPlace::Query, KeyPlace::Cookie);
    const char *secret = GENERATE("short", "0123456789abcdefghijklmnopqrstuvwxyz");
    AuthDraft draft = auth(kind, secret);
    draft.user = "alice";
    draft.keyPlace = place;
    const AuthEffect effect = applyAuth(draft);
    CAPTURE(effect.display);
    CHECK_FALSE(effect.display.isEmpty());
    CHECK_FALSE(effect.display.contains(QString(secret)));
    for (const Field &field : effect.fields)
        CHECK_FALSE(effect.display.contains(QString::fromUtf8(field.value.right(6))));
}

TEST_CASE("Auth: none adds nothing", "[auth]")
{
    const AuthEffect effect = applyAuth({});
    CHECK((effect.fields.isEmpty() && effect.query.isEmpty() && effect.cookie.isEmpty() && effect.display.isEmpty()));
}
