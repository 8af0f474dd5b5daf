#include "core/session/confirmation.h"

#include <algorithm>

namespace keyhole {

namespace {

bool isSafe(const QByteArray &method)
{
    static constexpr QByteArrayView kSafe[] = {"GET", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "REPORT", "SEARCH", "QUERY", "PRI"};
    return std::find(std::begin(kSafe), std::end(kSafe), QByteArrayView(method)) != std::end(kSafe);
}

bool standsForAnother(const DraftRow &row)
{
    static constexpr QByteArrayView kOverrides[] = {"x-http-method-override", "x-http-method", "x-method-override"};
    const bool overrides = std::any_of(std::begin(kOverrides), std::end(kOverrides),
                                       [&row](QByteArrayView name) { return row.name.compare(name, Qt::CaseInsensitive) == 0; });
    return row.enabled && overrides && !isSafe(row.value.trimmed().toUpper());
}

}

bool needsConfirmation(const RequestDraft &draft, bool production)
{
    return production && (!isSafe(draft.method) || std::any_of(draft.fields.begin(), draft.fields.end(), standsForAnother));
}

}
