#include "core/http/url.h"
#include "demand.h"

using namespace keyhole;

/// The first line is an address, the rest a reference that is resolved against it.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView input = inputOf(data, size);
    const qsizetype lineEnd = input.indexOf('\n');
    const QByteArrayView text = lineEnd < 0 ? input : input.first(lineEnd);
    const QByteArrayView reference = lineEnd < 0 ? QByteArrayView() : input.sliced(lineEnd + 1);
    const auto url = Url::parse(text);
    demandPlace(url, text.size());
    if (!url)
        return 0;
    const auto again = Url::parse(url->toString());
    demand(again && *again == *url && again->origin() == url->origin());
    url->hostField();
    const auto target = url->resolve(reference);
    demandPlace(target, reference.size());
    if (target)
        demand(target->path == url->path || !target->path.contains("/../"));  // kept by a reference without a path
    return 0;
}
