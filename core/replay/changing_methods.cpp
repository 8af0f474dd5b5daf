#include "core/replay/changing_methods.h"

namespace keyhole {

bool changesData(QByteArrayView method)
{
    static constexpr QByteArrayView kSafe[] = {"GET", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "REPORT", "SEARCH", "QUERY"};
    return std::find(std::begin(kSafe), std::end(kSafe), method) == std::end(kSafe);
}

bool changesData(const RequestDraft &draft)
{
    static constexpr QByteArrayView kOverrides[] = {"x-http-method-override", "x-http-method", "x-method-override"};
    const auto isChange = [](const DraftRow &row) {
        const bool overrides = std::any_of(std::begin(kOverrides), std::end(kOverrides),
                                           [&row](QByteArrayView name) { return row.name.compare(name, Qt::CaseInsensitive) == 0; });
        return row.enabled && overrides && changesData(row.value.trimmed().toUpper());
    };
    return changesData(draft.method) || std::any_of(draft.fields.begin(), draft.fields.end(), isChange);
}

bool needsConfirmation(const RequestDraft &draft, bool production)
{
    return production && changesData(draft);
}

}
