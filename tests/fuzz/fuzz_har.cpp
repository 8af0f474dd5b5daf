#include "core/formats/har.h"
#include "demand.h"

using namespace keyhole;

namespace {

void readAll(const QByteArray &bytes)
{
    const auto file = HarFile::parse(bytes);
    if (!file) {
        demand(!file.error().what.isEmpty());
        return;
    }
    for (int entry = 0; entry < file->count(); ++entry) {
        const auto exchange = file->exchange(entry);
        demand(exchange ? !exchange->hops.empty() : !exchange.error().place.isEmpty());
        if (exchange)
            demand(HarFile::parse(writeHar({*exchange})).has_value());
    }
}

}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    readAll(bytes);
    readAll("{\"log\":{\"entries\":[" + bytes + "]}}");
    return 0;
}
