#include "core/auth/signed_link.h"
#include "core/http/date.h"
#include "signed_requests.h"

using namespace keyhole;

namespace {

constexpr const char *kBlob = "https://acme.blob.core.windows.net/files/a.txt?sv=2022-11-02&sr=b&sig=c2ln";

SignedLink read(const QByteArray &method, const QByteArray &address)
{
    const auto link = readSignedLink(requestOf(method, address, {}));
    REQUIRE(link);
    return *link;
}

}

TEST_CASE("Signed addresses: the time until which each kind holds is read", "[auth]")
{
    const auto [address, ends] = GENERATE(table<const char *, const char *>({
        {"https://acme.blob.core.windows.net/f?sv=2022-11-02&sr=b&sp=r&sig=YQ&se=2026-05-01T10:00:00Z", "2026-05-01T10:00:00Z"},
        {"https://acme.blob.core.windows.net/f?sv=2022-11-02&sr=b&sp=r&sig=YQ&se=2026-05-01", "2026-05-01T00:00:00Z"},
        {"https://acme.blob.core.windows.net/f?sv=2022-11-02&sr=b&sp=r&sig=YQ&se=2026-05-01T10:00Z", "2026-05-01T10:00:00Z"},
        {"https://storage.googleapis.com/b/"
         "o?X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Credential=a%2F20260501%2Fauto%2Fstorage%2Fgoog4_request&X-Goog-Date=20260501T090000Z&"
         "X-Goog-Expires=3600&X-Goog-SignedHeaders=host&X-Goog-Signature=aa",
         "2026-05-01T10:00:00Z"},
        {"https://d1.cloudfront.net/a?Expires=1777629600&Signature=YQ&Key-Pair-Id=K1", "2026-05-01T10:00:00Z"},
        {"https://d1.cloudfront.net/"
         "a?Policy=eyJTdGF0ZW1lbnQiOlt7IkNvbmRpdGlvbiI6eyJEYXRlTGVzc1RoYW4iOnsiQVdTOkVwb2NoVGltZSI6MTc3NzYyOTYwMH19fV19&Signature=YQ&Key-"
         "Pair-Id=K1",
         "2026-05-01T10:00:00Z"},
        {"https://b.s3.amazonaws.com/k?AWSAccessKeyId=AKIA&Expires=1777629600&Signature=YQ", "2026-05-01T10:00:00Z"},
    }));
    CAPTURE(address);
    const SignedLink link = read("GET", address);
    CHECK(link.faults.empty());
    CHECK(link.period.ends == *parseRfc3339(ends));
}

TEST_CASE("Signed addresses: what an Azure signature allows is compared with the method", "[auth]")
{
    const auto [method, extra, allowed] = GENERATE(table<const char *, const char *, bool>({
        {"GET", "&sp=r", true},
        {"GET", "&sp=w", false},
        {"PUT", "&sp=r", false},
        {"PUT", "&sp=c", true},
        {"PUT", "&sp=rw&comp=block", true},
        {"PUT", "&sp=a&comp=appendblock", true},
        {"DELETE", "&sp=racw", false},
        {"GET", "&sp=r&comp=list&restype=container", false},
        {"GET", "&sp=r&comp=tags", true},
        {"GET", "&si=readers", true},
    }));
    CAPTURE(method, extra);
    CHECK(read(method, kBlob + QByteArray("&se=2030-01-01") + extra).faults.empty() == allowed);
}

TEST_CASE("Signed addresses: what is missing is named, and an address without a signature is none", "[auth]")
{
    CHECK(tells(read("GET", kBlob + QByteArray("&sp=r")).faults, "no se"));
    CHECK(tells(read("GET", "https://storage.googleapis.com/b/o?X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Signature=aa").faults,
                "X-Goog-Expires"));
    CHECK(tells(read("GET", "http://acme.blob.core.windows.net/f?sv=2022-11-02&sr=b&sp=r&sig=YQ&se=2026-05-01&spr=https").faults,
                "over http"));
    CHECK_FALSE(readSignedLink(requestOf("GET", "https://example.org/?sig=1&se=2", {})));
    CHECK_FALSE(readSignedLink(requestOf("GET", "https://example.org/?Signature=1&Expires=2", {})));
}

TEST_CASE("Signed addresses: the Service Bus form is read from Authorization", "[auth]")
{
    const auto link = readSignedLink(
        requestOf("POST", "https://acme.servicebus.windows.net/q/messages",
                  {{"Authorization", "SharedAccessSignature sr=https%3A%2F%2Facme&sig=YQ%3D&se=1777629600&skn=send", {}}}));
    REQUIRE(link);
    CHECK(link->faults.empty());
    CHECK(link->period.ends == Instant(Seconds(1777629600)));
}
