#include "catch.h"

#include "core/collection/draft_from_exchange.h"

using namespace keyhole;

namespace {

Exchange exchangeWith(FieldList fields, const QByteArray &body = {})
{
    Exchange exchange;
    Hop hop;
    hop.request.method = "POST";
    hop.request.url = *Url::parse("https://api.example.com/a?b=c");
    hop.request.fields = std::move(fields);
    hop.request.body = body;
    exchange.hops.push_back(std::move(hop));
    return exchange;
}

}

TEST_CASE("draftFromExchange: keeps method, address, fields in order and the body", "[collection]")
{
    const RequestDraft draft = draftFromExchange(exchangeWith({{"X-B", "2", {}}, {"X-A", "1", {}}, {"x-b", "3", {}}}, "{\"a\":1}"));
    CHECK(draft.method == "POST");
    CHECK(draft.address == "https://api.example.com/a?b=c");
    REQUIRE(draft.fields.size() == 3);
    CHECK(draft.fields[0].name == "X-B");
    CHECK(draft.fields[2].name == "x-b");
    CHECK(draft.body.text == "{\"a\":1}");
}

TEST_CASE("draftFromExchange: leaves out what every request makes anew", "[collection]")
{
    const char *name = GENERATE("Host", "content-length", "Connection", "Transfer-Encoding", ":authority", ":path");
    CAPTURE(name);
    CHECK(draftFromExchange(exchangeWith({{name, "x", {}}})).fields.empty());
}

TEST_CASE("draftFromExchange: reads the credential into its scheme", "[collection]")
{
    const auto [value, kind, secret] = GENERATE(table<const char *, AuthKind, const char *>({
        {"Bearer abc.def", AuthKind::Bearer, "abc.def"},
        {"bearer abc", AuthKind::Bearer, "abc"},
        {"Basic dXNlcjpwYXNz", AuthKind::Basic, "pass"},
        {"Bearer  two-blanks", AuthKind::Raw, "Bearer  two-blanks"},
        {"basic dXNlcjpwYXNz", AuthKind::Raw, "basic dXNlcjpwYXNz"},
        {"Basic not*base64", AuthKind::Raw, "Basic not*base64"},
        {"Digest username=\"a\"", AuthKind::Raw, "Digest username=\"a\""},
    }));
    CAPTURE(value);
    const AuthDraft auth = draftFromExchange(exchangeWith({{"Authorization", value, {}}})).auth;
    CHECK(auth.kind == kind);
    CHECK(auth.secret.reveal() == secret);
}

TEST_CASE("draftFromExchange: a second Authorization stays a field, so that the duplicate is not lost", "[collection]")
{
    const RequestDraft draft = draftFromExchange(exchangeWith({{"Authorization", "Bearer a", {}}, {"Authorization", "Bearer b", {}}}));
    CHECK(draft.auth.secret.reveal() == "a");
    REQUIRE(draft.fields.size() == 1);
    CHECK(draft.fields[0].value == "Bearer b");
}

TEST_CASE("draftFromExchange: cookies become rows, and the jar stays out of it", "[collection]")
{
    const RequestDraft draft = draftFromExchange(exchangeWith({{"Cookie", "sid=1=2; theme=dark", {}}}));
    REQUIRE(draft.cookies.size() == 2);
    CHECK(draft.cookies[0].name == "sid");
    CHECK(draft.cookies[0].value == "1=2");
    CHECK(draft.cookies[1].name == "theme");
    CHECK_FALSE(draft.useJar);
}

TEST_CASE("moveCredentialToAuth: takes the one typed Authorization, and leaves what is doubtful alone", "[collection]")
{
    RequestDraft draft;
    draft.fields = {{true, "Accept", "*/*", {}}, {true, "authorization", "Bearer abc", {}}};
    moveCredentialToAuth(draft);
    CHECK(draft.auth.kind == AuthKind::Bearer);
    CHECK(draft.fields.size() == 1);

    RequestDraft twice;
    twice.fields = {{true, "Authorization", "Bearer a", {}}, {true, "Authorization", "Bearer b", {}}};
    moveCredentialToAuth(twice);
    CHECK(twice.auth.kind == AuthKind::None);
    CHECK(twice.fields.size() == 2);

    RequestDraft off;
    off.fields = {{false, "Authorization", "Bearer a", {}}};
    moveCredentialToAuth(off);
    CHECK(off.fields.size() == 1);
}
