#include "core/http/credentials.h"
#include "demand.h"

using namespace keyhole;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView value = inputOf(data, size);
    const Credentials credentials = splitCredentials(value);
    demand(credentials.scheme.size() + credentials.rest.size() <= value.size());
    const auto basic = parseBasic(value);
    demandPlace(basic, value.size());
    if (basic)
        demand(parseBasic(formatBasic(basic->user, basic->password))->password == basic->password);
    return 0;
}
