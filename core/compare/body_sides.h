#pragma once

#include "core/compare/line_comparison.h"
#include "core/http/exchange.h"

namespace keyhole {

/// Two contents side by side, line by line, JSON with a member a line; secrets are masked by marks that keep equality.
struct BodySides {
    QByteArray left, right;
    std::vector<LineRun> runs;
    QString unreadable = {};  ///< why there are no lines to show; empty when there are
};

/// Of the hops that compareExchanges() holds against each other. Takes a while for large contents: made for a thread of the pool. Contents
/// of more than 32 MB, and those that are no text, are not shown.
BodySides requestBodySides(const Exchange &left, const Exchange &right);
BodySides responseBodySides(const Exchange &left, const Exchange &right);

}
