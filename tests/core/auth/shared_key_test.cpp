#include "core/auth/shared_key.h"
#include "signed_requests.h"

using namespace keyhole;

namespace {

Request listing(const FieldList &more = {})
{
    FieldList fields{{"Authorization", "SharedKey meters:c2lnbmF0dXJl", {}},
                     {"x-ms-version", "2024-11-04", {}},
                     {"x-ms-date", "Sat, 21 Nov 2026 09:43:12 GMT", {}},
                     {"Content-Length", "0", {}}};
    for (const Field &field : more)
        fields.append(field.name, field.value);
    return requestOf("GET", "https://meters.blob.core.windows.net/readings?restype=container&comp=list&prefix=2026%2F11", fields);
}

SharedKeySignature read(const Request &request)
{
    const auto signature = readSharedKey(request);
    REQUIRE(signature);
    return *signature;
}

const QByteArray kListing = "GET\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:Sat, 21 Nov 2026 09:43:12 GMT\nx-ms-version:2024-11-04\n"
                            "/meters/readings\ncomp:list\nprefix:2026/11\nrestype:container";

}

TEST_CASE("Shared key: the text that is signed has a line for each part, sorted, with decoded parameters", "[auth]")
{
    CHECK(sharedKeyStringToSign(listing(), read(listing())) == kListing);
    const Request put = requestOf("PUT", "https://meters.blob.core.windows.net/readings/a%20b.csv",
                                  {{"authorization", "SharedKey meters:c2ln", {}},
                                   {"Content-Length", "11", {}},
                                   {"Content-Type", "text/csv", {}},
                                   {"Date", "Sat, 21 Nov 2026 09:43:12 GMT", {}},
                                   {"If-None-Match", "*", {}},
                                   {"x-ms-blob-type", "BlockBlob", {}}});
    CHECK(sharedKeyStringToSign(put, read(put))
          == "PUT\n\n\n11\n\ntext/csv\nSat, 21 Nov 2026 09:43:12 GMT\n\n\n*\n\n\nx-ms-blob-type:BlockBlob\n/meters/readings/a%20b.csv");
}

TEST_CASE("Shared key: the lite form and tables sign fewer parts", "[auth]")
{
    const Request lite = requestOf("GET", "https://meters.queue.core.windows.net/jobs?comp=metadata&timeout=5",
                                   {{"Authorization", "SharedKeyLite meters:c2ln", {}}, {"x-ms-date", "now", {}}});
    CHECK(sharedKeyStringToSign(lite, read(lite)) == "GET\n\n\n\nx-ms-date:now\n/meters/jobs?comp=metadata");
    const Request table = requestOf("GET", "https://meters.table.core.windows.net/Orders()",
                                    {{"Authorization", "SharedKey meters:c2ln", {}}, {"x-ms-date", "now", {}}});
    CHECK(sharedKeyStringToSign(table, read(table)) == "GET\n\n\nnow\n/meters/Orders()");
}

TEST_CASE("Shared key: a line of the server's text that the request does not give is named", "[auth]")
{
    const Request request = listing();
    CHECK(compareSharedKeyEcho(request, read(request), kListing).empty());
    const auto [changed, to, where, names] = GENERATE(table<const char *, const char *, const char *, const char *>({
        {"x-ms-version:2024-11-04", "x-ms-version:2021-08-06", "request.headers.x-ms-version", "x-ms-version"},
        {"/meters/readings", "/meters/meters/readings", "request.url", "resource"},
        {"prefix:2026/11", "prefix:2026%2F11", "request.url", "prefix"},
        {"GET", "HEAD", "request.url", "method"},
    }));
    CAPTURE(changed);
    const auto faults = compareSharedKeyEcho(request, read(request), QByteArray(kListing).replace(changed, to));
    REQUIRE(faults.size() == 1);
    CHECK(faults.front().where == where);
    CHECK(faults.front().line.startsWith(QLatin1String(names)));
    CHECK(faults.front().proven);
}

TEST_CASE("Shared key: what must be there is missed, and other schemes are left alone", "[auth]")
{
    const Request bare = requestOf("GET", "https://meters.blob.core.windows.net/", {{"Authorization", "SharedKey meters", {}}});
    CHECK(read(bare).faults.size() == 2);
    CHECK(read(listing()).faults.empty());
    CHECK(read(listing()).period.begins);
    CHECK_FALSE(readSharedKey(requestOf("GET", "https://a.example/", {{"Authorization", "Bearer meters:c2ln", {}}})));
}
