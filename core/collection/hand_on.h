#pragma once

#include "core/http/url.h"

#include <vector>

namespace keyhole {

/// A person's leave that secrets which answers of one origin gave go to another one as well.
struct HandOn {
    Origin from, to;
    friend bool operator==(const HandOn &, const HandOn &) = default;
};

/// The origins that a secret of an answer may go to: the one that gave it, and those that are allowed.
std::vector<Origin> originsFor(const Origin &from, const std::vector<HandOn> &allowed);

/// Adds those that are not there yet.
void addHandOns(std::vector<HandOn> &list, const std::vector<HandOn> &more);

}
