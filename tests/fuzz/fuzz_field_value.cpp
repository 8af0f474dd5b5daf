#include "core/http/media_type.h"
#include "core/http/structured_field.h"
#include "demand.h"

using namespace keyhole;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView value = inputOf(data, size);
    demandPlace(parseMediaType(value), value.size());
    demandPlace(parseSfItem(value), value.size());
    demandPlace(parseSfList(value), value.size());
    demandPlace(parseSfDictionary(value), value.size());
    return 0;
}
