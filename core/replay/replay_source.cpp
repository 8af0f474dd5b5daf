#include "core/replay/replay_source.h"

#include "core/diagnosis/report.h"
#include "core/formats/secret_spans.h"

#include <map>

namespace keyhole {

void ReplaySource::readAhead(const std::vector<int> &) { }

QString shownAddress(const QByteArray &address)
{
    const auto mask = [](const QByteArray &secret) { return Secret::mask(secret).toUtf8(); };
    return visibleText(QString::fromUtf8(replaceSpans(address, secretsInAddress(address), mask)));
}

std::vector<std::pair<QByteArray, int>> changingMethods(const std::vector<ReplayItem> &items, const std::vector<int> &chosen)
{
    std::map<QByteArray, int> counts;
    for (const int item : chosen) {
        const ReplayItem &each = items.at(size_t(item));
        if (each.leftOut.isEmpty() && changesData(each.method))
            ++counts[each.method];
    }
    std::vector<std::pair<QByteArray, int>> methods(counts.begin(), counts.end());
    std::stable_sort(methods.begin(), methods.end(), [](const auto &a, const auto &b) { return a.second > b.second; });
    return methods;
}

QString changingMethodsText(const std::vector<std::pair<QByteArray, int>> &methods)
{
    int all = 0;
    QStringList parts;
    for (const auto &[method, count] : methods) {
        all += count;
        parts += QStringLiteral("%1 %2").arg(QString::number(count), visibleText(QString::fromUtf8(method)));
    }
    if (all == 0)
        return {};
    return (all == 1 ? QStringLiteral("1 request changes data: %1") : QStringLiteral("%1 requests change data: %2").arg(all))
        .arg(parts.join(QStringLiteral(", ")));
}

}
