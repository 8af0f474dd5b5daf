#include "core/collection/selector.h"
#include "core/collection/variable_scopes.h"
#include "demand.h"

using namespace keyhole;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text = inputOf(data, size).toByteArray();
    const auto rows = parseDotEnv(text);
    demandPlace(rows, text.size());
    for (const VariableReference &reference : referencesIn(text))
        demand(reference.offset >= 0 && reference.offset + reference.size <= text.size() && !reference.name.isEmpty());
    if (const auto selector = parseSelector(text)) {
        const auto again = parseSelector(selectorText(*selector));
        demand(again && (selector->kind == Selector::Kind::Pattern || *again == *selector));
    }
    return 0;
}
