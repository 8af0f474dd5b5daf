#include "core/formats/curl_transcript.h"
#include "core/formats/input.h"
#include "demand.h"

using namespace keyhole;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView text = inputOf(data, size);
    (void)looksLikeCurlTranscript(text);
    (void)looksLikeRawHttp(text);
    for (const auto &read : {parseCurlTranscript(text), parseRawHttp(text)})
        demand(read ? !read->hops.empty() : !read.error().what.isEmpty());
    const auto input = readInput(text.toByteArray());
    demand(input || !input.error().what.isEmpty());
    return 0;
}
