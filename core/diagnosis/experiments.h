#pragma once

#include <QByteArray>
#include <QString>
#include <optional>
#include <vector>

namespace keyhole {

/// One request that was sent otherwise than the refused one, and what came of it.
struct Experiment {
    QByteArray id;  ///< "as-sent", "without-cookies"
    QString title;  ///< "Without cookies"
    QString sent;  ///< "GET https://host/path", masked, and what was otherwise
    QString answers;  ///< "401 Unauthorized (3 times)"
    QByteArray outcome;  ///< "refused", "accepted", "unsteady", …
    QString says;  ///< what that shows, in a sentence; may be empty
};

/// A table of experiments, and what follows from all of them.
struct Experiments {
    std::vector<Experiment> rows;  ///< the request as it was first
    QString conclusion;  ///< in words
    QByteArray cause;  ///< the id that they speak for; empty: none
    bool settled = false;  ///< no other reading is left
    int requests = 0;  ///< that were sent
};

/// "Experiments: settled by 7 requests", "Experiments: not settled by 7 requests".
QString experimentsHeading(const Experiments &experiments);

}
