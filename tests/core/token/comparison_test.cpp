#include "catch.h"
#include "core/token/comparison.h"
#include "made_token.h"

using namespace keyhole;
using Change = MemberComparison::Change;
using Part = MemberComparison::Part;

namespace {

TokenComparison compared(const QByteArray &left, const QByteArray &right)
{
    return compareTokens(tokenOf(left), tokenOf(right));
}

const MemberComparison &member(const TokenComparison &comparison, const QByteArray &name)
{
    const auto found = std::find_if(comparison.members.begin(), comparison.members.end(),
                                    [&](const MemberComparison &each) { return each.name() == name; });
    REQUIRE(found != comparison.members.end());
    return *found;
}

}

TEST_CASE("compareTokens: tells what is the same, changed, and on one side alone", "[token]")
{
    const TokenComparison comparison = compared(R"({"iss":"a","sub":"ada","tid":"1"})", R"({"iss":"a","sub":"bob","oid":"2"})");
    CHECK(member(comparison, "iss").change == Change::Same);
    CHECK(member(comparison, "sub").change == Change::Changed);
    CHECK(member(comparison, "sub").left->text == "ada");
    CHECK(member(comparison, "sub").right->text == "bob");
    CHECK(member(comparison, "tid").change == Change::OnlyLeft);
    CHECK_FALSE(member(comparison, "tid").right);
    CHECK(member(comparison, "oid").change == Change::OnlyRight);
    CHECK(comparison.differing() == 3);
    CHECK(comparison.summary == "3 members differ: sub, tid, oid.");
}

TEST_CASE("compareTokens: keeps headers and payloads apart, headers first", "[token]")
{
    const TokenComparison comparison = compareTokens(tokenOf(R"({"typ":"Bearer"})", R"({"alg":"RS256","kid":"1"})"),
                                                     tokenOf(R"({"typ":"ID"})", R"({"alg":"RS256","kid":"2"})"));
    REQUIRE(comparison.members.size() == 3);
    CHECK(comparison.members[1].part == Part::Header);
    CHECK(comparison.members[1].name() == "kid");
    CHECK(comparison.members[1].change == Change::Changed);
    CHECK(comparison.members[2].part == Part::Payload);
}

TEST_CASE("compareTokens: compares lists and scopes as sets", "[token]")
{
    const auto [left, right, change, says] = GENERATE(table<const char *, const char *, Change, const char *>({
        {R"({"scope":"read admin"})", R"({"scope":"write read"})", Change::Changed, "with write, without admin"},
        {R"({"scope":"read write"})", R"({"scope":"write  read"})", Change::Same, "the same in another order"},
        {R"({"scp":"read"})", R"({"scp":["read","write"]})", Change::Changed, "with write"},
        {R"({"aud":"api"})", R"({"aud":["api"]})", Change::Changed, "the same, as a list"},
        {R"({"aud":["api"]})", R"({"aud":"api"})", Change::Changed, "the same, as a text"},
        {R"({"aud":["a","b"]})", R"({"aud":["b","a"]})", Change::Same, "the same in another order"},
        {R"({"roles":["1","2","3","4","5"]})", R"({"roles":[]})", Change::Changed, "without 1, 2, 3, 4 and 1 more"},
        {R"({"x":["a",{"b":1}]})", R"({"x":["a"]})", Change::Changed, ""},
        {R"({"aud":"api one"})", R"({"aud":"api two"})", Change::Changed, ""},
    }));
    CAPTURE(left, right);
    const TokenComparison comparison = compared(left, right);
    const MemberComparison &only = comparison.members.back();
    CHECK(only.change == change);
    CHECK(only.says == says);
}

TEST_CASE("compareTokens: compares objects member by member", "[token]")
{
    const TokenComparison comparison
        = compared(R"({"realm_access":{"roles":["user"],"x":{"y":1}}})", R"({"realm_access":{"roles":["user","admin"],"x":{"y":2}}})");
    CHECK(member(comparison, "realm_access.roles").says == "with admin");
    CHECK(member(comparison, "realm_access.x.y").change == Change::Changed);
    CHECK(member(comparison, "realm_access.x.y").path == std::vector<QByteArray>{"realm_access", "x", "y"});
}

TEST_CASE("compareTokens: tells by how much a time moved", "[token]")
{
    const TokenComparison later = compared(R"({"exp":1795242667})", R"({"exp":1795246267})");
    CHECK(member(later, "exp").later == Milliseconds(3'600'000));
    CHECK(member(later, "exp").says == QString("1%1h later").arg(QChar(0xA0)));
    CHECK(member(compared(R"({"exp":1795246267})", R"({"exp":1795242667})"), "exp").says.endsWith("earlier"));
    CHECK(member(compared(R"({"exp":1795242667})", R"({"exp":1795242667000})"), "exp").says == "in another unit");
    CHECK(member(compared(R"({"exp":1})", R"({"exp":true})"), "exp").says == "true or false instead of a number");
}

TEST_CASE("compareTokens: marks what every new token has anew, and does not count it", "[token]")
{
    const TokenComparison comparison
        = compared(R"({"sub":"a","jti":"1","iat":1,"nonce":"x"})", R"({"sub":"a","jti":"2","iat":2,"nonce":"y"})");
    CHECK(member(comparison, "jti").eachTime);
    CHECK(member(comparison, "jti").change == Change::Changed);
    CHECK_FALSE(member(comparison, "sub").eachTime);
    CHECK(comparison.differing() == 0);
    CHECK(comparison.summary == "The same claims, issued anew.");
}

TEST_CASE("compareTokens: has a sentence for tokens that are equal, or cannot be read", "[token]")
{
    const Token token = tokenOf(R"({"sub":"a"})"), opaque = decodeToken("3f9c1e77b2a94d01a6d2");
    CHECK(compareTokens(token, token).summary == "The same token.");
    CHECK(compareTokens(token, token).sameText);
    CHECK(compareTokens(token, opaque).summary == "Nothing in the second token can be read.");
    CHECK(compareTokens(opaque, token).summary == "Nothing in the first token can be read.");
    CHECK(compareTokens(opaque, decodeToken("x")).summary.startsWith("Different texts"));
    CHECK(
        compareTokens(token, decodeToken(compact(R"({"alg":"HS256"})", R"({ "sub":"a" })"))).summary.contains("the way they are written"));
}

TEST_CASE("compareTokens: looks at no more than its limits, and tells what was left out", "[token]")
{
    QByteArray many;
    for (int i = 0; i < 700; ++i)
        many += (many.isEmpty() ? "\"c" : ",\"c") + QByteArray::number(i) + "\":1";
    const TokenComparison comparison = compared('{' + many + '}', "{}");
    CHECK(comparison.members.size() == 501);  // with the alg of the header
    CHECK(comparison.leftOut == 200);
}
