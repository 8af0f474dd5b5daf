#include "core/secrets/import/found_credentials.h"
#include "demand.h"

using namespace keyhole;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text = inputOf(data, size).toByteArray();
    const int lines = int(text.count('\n')) + 1;
    const auto found = findCredentials(text);
    demand(found || !found.error().what.isEmpty());
    if (!found)
        return 0;
    demand(found->credentials.size() <= FoundCredentials::kMostFound && found->passedOver.size() <= 100);
    for (const FoundCredential &each : found->credentials) {
        demand(!each.parts.empty());
        for (const SecretPart &part : each.parts)
            demand(!part.value.isEmpty());
        for (const int line : each.lines)
            demand(line >= 1 && line <= lines);
        for (const Origin &origin : each.origins)
            demand(origin.isValid());
    }
    return 0;
}
