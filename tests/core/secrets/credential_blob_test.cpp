#include "catch.h"
#include "core/secrets/credential_blob.h"
#include "credentials.h"

using namespace keyhole;

TEST_CASE("Credential: its bytes give back the same credential, whatever its secret is made of", "[secrets]")
{
    const QByteArray secret = GENERATE(QByteArray(), QByteArray("s3cret"), QByteArray("a\0b\n\xff\xfe", 6), QByteArray(60'000, '\0'));
    const Credential credential = bearer("1f", secret);
    const auto blob = encodeCredential(credential, 7);
    REQUIRE(blob);
    const auto read = decodeCredential(credential.info.id, *blob);
    REQUIRE(read);
    CHECK(read->credential == credential);
    CHECK(read->generation == 7);
}

TEST_CASE("Credential: no byte of an entry can be changed, added or lost unseen", "[secrets]")
{
    const Credential credential = bearer("1f", "s3cret");
    const QByteArray blob = *encodeCredential(credential, 7);
    for (qsizetype i = 0; i < blob.size(); ++i) {
        CAPTURE(i);
        QByteArray changed = blob;
        changed[i] = char(changed[i] ^ 0x20);
        CHECK_FALSE(decodeCredential(credential.info.id, changed));
        CHECK_FALSE(decodeCredential(credential.info.id, blob.first(i)));
    }
    CHECK_FALSE(decodeCredential(credential.info.id, blob + '\0'));
}

TEST_CASE("Credential: an entry that was copied under another id is not used", "[secrets]")
{
    const auto read = decodeCredential(idOf("2e"), *encodeCredential(bearer("1f", "s3cret"), 1));
    REQUIRE_FALSE(read);
    CHECK(read.error().fault == StoreFault::Damaged);
}

TEST_CASE("Credential: more than 64 KB is refused, and that is told", "[secrets]")
{
    const auto blob = encodeCredential(bearer("1f", QByteArray(64 << 10, 'x')), 1);
    REQUIRE_FALSE(blob);
    CHECK(blob.error().fault == StoreFault::TooLarge);
    CHECK(blob.error().error.what.contains("64 KB"));
}

TEST_CASE("Credential: ids are 32 hexadecimal digits and do not repeat", "[secrets]")
{
    const CredentialId one = newCredentialId();
    CHECK(isCredentialId(one));
    CHECK(one != newCredentialId());
    for (const char *text :
         {"", "1f", "1F000000000000000000000000000000", "../../../../../../../../etc/pass", "1f0000000000000000000000000000000"})
        CHECK_FALSE(isCredentialId(text));
}

TEST_CASE("Credential: goes only where scheme, host and port are the same", "[secrets]")
{
    const CredentialInfo info = bearer("1f", "s3cret").info;  // for https://api.example.com
    const auto [address, may] = GENERATE(table<const char *, bool>({
        {"https://api.example.com/v1", true},
        {"https://API.Example.COM:443/", true},
        {"https://api.example.com./", true},
        {"http://api.example.com/", false},
        {"https://api.example.com:8443/", false},
        {"https://example.com/", false},
        {"https://api.example.com.evil.example/", false},
        {"https://api.example.com@evil.example/", false},
    }));
    CAPTURE(address);
    CHECK(mayGoTo(info, Url::parse(address)->origin()) == may);
    CHECK_FALSE(mayGoTo({}, Url::parse(address)->origin()));
}
