#include "core/token/split_cookies.h"

#include <map>
#include <optional>

namespace keyhole {

namespace {

constexpr int kMostParts = 50;

struct NumberedName {
    QByteArray base;  ///< with what stands between it and the number
    int number = 0;
};

std::optional<NumberedName> numbered(const QByteArray &name)
{
    qsizetype begin = name.size();
    while (begin > 0 && name[begin - 1] >= '0' && name[begin - 1] <= '9')
        --begin;
    const QByteArray digits = name.mid(begin);
    if (begin == 0 || digits.isEmpty() || digits.size() > 2 || (digits.size() > 1 && digits.front() == '0') || digits.toInt() >= kMostParts)
        return std::nullopt;
    return NumberedName{name.left(begin), digits.toInt()};
}

bool hasSeparator(const QByteArray &base)
{
    return base.endsWith('.') || base.endsWith('_') || base.endsWith('-');
}

/// ASP.NET Core: the cookie of the plain name holds "chunks-N", and the parts are C1, C2 …
bool isChunked(const QByteArray &base, const std::vector<NamedCookie> &cookies)
{
    if (!base.endsWith('C'))
        return false;
    return std::any_of(cookies.begin(), cookies.end(),
                       [name = base.chopped(1)](const NamedCookie &each) { return each.name == name && each.value.startsWith("chunks-"); });
}

using Parts = std::map<int, size_t>;

/// The parts in order, where none is missing.
std::vector<size_t> inOrder(const QByteArray &base, const Parts &parts, const std::vector<NamedCookie> &cookies)
{
    std::vector<size_t> order;
    const int first = parts.begin()->first;
    if (first > 1)
        return {};
    const bool plain = !hasSeparator(base) && !isChunked(base, cookies);
    if (plain) {  // the first part has no number at all
        const auto head = std::find_if(cookies.begin(), cookies.end(), [&base](const NamedCookie &each) { return each.name == base; });
        if (head == cookies.end() || first != 1)
            return {};
        order.push_back(size_t(head - cookies.begin()));
    }
    int expected = first;
    for (const auto &[number, index] : parts) {
        if (number != expected++)
            return {};
        order.push_back(index);
    }
    return order;
}

}

std::vector<SplitCookie> joinSplitCookies(const std::vector<NamedCookie> &cookies)
{
    std::map<QByteArray, Parts> groups;
    for (size_t i = 0; i < cookies.size(); ++i) {
        if (const auto name = numbered(cookies[i].name))
            groups[name->base].emplace(name->number, i);
    }
    std::vector<SplitCookie> joined;
    for (const auto &[base, parts] : groups) {
        const std::vector<size_t> order = inOrder(base, parts, cookies);
        if (order.size() < 2)
            continue;
        SplitCookie split{{}, order};
        for (const size_t index : order)
            split.value += cookies[index].value;
        joined.push_back(std::move(split));
    }
    return joined;
}

}
