#include "catch.h"
#include "core/auth/challenge_answer.h"

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
    CHECK(applyAuth(draft)->fields.value("Authorization") == QByteArray("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
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
    CHECK(applyAuth(draft)->fields.value("Authorization") == QByteArray(expected));
}

TEST_CASE("Auth: an API key goes where it is meant to go", "[auth]")
{
    AuthDraft draft = auth(AuthKind::ApiKey, "k&y");
    draft.keyName = "key";
    draft.keyPlace = KeyPlace::Header;
    CHECK(applyAuth(draft)->fields.value("key") == QByteArray("k&y"));
    draft.keyPlace = KeyPlace::Query;
    CHECK(applyAuth(draft)->query == "key=k%26y");
    CHECK(applyAuth(draft)->fields.isEmpty());
    draft.keyPlace = KeyPlace::Cookie;
    CHECK(applyAuth(draft)->cookie == "key=k&y");
}

TEST_CASE("Auth: what is shown never holds the secret", "[auth]")
{
    const AuthKind kind = GENERATE(AuthKind::Basic, AuthKind::Bearer, AuthKind::ApiKey, AuthKind::Raw);
    const KeyPlace place = GENERATE(KeyPlace::Header, KeyPlace::Query, KeyPlace::Cookie);
    const char *secret = GENERATE("short", "0123456789abcdefghijklmnopqrstuvwxyz");
    AuthDraft draft = auth(kind, secret);
    draft.user = "alice";
    draft.keyPlace = place;
    const AuthEffect effect = applyAuth(draft).value();
    CAPTURE(effect.display);
    CHECK_FALSE(effect.display.isEmpty());
    CHECK_FALSE(effect.display.contains(QString(secret)));
    for (const Field &field : effect.fields)
        CHECK_FALSE(effect.display.contains(QString::fromUtf8(field.value.right(6))));
}

TEST_CASE("Auth: none adds nothing", "[auth]")
{
    const AuthEffect effect = applyAuth({}).value();
    CHECK((effect.fields.isEmpty() && effect.query.isEmpty() && effect.cookie.isEmpty() && effect.display.isEmpty()));
}

TEST_CASE("Auth: custom fields hold the secret and the user where they are named", "[auth]")
{
    AuthDraft draft = auth(AuthKind::Custom, "s3cr3t{{user}}");
    draft.user = "alice";
    draft.custom = {{true, "X-Key", "k={{secret}}; u={{user}}", {}}, {false, "X-Off", "{{secret}}", {}}, {true, "X-Plain", "1", {}}};
    const AuthEffect effect = applyAuth(draft).value();
    CHECK(effect.fields.value("X-Key") == QByteArray("k=s3cr3t{{user}}; u=alice"));
    CHECK_FALSE(effect.fields.contains("X-Off"));
    CHECK(effect.fields.value("X-Plain") == QByteArray("1"));
    CHECK_FALSE(effect.display.contains("s3cr3t"));
}

TEST_CASE("Auth: Basic goes in UTF-8, and in ISO-8859-1 once the server refused that without asking for it", "[auth]")
{
    AuthDraft draft = auth(AuthKind::Basic, "p\xC3\xA4ss");
    draft.user = "alice";
    AuthContext context;
    context.request.url = *Url::parse("https://api.example.com/");
    AuthMemory memory;
    context.memory = &memory;
    const QByteArray utf8 = "Basic " + QByteArray("alice:p\xC3\xA4ss").toBase64(),
                     latin1 = "Basic " + QByteArray("alice:p\xE4ss").toBase64();
    CHECK(applyAuth(draft, context)->fields.value("Authorization") == utf8);

    Hop hop;
    hop.request = context.request;
    hop.request.fields.append("Authorization", utf8);
    hop.response.emplace();
    hop.response->status = 401;
    const bool asked = GENERATE(false, true);
    hop.response->fields.append("WWW-Authenticate", asked ? "Basic realm=\"a\", charset=\"UTF-8\"" : "Basic realm=\"a\"");
    memory.take(hop);
    CHECK(applyAuth(draft, context)->fields.value("Authorization") == (asked ? utf8 : latin1));
    CHECK(answerChallenge(hop, draft, memory, 0).has_value() == !asked);
    CHECK_FALSE(answerChallenge(hop, draft, memory, 1));
    draft.secret = Secret("\xE2\x82\xAC");  // the euro sign is not in ISO-8859-1
    CHECK_FALSE(answerChallenge(hop, draft, memory, 0));
}

TEST_CASE("Auth: two credentials for one place are refused with both named, others go together", "[auth]")
{
    AuthDraft bearer = auth(AuthKind::Bearer, "t"), key = auth(AuthKind::ApiKey, "k"), custom = auth(AuthKind::Custom, "c");
    AuthDraft certificate = auth(AuthKind::ClientCertificate, "");
    key.keyName = "X-Key";
    custom.custom = {{true, "x-key", "{{secret}}", {}}};
    CHECK_FALSE(refuseTogether({bearer, key, certificate}));
    CHECK_FALSE(refuseTogether({bearer, custom}));

    const auto twice = refuseTogether({key, bearer, custom});
    REQUIRE(twice);
    CHECK((twice->what.contains("API key") && twice->what.contains("Custom") && twice->what.contains("x-key")));
    const auto [a, b] = GENERATE(table<AuthKind, AuthKind>({{AuthKind::Basic, AuthKind::Digest},
                                                            {AuthKind::Bearer, AuthKind::OAuth1},
                                                            {AuthKind::AwsSignature4, AuthKind::Negotiate},
                                                            {AuthKind::Ntlm, AuthKind::SignedJwt},
                                                            {AuthKind::ClientCertificate, AuthKind::ClientCertificate}}));
    CHECK(refuseTogether({auth(a, ""), auth(b, "")}));
}

TEST_CASE("Auth: a credential that was not read yet is shown by its place alone", "[auth]")
{
    AuthDraft draft = auth(GENERATE(AuthKind::SignedJwt, AuthKind::OAuth1, AuthKind::AwsSignature4), "********");
    draft.credential = QByteArray(32, 'a');
    draft.aws = {"AKIDEXAMPLE", "us-east-1", "s3"};
    AuthContext context;
    context.request.method = "GET";
    context.request.url = *Url::parse("https://api.example.com/");
    const auto effect = applyAuth(draft, context);
    REQUIRE(effect);
    CHECK(QByteArray::fromPercentEncoding(effect->fields.value("Authorization").value_or(QByteArray())).contains("********"));
}
