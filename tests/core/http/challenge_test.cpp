#include "catch.h"
#include "core/http/challenge.h"
#include "core/http/message_reader.h"
#include "random_bytes.h"

using namespace keyhole;

namespace {

/// "Basic{realm=ledger} Negotiate(YII=)": a challenge list in one line, for the tables.
QByteArray summary(const std::vector<Challenge> &challenges)
{
    QByteArrayList lines;
    for (const Challenge &challenge : challenges) {
        QByteArrayList parameters;
        for (const AuthParameter &parameter : challenge.parameters)
            parameters.append(parameter.name + '=' + parameter.value);
        const QByteArray token = challenge.token68.isEmpty() ? QByteArray() : '(' + challenge.token68 + ')';
        const QByteArray list = parameters.isEmpty() ? QByteArray() : '{' + parameters.join('|') + '}';
        lines.append(challenge.scheme + token + list);
    }
    return lines.join(' ');
}

}

TEST_CASE("parseChallenges: reads what RFC 9110 allows", "[http][challenge]")
{
    const auto [value, expected] = GENERATE(table<const char *, const char *>({
        // one Basic challenge, in all its spellings
        {"Basic realm=\"ledger\"", "Basic{realm=ledger}"},
        {"BASIC REALM=\"ledger\"", "BASIC{REALM=ledger}"},
        {"Basic realm=ledger", "Basic{realm=ledger}"},
        {"Basic realm='ledger'", "Basic{realm='ledger'}"},
        {"Basic realm=\"led%20ger\"", "Basic{realm=led%20ger}"},
        {"Basic realm = \"ledger\"", "Basic{realm=ledger}"},
        {"Basic realm\t=\t\"ledger\"", "Basic{realm=ledger}"},
        {"Basic   realm=\"ledger\"", "Basic{realm=ledger}"},
        {"Basic , realm=\"ledger\"", "Basic{realm=ledger}"},
        {"Basic", "Basic"},
        {"Basic realm=\"\"", "Basic{realm=}"},
        {"Basic realm=\"a, b=c; d\"", "Basic{realm=a, b=c; d}"},
        {"Basic realm=\"\\l\\e\\d\"", "Basic{realm=led}"},
        {"Basic realm=\"say \\\"who\\\"\"", "Basic{realm=say \"who\"}"},
        {"Basic realm=\"back\\\\slash\"", "Basic{realm=back\\slash}"},
        {"Basic realm=\"caf\xE9\"", "Basic{realm=caf\xE9}"},
        {"Basic realm=\"caf\xC3\xA9\"", "Basic{realm=caf\xC3\xA9}"},
        {"Basic realm=\"=?ISO-8859-1?Q?caf=E9?=\"", "Basic{realm==?ISO-8859-1?Q?caf=E9?=}"},
        {"Basic realm*=UTF-8''caf%C3%A9", "Basic{realm*=UTF-8''caf%C3%A9}"},
        {"Basic realm=\"ledger\", charset=\"UTF-8\"", "Basic{realm=ledger|charset=UTF-8}"},
        {"Basic realm=\"ledger\", note=\"<b>\", charset=UTF-8", "Basic{realm=ledger|note=<b>|charset=UTF-8}"},
        {"Basic charset=\"UTF-8\", realm=\"ledger\"", "Basic{charset=UTF-8|realm=ledger}"},
        // a realm in disguise
        {"Basic note=\"realm=other\", realm=\"ledger\"", "Basic{note=realm=other|realm=ledger}"},
        {"Basic otherrealm=\"other\", realm=\"ledger\"", "Basic{otherrealm=other|realm=ledger}"},
        // empty elements
        {",Basic realm=\"ledger\"", "Basic{realm=ledger}"},
        {" , ,Basic realm=\"ledger\", ,", "Basic{realm=ledger}"},
        {"Basic realm=\"ledger\",,charset=UTF-8", "Basic{realm=ledger|charset=UTF-8}"},
        {"", ""},
        {", ,", ""},
        // several challenges
        {"Basic realm=\"a\", Bearer", "Basic{realm=a} Bearer"},
        {"Bearer, Basic realm=\"a\"", "Bearer Basic{realm=a}"},
        {"Bearer,Basic,Negotiate", "Bearer Basic Negotiate"},
        {"Ticket, Basic realm=\"ledger\"", "Ticket Basic{realm=ledger}"},
        {"Ticket level=2, hint=\"ask \\\"ops\\\"\", Basic realm=\"ledger\"", "Ticket{level=2|hint=ask \"ops\"} Basic{realm=ledger}"},
        {"Ticket realm=\"first\", basic=yes, Basic realm=\"second\"", "Ticket{realm=first|basic=yes} Basic{realm=second}"},
        {"Basic realm=\"a\", Basic realm=\"b\"", "Basic{realm=a} Basic{realm=b}"},
        {"Digest realm=\"a\", nonce=\"n\", qop=\"auth, auth-int\", algorithm=SHA-256, Basic realm=\"a\"",
         "Digest{realm=a|nonce=n|qop=auth, auth-int|algorithm=SHA-256} Basic{realm=a}"},
        {"Digest realm=\"a\", nonce=\"n\", qop=auth, stale=true", "Digest{realm=a|nonce=n|qop=auth|stale=true}"},
        // token68
        {"Negotiate YIIB+/A=", "Negotiate(YIIB+/A=)"},
        {"Negotiate abc, Basic realm=\"a\"", "Negotiate(abc) Basic{realm=a}"},
        {"NTLM TlRMTVNT=====", "NTLM(TlRMTVNT=====)"},
        {"NTLM ~._-+/ ,Basic realm=a", "NTLM(~._-+/) Basic{realm=a}"},
        // bearer
        {"Bearer error=invalid_token", "Bearer{error=invalid_token}"},
        {"Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"read write\"",
         "Bearer{realm=api|error=insufficient_scope|scope=read write}"},
        {"JWT realm=ledger", "JWT{realm=ledger}"},
    }));
    CAPTURE(value);
    const auto challenges = parseChallenges(value);
    INFO((challenges ? QString() : challenges.error().message).toStdString());
    REQUIRE(challenges);
    CHECK(summary(*challenges) == expected);
}

TEST_CASE("readChallenges: reads on after a fault, and tells its place", "[http][challenge]")
{
    const auto [value, offset, expected] = GENERATE(table<const char *, int, const char *>({
        // the separator between scheme and parameters
        {"Basic, realm=\"ledger\"", 7, "Basic{realm=ledger}"},
        {"Bearer: realm=\"api\"", 6, "Bearer{realm=api}"},
        {"Basic;realm=\"api\"", 5, "Basic"},
        // values
        {"Basic realm=", 12, "Basic{realm=}"},
        {"Basic realm=, charset=UTF-8", 12, "Basic{realm=|charset=UTF-8}"},
        {"Basic realm= charset=UTF-8", 13, "Basic{realm=|charset=UTF-8}"},
        {"Basic realm=\"a\", extra=", 23, "Basic{realm=a|extra=}"},
        {"Basic realm=\"ledger", 12, "Basic{realm=ledger}"},
        {"Basic realm=\"ledger\\", 12, "Basic{realm=ledger}"},
        {"Basic realm=\"", 12, "Basic{realm=}"},
        {"Basic realm=led\\g\\er", 12, "Basic{realm=led\\g\\er}"},
        {"Basic realm=https://ledger/x", 12, "Basic{realm=https://ledger/x}"},
        {"Basic realm=The general ledger", 12, "Basic{realm=The general ledger}"},
        {"Basic realm='The general ledger'", 12, "Basic{realm='The general ledger'}"},
        {"Basic realm=The ledger, Bearer", 12, "Basic{realm=The ledger} Bearer"},
        {"Basic realm=caf\xC3\xA9", 12, "Basic{realm=caf\xC3\xA9}"},
        {"Bearer realm=The ledger error=invalid_token", 13, "Bearer{realm=The ledger|error=invalid_token}"},
        // commas
        {"Bearer realm=\"x\" error=\"y\"", 17, "Bearer{realm=x|error=y}"},
        {"Bearer realm=x error=y", 15, "Bearer{realm=x|error=y}"},
        {"Bearer realm=\"x\"error=\"y\"", 16, "Bearer{realm=x|error=y}"},
        {"Bearer realm=\"x\"; error=\"y\"", 16, "Bearer{realm=x}"},
        {"Basic realm=\"a\" Bearer realm=\"b\"", 16, "Basic{realm=a} Bearer{realm=b}"},
        {"Basic realm=a Bearer realm=\"b\"", 14, "Basic{realm=a} Bearer{realm=b}"},
        {"Negotiate Basic realm=\"a\"", 10, "Negotiate Basic{realm=a}"},
        {"Basic realm=\"a\"xyz, Bearer", 15, "Basic{realm=a} Bearer"},
        // parameters
        {"Basic realm=\"first\", realm=\"second\"", 21, "Basic{realm=first|realm=second}"},
        {"Basic realm=\"first\", REALM=\"second\"", 21, "Basic{realm=first|REALM=second}"},
        {"Negotiate abc, realm=\"a\"", 15, "Negotiate(abc){realm=a}"},
        // schemes
        {"realm=\"ledger\"", 0, ""},
        {"realm=\"ledger\", Basic realm=\"a\"", 0, "Basic{realm=a}"},
        {"\"Basic\" realm=\"a\", Bearer", 0, "Bearer"},
        {"\xC3\x84gypt, Bearer", 0, "Bearer"},
        {"=, Bearer", 0, "Bearer"},
        {"Basic \"ledger\", Bearer", 6, "Basic Bearer"},
        {"Basic (\", \", Bearer", 6, "Basic Bearer"},
        {"\"unclosed, Bearer", 0, "Bearer"},
    }));
    CAPTURE(value);
    const ChallengeList list = readChallenges(value);
    CHECK(summary(list.challenges) == expected);
    REQUIRE_FALSE(list.problems.empty());
    CHECK(list.problems.front().offset == offset);
    CHECK_FALSE(list.problems.front().message.isEmpty());
    const auto parsed = parseChallenges(value);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error() == list.problems.front());
}

TEST_CASE("parseChallenges: folded and repeated fields hold the challenges that their lines hold", "[http][challenge]")
{
    const auto read = readResponse(
        "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic\r\n realm=\"ledger\"\r\nWWW-Authenticate: Ticket a=b\r\n\r\n", "GET", true);
    QByteArrayList found;
    for (const QByteArray &value : read.response.fields.values("WWW-Authenticate"))
        found.append(summary(*parseChallenges(value)));
    CHECK(found == QByteArrayList{"Basic{realm=ledger}", "Ticket{a=b}"});
}

TEST_CASE("Challenge: tells where the scheme and each parameter stand, and what was quoted", "[http][challenge]")
{
    const auto challenges = parseChallenges("Bearer, Basic  realm=\"a\", charset=UTF-8");
    REQUIRE(challenges);
    const Challenge &basic = challenges->at(1);
    CHECK(basic.offset == 8);
    CHECK(basic.parameters.at(0) == AuthParameter{"realm", "a", true, 15});
    CHECK(basic.parameters.at(1) == AuthParameter{"charset", "UTF-8", false, 26});
}

TEST_CASE("Challenge: finds schemes and parameters without case, the first of two", "[http][challenge]")
{
    const ChallengeList list = readChallenges("bAsIc Realm=\"one\", realm=\"two\"");
    REQUIRE(list.challenges.size() == 1);
    CHECK(list.challenges[0].is("Basic"));
    CHECK_FALSE(list.challenges[0].is("Basi"));
    CHECK(list.challenges[0].parameter("REALM") == QByteArray("one"));
    CHECK_FALSE(list.challenges[0].parameter("charset"));
}

TEST_CASE("readChallenges: an endless field is read up to its limits", "[http][challenge]")
{
    CHECK(readChallenges(QByteArray("Basic,").repeated(5000)).challenges.size() == 100);
    QByteArray parameters = "Basic ";
    for (int i = 0; i < 5000; ++i)
        parameters += 'p' + QByteArray::number(i) + "=1,";
    CHECK(readChallenges(parameters).challenges.at(0).parameters.size() == 200);
    CHECK(readChallenges(QByteArray("(,").repeated(100000)).problems.size() == 100);
    CHECK(readChallenges("Basic realm=\"" + QByteArray(1 << 20, '\\')).challenges.size() == 1);
    CHECK(readChallenges("Basic realm=" + QByteArray("a ").repeated(1 << 18)).challenges.size() == 1);
}

TEST_CASE("readChallenges: a random text yields only what is in it", "[http][challenge][property]")
{
    const std::vector<QByteArray> pieces{"Basic", "Bearer", "realm", "x", "=",    "==",    "\"",       "\\",
                                         ",",     " ",      "\t",    "'", "abc=", "\"q\"", "\xC3\xA9", ";"};
    RandomBytes random(401);
    for (int round = 0; round < 30000; ++round) {
        const QByteArray value = random.from(pieces, 16);
        CAPTURE(value);
        const ChallengeList list = readChallenges(value);
        for (const SyntaxError &problem : list.problems)
            CHECK((problem.offset >= 0 && problem.offset <= value.size()));
        for (const Challenge &challenge : list.challenges) {
            CHECK(value.sliced(challenge.offset).startsWith(challenge.scheme));
            for (const AuthParameter &parameter : challenge.parameters)
                CHECK(value.sliced(parameter.offset).startsWith(parameter.name));
        }
    }
}
