// parseJson and findJsonFault must agree about every text, and what was read must come back the same from what is written.
#include "core/json/fault.h"
#include "core/json/json.h"

#include <cstdlib>

using namespace keyhole;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView text(reinterpret_cast<const char *>(data), qsizetype(size));
    std::vector<QByteArray> duplicates;
    const auto value = parseJson(text, {}, &duplicates);
    const auto fault = findJsonFault(text, JsonLimits().depth);
    if (value.has_value() == fault.has_value())
        std::abort();
    if (!value && (value.error().offset < 0 || value.error().offset > text.size()))
        std::abort();
    if (value && parseJson(toJson(*value)) != *value)
        std::abort();
    return 0;
}
