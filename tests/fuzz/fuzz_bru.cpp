#include "core/formats/import/bru_text.h"
#include "demand.h"

using namespace keyhole;

// A file of blocks, or a fault with its line; each row has the line that it is on.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView text = inputOf(data, size);
    const auto blocks = parseBru(text);
    demand(blocks || (!blocks.error().place.isEmpty() && !blocks.error().remedy.isEmpty()));
    if (!blocks)
        return 0;
    const int lines = int(text.count('\n')) + 1;
    for (const BruBlock &block : *blocks) {
        demand(block.line >= 1 && block.line <= lines);
        for (const BruRow &row : block.rows)
            demand(row.line >= block.line && row.line <= lines);
    }
    return 0;
}
