#include "core/replay/entry_list.h"

#include "core/replay/replay_options.h"

#include <QStringList>

namespace keyhole {

namespace {

constexpr int kLargest = 1'000'000'000;  // of a number

std::optional<int> numberOf(const QString &text)
{
    bool ok = false;
    const int number = text.trimmed().toInt(&ok);
    return ok && number >= 1 && number <= kLargest ? std::optional(number) : std::nullopt;
}

}

Result<std::vector<int>> parseEntries(const QString &text)
{
    std::vector<int> entries;
    for (const QString &part : text.split(QLatin1Char(','))) {
        const QStringList ends = part.split(QLatin1Char('-'));
        const auto first = numberOf(ends.front()), last = numberOf(ends.back());
        if (!first || !last || ends.size() > 2 || *last < *first)
            return failure(
                Error{QStringLiteral("“%1” names no entries").arg(text), {}, QStringLiteral("Write 3, 2-5 or 1,4,7-9, counted from 1.")});
        if (*last - *first >= ReplayOptions::kMostRequests - int(entries.size()))
            return failure(Error{QStringLiteral("“%1” names too many entries").arg(text),
                                 {},
                                 QStringLiteral("At most %1 are sent in one replay.").arg(ReplayOptions::kMostRequests)});
        for (int entry = *first; entry <= *last; ++entry)
            entries.push_back(entry - 1);
    }
    return entries;
}

}
