#include "core/auth/challenge_answer.h"
#include "core/auth/digest.h"
#include "core/auth/digest_answer.h"
#include "signed_requests.h"

using namespace keyhole;

namespace {

/// The example of RFC 7616, 3.9.1, without an algorithm.
const QByteArray kExample
    = "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", "
      "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
const DigestUse kFirst{1, "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"};

Challenge challengeOf(const QByteArray &text)
{
    const auto challenges = readChallenges(text).challenges;
    REQUIRE(challenges.size() == 1);
    return challenges.front();
}

AuthDraft mufasa()
{
    return {AuthKind::Digest, "Mufasa", Secret("Circle of Life")};
}

Request get(const QByteArray &address = "http://www.example.org/dir/index.html")
{
    return requestOf("GET", address, {});
}

QByteArray made(const Challenge &challenge, const AuthDraft &auth, const Request &request, const DigestUse &use = kFirst)
{
    const auto value = makeDigest(challenge, auth, request, use);
    REQUIRE(value);
    return *value;
}

QByteArray valueIn(const QByteArray &credential, const char *name)
{
    const auto read = readDigest(requestOf("GET", "http://a/", {{"Authorization", credential, {}}}));
    REQUIRE(read);
    return read->value(name).value_or("(none)");
}

Hop answered(int status, const QByteArray &challenge, const QByteArray &credential = {})
{
    Hop hop;
    hop.request = get();
    if (!credential.isEmpty())
        hop.request.fields.append("Authorization", credential);
    hop.response.emplace();
    hop.response->status = status;
    if (!challenge.isEmpty())
        hop.response->fields.append("WWW-Authenticate", challenge);
    return hop;
}

}

TEST_CASE("Digest answer: the responses of RFC 7616, 3.9.1", "[auth]")
{
    const auto [algorithm, response] = GENERATE(table<QByteArray, QByteArray>({
        {"MD5", "8ca523f5e9506fed4657c9700eebdbec"},
        {"SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"},
    }));
    const QByteArray value = made(challengeOf(kExample + ", algorithm=" + algorithm), mufasa(), get());
    CHECK(valueIn(value, "response") == response);
    CHECK(valueIn(value, "opaque") == "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS");
    CHECK(valueIn(value, "qop") == "auth");
    CHECK(valueIn(value, "nc") == "00000001");
    CHECK(readDigest(requestOf("GET", "http://www.example.org/dir/index.html", {{"Authorization", value, {}}}))->faults.empty());
}

TEST_CASE("Digest answer: SHA-512-256 and a hashed user name, RFC 7616, 3.9.2 as erratum 4897 has it", "[auth]")
{
    const Challenge challenge = challengeOf("Digest realm=\"api@example.org\", qop=\"auth\", algorithm=SHA-512-256, "
                                            "nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\", "
                                            "opaque=\"HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS\", charset=UTF-8, userhash=true");
    const AuthDraft auth{AuthKind::Digest, "J\xC3\xA4s\xC3\xB8n Doe", Secret("Secret, or not?")};
    const QByteArray value
        = made(challenge, auth, get("http://api.example.org/doe.json"), {1, "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v"});
    CHECK(valueIn(value, "username") == "793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b");
    CHECK(valueIn(value, "response") == "3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5");
    CHECK(valueIn(value, "userhash") == "true");
}

TEST_CASE("Digest answer: the example of RFC 2617, 3.5, and one without qop", "[auth]")
{
    const QByteArray text = "Digest realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\"";
    const AuthDraft auth{AuthKind::Digest, "Mufasa", Secret("Circle Of Life")};
    const Request request = get("http://www.nowhere.org/dir/index.html");
    CHECK(valueIn(made(challengeOf(text + ", qop=\"auth\""), auth, request, {1, "0a4f113b"}), "response")
          == "6629fae49393a05397450978507c4ef1");
    const QByteArray old = made(challengeOf(text), auth, request, {1, "0a4f113b"});
    CHECK(valueIn(old, "response") == "670fd8c2df070c60b045671b8b24ff02");
    CHECK(valueIn(old, "nc") == "(none)");
    CHECK(valueIn(old, "cnonce") == "(none)");
}

TEST_CASE("Digest answer: -sess hashes both nonces into the user's part, and auth-int the body into the request's", "[auth]")
{
    const QByteArray hash = "SHA-256";
    const auto h = [](const QByteArray &text) { return hashOf(HashAlgorithm::Sha256, text).toHex(); };
    AuthDraft auth = mufasa();
    auth.digest.qop = "auth-int";
    Request request = requestOf("POST", "http://www.example.org/dir/index.html?q=1", {}, "{\"a\":1}");
    const QByteArray value = made(challengeOf(kExample + ", algorithm=" + hash + "-sess"), auth, request);
    const QByteArray nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
    const QByteArray first = h(h("Mufasa:http-auth@example.org:Circle of Life") + ':' + nonce + ':' + kFirst.clientNonce);
    const QByteArray second = h("POST:/dir/index.html?q=1:" + h("{\"a\":1}"));
    CHECK(valueIn(value, "qop") == "auth-int");
    CHECK(valueIn(value, "response") == h(first + ':' + nonce + ":00000001:" + kFirst.clientNonce + ":auth-int:" + second));
}

TEST_CASE("Digest answer: a user name beyond ASCII goes as username* where the server reads UTF-8", "[auth]")
{
    AuthDraft auth = mufasa();
    auth.user = "J\xC3\xA4s\xC3\xB8n \"D\" Doe";
    const QByteArray utf8 = made(challengeOf(kExample + ", charset=UTF-8"), auth, get());
    CHECK(utf8.contains("username*=UTF-8''J%C3%A4s%C3%B8n%20%22D%22%20Doe,"));
    CHECK_FALSE(utf8.contains("username="));
    CHECK(valueIn(made(challengeOf(kExample), auth, get()), "username") == auth.user);
}

TEST_CASE("Digest answer: the server's order counts among the algorithms that are known", "[auth]")
{
    const auto algorithmOf = [](const QByteArray &text, const DigestSettings &settings = {}) -> QByteArray {
        const auto chosen = chooseDigest(readChallenges(text).challenges, settings);
        return chosen ? chosen->parameter("algorithm").value_or("(none)") : "refused: " + chosen.error().what.toUtf8();
    };
    const QByteArray rest = ", realm=\"r\", nonce=\"n\", qop=\"auth\"";
    CHECK(algorithmOf("Digest algorithm=SHA-256" + rest + ", Digest algorithm=MD5" + rest) == "SHA-256");
    CHECK(algorithmOf("Digest algorithm=FOO" + rest + ", Digest algorithm=MD5" + rest) == "MD5");
    CHECK(algorithmOf("Basic realm=\"b\", Digest realm=\"r\", nonce=\"n\"") == "(none)");
    CHECK(algorithmOf("Digest algorithm=SHA-256" + rest + ", Digest algorithm=MD5" + rest, {"MD5", {}}) == "MD5");
}

TEST_CASE("Digest answer: a challenge that cannot be answered says why", "[auth]")
{
    const auto [text, word] = GENERATE(table<const char *, const char *>({
        {"Basic realm=\"b\"", "no Digest"},
        {"Digest realm=\"r\"", "no nonce"},
        {"Digest realm=\"r\", nonce=\"\"", "no nonce"},
        {"Digest realm=\"r\", nonce=\"n\", algorithm=SHA3", "SHA3"},
        {"Digest realm=\"r\", nonce=\"n\", qop=\"auth-conf\"", "qop"},
        {"Digest", "no nonce"},
    }));
    const auto chosen = chooseDigest(readChallenges(text).challenges, {});
    REQUIRE_FALSE(chosen);
    CAPTURE(chosen.error().what);
    CHECK(chosen.error().what.contains(word));
    CHECK_FALSE(chosen.error().remedy.isEmpty());
}

TEST_CASE("Digest answer: nothing goes before the challenge, and afterwards each use of the nonce is counted", "[auth]")
{
    AuthMemory memory;
    AuthContext context{get(), {}, "0123456789abcdef0123456789abcdef", &memory};
    const auto before = applyAuth(mufasa(), context);
    REQUIRE(before);
    CHECK(before->fields.isEmpty());
    CHECK_FALSE(before->note.isEmpty());

    memory.take(answered(401, kExample));
    for (const char *count : {"00000001", "00000002", "00000003"}) {
        const auto effect = applyAuth(mufasa(), context);
        REQUIRE(effect);
        const QByteArray value = effect->fields.value("Authorization").value_or(QByteArray());
        CHECK(valueIn(value, "nc") == count);
        CHECK_FALSE(effect->display.contains(QString::fromUtf8(valueIn(value, "response"))));
        Request sent = get();
        sent.fields.append("Authorization", value);
        memory.noteSent(sent);
    }
    Hop told = answered(200, {});
    told.response->fields.append("Authentication-Info", "nextnonce=\"fresh\", qop=auth");
    memory.take(told);
    const QByteArray value = applyAuth(mufasa(), context)->fields.value("Authorization").value_or(QByteArray());
    CHECK(valueIn(value, "nonce") == "fresh");
    CHECK(valueIn(value, "nc") == "00000001");

    context.request = get("http://other.example/dir/index.html");
    CHECK(applyAuth(mufasa(), context)->fields.isEmpty());
}

TEST_CASE("Digest answer: once the password was refused, it is not sent again", "[auth]")
{
    const AuthMemory memory;
    const QByteArray old = made(challengeOf(kExample), mufasa(), get());
    const QByteArray fresh = QByteArray(kExample).replace("7ypf", "8ypf");
    struct Case {
        QByteArray challenge, credential;
        int before;
        bool again;
    };
    const Case each = GENERATE_COPY(values<Case>({
        {kExample, {}, 0, true},
        {kExample, old, 1, false},
        {fresh, old, 1, false},
        {fresh + ", stale=true", old, 1, true},
        {fresh + ", stale=TRUE", old, 0, true},
        {fresh, old, 0, true},  // kept from an earlier request
        {fresh + ", stale=true", old, 2, false},
        {"Basic realm=\"x\"", {}, 0, false},
    }));
    CAPTURE(each.challenge.constData(), each.before);
    const auto why = answerChallenge(answered(401, each.challenge, each.credential), mufasa(), memory, each.before);
    CHECK((why && *why) == each.again);
    CHECK_FALSE(answerChallenge(answered(403, each.challenge, each.credential), mufasa(), memory, 0));
}
