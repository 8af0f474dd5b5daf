#include "core/collection/hand_on.h"

#include <algorithm>

namespace keyhole {

std::vector<Origin> originsFor(const Origin &from, const std::vector<HandOn> &allowed)
{
    std::vector<Origin> origins{from};
    for (const HandOn &each : allowed) {
        if (each.from == from)
            origins.push_back(each.to);
    }
    return origins;
}

void addHandOns(std::vector<HandOn> &list, const std::vector<HandOn> &more)
{
    for (const HandOn &each : more) {
        if (std::find(list.begin(), list.end(), each) == list.end())
            list.push_back(each);
    }
}

}
