#include "core/diagnosis/layer/signs.h"

#include <algorithm>

namespace keyhole {

namespace {

constexpr size_t kMostEntries = 20;

/// Parts at commas that stand in no comment.
QByteArrayList entriesOf(const QByteArray &value)
{
    QByteArrayList parts;
    QByteArray part;
    int depth = 0;
    for (const char c : value) {
        depth += c == '(' ? 1 : c == ')' && depth > 0 ? -1 : 0;
        if (c == ',' && depth == 0) {
            parts += part.trimmed();
            part.clear();
        } else {
            part += c;
        }
    }
    parts += part.trimmed();
    parts.removeAll(QByteArray());
    return parts;
}

}

std::vector<ViaEntry> readVia(const FieldList &fields)
{
    std::vector<ViaEntry> entries;
    for (const Field &field : fields) {
        if (!equalsIgnoringCase(field.name, "Via"))
            continue;
        for (const QByteArray &part : entriesOf(field.value)) {
            const qsizetype open = part.indexOf('(');
            // protocol, received-by; some leave the protocol out.
            const QByteArrayList words = (open < 0 ? part : part.first(open)).simplified().split(' ');
            ViaEntry entry{words.size() > 1 ? words.at(1) : words.first(), {}, &field};
            if (open >= 0)
                entry.comment = part.mid(open + 1, part.lastIndexOf(')') - open - 1).trimmed();
            entries.push_back(std::move(entry));
        }
    }
    // Each hand adds itself at the end, so the last is the nearest to whoever asked.
    std::reverse(entries.begin(), entries.end());
    entries.resize(std::min(entries.size(), kMostEntries));
    return entries;
}

}
