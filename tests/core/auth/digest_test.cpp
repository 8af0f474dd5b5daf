#include "core/auth/digest.h"
#include "signed_requests.h"

using namespace keyhole;

namespace {

QByteArray credentialText(const QByteArray &algorithm, const QByteArray &response)
{
    return "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", uri=\"/dir/index.html\", algorithm=" + algorithm
        + ", nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", nc=00000001, cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", "
          "qop=auth, response=\""
        + response + "\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
}

const QByteArray kMd5 = credentialText("MD5", "8ca523f5e9506fed4657c9700eebdbec");

DigestCredential read(const QByteArray &text, const QByteArray &address = "http://www.example.org/dir/index.html")
{
    const auto credential = readDigest(requestOf("GET", address, {{"Authorization", text, {}}}));
    REQUIRE(credential);
    return *credential;
}

std::vector<Challenge> challenges(QByteArray changed = {}, const QByteArray &to = {})
{
    QByteArray text = "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=MD5, "
                      "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
    if (!changed.isEmpty())
        text.replace(changed, to);
    return readChallenges(text).challenges;
}

}

TEST_CASE("Digest: a hashed user name must be one, and be offered", "[auth]")
{
    const QByteArray hash = "487fa44ffdb4aa8a0edd6d2e7af2d1c4";
    const auto [user, faults] = GENERATE_COPY(table<QByteArray, size_t>({{hash, 0}, {"Mufasa", 1}, {hash + "00", 1}}));
    CAPTURE(user.constData());
    QByteArray text = kMd5;
    text.replace("username=\"Mufasa\"", "username=\"" + user + "\", userhash=true");
    CHECK(read(text).faults.size() == faults);
    CHECK(compareDigest(read(text), challenges(), false).size() == 1);
    CHECK(compareDigest(read(text), challenges("algorithm=MD5", "algorithm=MD5, userhash=true"), false).empty());
}

TEST_CASE("Digest: the responses of RFC 7616, 3.9.1 come out for their password", "[auth]")
{
    const auto [algorithm, response] = GENERATE(table<const char *, const char *>({
        {"MD5", "8ca523f5e9506fed4657c9700eebdbec"},
        {"SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"},
    }));
    const DigestCredential credential = read(credentialText(algorithm, response));
    CHECK(credential.faults.empty());
    CHECK(digestResponse(credential, "GET", "Mufasa", "Circle of Life") == response);
    CHECK(digestResponse(credential, "GET", "Mufasa", "circle of life") != response);
}

TEST_CASE("Digest: a credential that was made from the challenge fits it", "[auth]")
{
    CHECK(compareDigest(read(kMd5), challenges(), true).empty());
}

TEST_CASE("Digest: what differs from the challenge is named", "[auth]")
{
    const auto [from, to, named, proven] = GENERATE(table<const char *, const char *, const char *, bool>({
        {"http-auth@", "files@", "realm", true},
        {"algorithm=MD5", "algorithm=SHA-256", "algorithm", true},
        {"auth, auth-int", "auth-int", "qop", true},
        {"7ypf/xlj", "8ypf/xlj", "nonce", false},
        {"FQhe", "GQhe", "opaque", true},
    }));
    CAPTURE(named);
    const auto faults = compareDigest(read(kMd5), challenges(from, to), true);
    REQUIRE(faults.size() == 1);
    CHECK(tells(faults, named));
    CHECK(faults.front().proven == proven);
}

TEST_CASE("Digest: a new nonce is no difference when the credential was made from an earlier one", "[auth]")
{
    CHECK(compareDigest(read(kMd5), challenges("7ypf/xlj", "8ypf/xlj"), false).empty());
}

TEST_CASE("Digest: an answer without a Digest challenge says nothing of the credential", "[auth]")
{
    CHECK(compareDigest(read(kMd5), readChallenges("Basic realm=\"x\"").challenges, true).empty());
    CHECK(compareDigest(read(kMd5), {}, true).empty());
}

TEST_CASE("Digest: one of several challenges is enough", "[auth]")
{
    auto several = challenges("algorithm=MD5", "algorithm=SHA-256");
    CHECK_FALSE(compareDigest(read(kMd5), several, false).empty());
    several.push_back(challenges().front());
    CHECK(compareDigest(read(kMd5), several, false).empty());
}

TEST_CASE("Digest: uri is the request's own target", "[auth]")
{
    const auto [address, fits] = GENERATE(table<const char *, bool>({
        {"http://www.example.org/dir/index.html", true},
        {"http://www.example.org/dir/index.html?page=2", false},
        {"http://www.example.org/", false},
    }));
    CAPTURE(address);
    CHECK(read(kMd5, address).faults.empty() == fits);
    CHECK(read(QByteArray(kMd5).replace("uri=\"/dir", "uri=\"http://www.example.org/dir"), "http://www.example.org/dir/index.html")
              .faults.empty());
}

TEST_CASE("Digest: missing parts and a response of another length are named", "[auth]")
{
    CHECK(tells(read(QByteArray(kMd5).replace("cnonce", "xnonce")).faults, "cnonce"));
    CHECK(tells(read(QByteArray(kMd5).replace("nc=00000001", "nc=1")).faults, "eight hex digits"));
    CHECK(tells(read(QByteArray(kMd5).replace("username", "user")).faults, "username"));
    CHECK(tells(read(QByteArray(kMd5).replace("algorithm=MD5", "algorithm=SHA-256")).faults, "32 digits"));
    CHECK_FALSE(readDigest(requestOf("GET", "http://example.org/", {{"Authorization", "Basic YTpi", {}}})));
}
