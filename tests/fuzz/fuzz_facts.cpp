// Any recording can be diagnosed: facts are gathered, every rule is asked, and the report can be written.
#include "core/diagnosis/diagnose.h"
#include "core/formats/har.h"
#include "demand.h"

using namespace keyhole;

namespace {

void diagnoseAll(const QByteArray &har)
{
    const auto file = HarFile::parse(har);
    std::vector<Exchange> exchanges;
    for (int entry = 0; file && entry < file->count() && entry < 5; ++entry) {
        if (auto exchange = file->exchange(entry))
            exchanges.push_back(std::move(*exchange));
    }
    std::vector<const Exchange *> earlier;
    for (const Exchange &exchange : exchanges) {
        demand(!reportToJson(diagnose({exchange, earlier})).isEmpty());
        earlier.push_back(&exchange);
    }
}

void diagnoseAnswer(const QByteArray &bytes, int status)
{
    Exchange exchange;
    Hop hop;
    hop.request.method = "GET";
    hop.request.url = *Url::parse("https://api.example.com/orders?key=1");
    hop.request.fields.append("Authorization", "Bearer " + bytes);
    hop.request.fields.append("Cookie", "sid=" + bytes);
    hop.response.emplace();
    hop.response->status = status;
    for (const char *name : {"WWW-Authenticate", "Set-Cookie", "Date"})
        hop.response->fields.append(name, bytes);
    hop.response->body = bytes;
    exchange.hops.push_back(std::move(hop));
    demand(!reportToJson(diagnose({exchange})).isEmpty());
}

}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    diagnoseAll(bytes);
    diagnoseAll("{\"log\":{\"entries\":[" + bytes + "]}}");
    for (const int status : {200, 302, 401, 403})
        diagnoseAnswer(bytes, status);
    return 0;
}
