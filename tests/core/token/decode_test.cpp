#include "catch.h"
#include "core/token/token.h"
#include "made_token.h"

using namespace keyhole;

namespace {
const QByteArray kHeader = R"({"alg":"HS256","typ":"JWT"})";
const QByteArray kPayload = R"({"sub":"ada","exp":1795242667})";
const QByteArray kWhole = compact(kHeader, kPayload);

/// The problem that must be the only one, or the first of several.
SyntaxError firstProblem(const Token &token)
{
    REQUIRE_FALSE(token.problems.empty());
    return token.problems.front();
}
bool says(const Token &token, const char *words)
{
    return std::any_of(token.problems.begin(), token.problems.end(),
                       [&](const SyntaxError &p) { return p.message.contains(QLatin1String(words)); });
}
}

TEST_CASE("decodeToken: a whole JWS has three segments, header and payload, and no problem", "[token]")
{
    const Token token = decodeToken(kWhole);
    CHECK(token.form == TokenForm::Jws);
    CHECK(token.problems.empty());
    REQUIRE(token.segments.size() == 3);
    CHECK(token.segments[1].offset == kWhole.indexOf('.') + 1);
    CHECK(token.segments[1].decoded == kPayload);
    CHECK(token.segments[2].decoded.size() == 32);
    CHECK(token.headerText("typ") == "JWT");
    CHECK(token.claimText("exp") == "1795242667");
    CHECK(token.text == kWhole);
}

TEST_CASE("decodeToken: an unsecured token is read, and named unsigned", "[token]")
{
    const Token token = decodeToken(compact(R"({"alg":"none"})", kPayload, ""));
    CHECK(token.form == TokenForm::Jws);
    CHECK(says(token, "unsigned"));
}

TEST_CASE("decodeToken: an encrypted token shows its header and nothing else", "[token]")
{
    const QByteArray head = encodeBase64Url(R"({"alg":"dir","enc":"A256GCM"})");
    const Token token = decodeToken(head + "..AAAA.BBBB.CCCC");
    CHECK(token.form == TokenForm::Jwe);
    CHECK(token.problems.empty());
    CHECK(token.segments.size() == 5);
    CHECK_FALSE(token.payload);
    CHECK(decodeToken(head + "..AAAA.BBBB").form == TokenForm::Broken);
    CHECK(says(decodeToken(head + "..AAAA.BBBB"), "authentication tag missing"));
    CHECK(says(decodeToken(head + "..AAAA..CCCC"), "the ciphertext is empty"));
}

TEST_CASE("decodeToken: says where a token stops being whole, and why", "[token]")
{
    const qsizetype dot = kWhole.indexOf('.');
    const qsizetype secondDot = kWhole.lastIndexOf('.');
    const auto inserted = [](qsizetype at, const char *what) { return QByteArray(kWhole).insert(at, what); };
    struct Case {
        QByteArray text;
        qsizetype offset;
        const char *words;
    };
    const Case cases[] = {
        {kWhole.first(dot - 5), dot - 5, "ends in the middle of the header, at \"typ\""},
        {kWhole.first(dot), dot, "ends after the header: payload, signature missing"},
        {kWhole.first(dot + 28), dot + 28, "ends in the middle of the payload, at \"exp\""},
        {kWhole.first(dot + 27), dot + 27, "ends in the middle of the payload, at \"exp\""},
        {kWhole.first(dot + 26), dot + 26, "ends in the middle of the payload"},
        {kWhole.first(secondDot), secondDot, "ends after the payload: signature missing"},
        {kWhole.first(secondDot + 1), secondDot + 1, "the signature is missing"},
        {kWhole + ".abcd", kWhole.size(), "more follows"},
        {kWhole + ".", kWhole.size(), "more follows"},
        {'"' + kWhole + '"', 0, "quotation mark before"},
        {kWhole + '"', kWhole.size(), "quotation mark after"},
        {kWhole + "\n", kWhole.size(), "line break after"},
        {" " + kWhole, 0, "white space before"},
        {"Bearer " + kWhole, 0, "the word Bearer"},
        {"\"bearer " + kWhole + "\"", 1, "the word Bearer"},
        {inserted(dot + 5, " "), dot + 5, "payload: white space inside"},
        {inserted(dot + 5, "\r\n"), dot + 5, "payload: a line break inside"},
        {inserted(7, "%"), 7, "header: a percent-escape"},
        {inserted(dot, "=="), dot, "header: padding"},
        {inserted(secondDot + 4, "+"), secondDot + 4, "signature: '+' is of standard base64"},
        {inserted(secondDot + 4, "\xE2\x80\xA6"), secondDot + 4, "signature: an ellipsis"},
        {kWhole + "=", kWhole.size(), "signature: padding"},
        {kWhole + "%3D", kWhole.size(), "escaped '='"},
        {kWhole + ",x", kWhole.size(), "signature: a comma"},
        {kWhole + "~WyJzYWx0Il0~", kWhole.size(), "SD-JWT"},
        {QByteArray(kWhole).replace('.', "%2E"), dot, "an escaped dot"},
        {kWhole.toBase64(), 0, "encoded in base64 once more"},
        {compact(kHeader, encodeBase64Url(kPayload)), dot + 1, "the payload was encoded in base64 twice"},
        {compact(kHeader, "[1]"), dot + 1, "not an object"},
        {compact(kHeader, "{\"a\":1}x"), dot + 1 + 9, "the payload is not JSON at byte 7"},
        {compact(R"({"typ":"JWT"})", kPayload), 0, "names no algorithm"},
        {encodeBase64Url(kPayload), 0, "a payload alone"},
        {encodeBase64Url("{\"access_token\":\"" + kWhole + "\"}"), 0, "in its member \"access_token\""},
    };
    for (const Case &one : cases) {
        const Token token = decodeToken(one.text);
        CAPTURE(one.text, one.words);
        CHECK(token.form == TokenForm::Broken);
        CHECK(firstProblem(token).offset == one.offset);
        CHECK(says(token, one.words));
    }
}

TEST_CASE("decodeToken: reads on past a fault as far as the rest can be read", "[token]")
{
    CHECK(decodeToken("\"" + kWhole + "\"").claimText("sub") == "ada");
    CHECK(decodeToken(QByteArray(kWhole).replace('.', "%2E")).claimText("sub") == "ada");
    CHECK(decodeToken(kWhole.first(kWhole.lastIndexOf('.'))).claimText("sub") == "ada");
    CHECK(decodeToken(kWhole + "==").claimText("sub") == "ada");
    CHECK(decodeToken(encodeBase64Url(kPayload)).claimText("sub") == "ada");
}

TEST_CASE("decodeToken: every cut of a token is broken at its end, or opaque when hardly begun", "[token]")
{
    for (qsizetype length = 3; length < kWhole.size(); ++length) {
        const Token token = decodeToken(kWhole.first(length));
        CAPTURE(token.text);
        if (length <= kWhole.lastIndexOf('.') + 1) {
            CHECK(token.form == TokenForm::Broken);
            CHECK(token.problems.size() == 1);
            CHECK(firstProblem(token).offset == length);
        } else {
            CHECK_FALSE(token.problems.empty());  // a signature that is too short or ends in the middle of a byte
        }
    }
}

TEST_CASE("decodeToken: takes for opaque what is no JWT, even when it begins like one", "[token]")
{
    const auto text = GENERATE(as<QByteArray>(), "", "x", "ghp_16C7e42F292c6912E7710c838347Ae178B4a", "sk_live_51H", "a.b.c", "ey", "eyes",
                               "one two", "dXNlcjpwYXNz", "...", "\xFF\xFE",
                               "eyJpdiI6IkFCQyIsInZhbHVlIjoiREVGIiwibWFjIjoiMTIzIn0",  // {"iv":…}, a framework's encrypted cookie
                               "eyJpdiI6IkFCQyIsInZhbHVlIjoiREVGIiwibWFjIjoiMTIzIn0%3D",
                               "eyJ1c2VyIjoxfQ.ZxYz.abc");  // {"user":1}, a signed session cookie
    CAPTURE(text);
    const Token token = decodeToken(text);
    CHECK(token.form == TokenForm::Opaque);
    CHECK(token.problems.empty());
    CHECK(token.segments.empty());
    CHECK_FALSE(token.header);
}

TEST_CASE("decodeToken: a token above 1 MB is opaque, and the limit is told", "[token]")
{
    const Token token = decodeToken(compact(kHeader, "{\"a\":\"" + QByteArray(1 << 20, 'x') + "\"}"));
    CHECK(token.form == TokenForm::Opaque);
    CHECK(says(token, "1048576 are read at most"));
}

TEST_CASE("decodeToken: a claim that stands twice is told, and the last one counts", "[token]")
{
    const Token token = tokenOf(R"({"exp":1,"sub":"a","exp":2})");
    CHECK(token.form == TokenForm::Jws);
    CHECK(says(token, "\"exp\" more than once"));
    CHECK(token.claimText("exp") == "2");
}

TEST_CASE("decodeToken: a signature of the wrong size is told by the algorithm's own", "[token]")
{
    CHECK(says(decodeToken(compact(kHeader, kPayload, QByteArray(20, 's'))), "20 bytes; one of HS256 has 32"));
    CHECK(decodeToken(compact(R"({"alg":"ES512"})", kPayload, QByteArray(132, 's'))).problems.empty());
    CHECK(says(decodeToken(compact(R"({"alg":"ES256"})", kPayload, QByteArray(70, 's'))), "one of ES256 has 64"));
}

TEST_CASE("decodeToken: a header with white space in its JSON is a header all the same", "[token]")
{
    CHECK(decodeToken(compact("{\r\n  \"alg\" : \"HS256\"\r\n}", kPayload)).form == TokenForm::Jws);
    CHECK(decodeToken(compact("{ \"alg\":\"HS256\"}", kPayload)).form == TokenForm::Jws);
    CHECK(looksLikeJwt("eyJ"));
    CHECK_FALSE(looksLikeJwt("eyes"));
    CHECK_FALSE(looksLikeJwt(""));
}

TEST_CASE("Token: audience is a string or a list, scopes are split at blanks", "[token]")
{
    CHECK(tokenOf(R"({"aud":"a"})").audience() == std::vector<QByteArray>{"a"});
    CHECK(tokenOf(R"({"aud":["a",1,"b"]})").audience() == std::vector<QByteArray>{"a", "b"});
    CHECK(tokenOf(R"({"aud":7})").audience().empty());
    CHECK(tokenOf(R"({"scope":"read  write","scp":["x y","z"],"permissions":["p"]})").scopes()
          == std::vector<QByteArray>{"read", "write", "x", "y", "z"});
}

TEST_CASE("decodeToken: a payload that is no set of claims is told for what it is", "[token]")
{
    const Token text = decodeToken(compact(R"({"alg":"HS256"})", "Pay 100 to Ada."));
    CHECK(text.form == TokenForm::Jws);
    CHECK_FALSE(text.payload);
    CHECK(text.segments[1].decoded == "Pay 100 to Ada.");
    CHECK(says(text, "no JSON"));
    CHECK(decodeToken(compact(kHeader, "Pay 100 to Ada.")).form == TokenForm::Broken);  // typ says JWT
    const Token nested = decodeToken(compact(R"({"alg":"HS256","cty":"JWT"})", kWhole));
    CHECK(nested.form == TokenForm::Jws);
    CHECK(says(nested, "whole token itself"));
}

TEST_CASE("decodeToken: an unencoded payload is read as it stands, a detached one is told", "[token]")
{
    const QByteArray header = encodeBase64Url(R"({"alg":"HS256","b64":false,"crit":["b64"]})"),
                     signature = encodeBase64Url(QByteArray(32, 's'));
    const Token unencoded = decodeToken(header + ".$02-" + '.' + signature);
    CHECK(unencoded.form == TokenForm::Jws);
    CHECK(unencoded.segments[1].decoded == "$02-");
    CHECK(says(unencoded, "RFC 7797"));
    const Token detached = decodeToken(encodeBase64Url(kHeader) + ".." + signature);
    CHECK(detached.form == TokenForm::Broken);
    CHECK(says(detached, "detached"));
    CHECK(decodeToken(encodeBase64Url(R"({"alg":"HS256","b64":false})") + ".$02-." + signature).form == TokenForm::Broken);
}

TEST_CASE("decodeToken: reads through white space, padding and the other alphabet, and names the first place of each", "[token]")
{
    const qsizetype dot = kWhole.indexOf('.');
    QByteArray wrapped = kWhole;
    for (qsizetype at = 20; at < wrapped.size(); at += 21)
        wrapped.insert(at, '\n');
    const Token lines = decodeToken(wrapped);
    CHECK(lines.form == TokenForm::Broken);
    CHECK(firstProblem(lines).offset == 20);
    CHECK(lines.claimText("sub") == "ada");
    const Token padded = decodeToken(QByteArray(kWhole).insert(dot, "=="));
    CHECK(padded.claimText("sub") == "ada");
    const QByteArray other = encodeBase64Url(kHeader) + '.' + QByteArray(R"({"sub":"ada?>~~~"})").toBase64() + '.';
    CHECK(decodeToken(other + encodeBase64Url(QByteArray(32, 's'))).claimText("sub") == "ada?>~~~");
}

TEST_CASE("decodeToken: a dot that was escaped twice is told", "[token]")
{
    const Token token = decodeToken(QByteArray(kWhole).replace('.', "%252E"));
    CHECK(token.form == TokenForm::Broken);
    CHECK(says(token, "percent-encoded twice"));
    CHECK(token.claimText("sub") == "ada");
}

TEST_CASE("decodeToken: text that is no UTF-8, and JSON that is too deep, are told at their place", "[token]")
{
    const Token latin = decodeToken(compact(kHeader, "{\"name\":\"Andr\xE9\"}"));
    CHECK(latin.form == TokenForm::Broken);
    CHECK(firstProblem(latin).offset == kWhole.indexOf('.') + 1 + 13 * 4 / 3);
    const Token deep = decodeToken(compact(kHeader, "{\"a\":" + QByteArray(300, '[') + QByteArray(300, ']') + '}'));
    CHECK(deep.form == TokenForm::Broken);
    CHECK(says(deep, "payload is not JSON"));
}

TEST_CASE("decodeToken: a claim that stands twice is told where it stands the second time", "[token]")
{
    const Token token = tokenOf(R"({"exp":1,"sub":"a","exp":2})");
    CHECK(firstProblem(token).offset == token.segments[1].offset + 19 * 4 / 3);
    CHECK(says(tokenOf(R"({"a":{"b":1,"b":2}})"), "\"b\" more than once"));
}
