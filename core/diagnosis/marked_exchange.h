#pragma once

#include <QByteArray>
#include <QString>
#include <vector>

namespace keyhole {

class SecretMarks;
struct Facts;

/// A line of an exchange with marks (marks.h) in the place of its secrets.
struct MarkedLine {
    QByteArray where;  ///< place, as in Evidence
    QString text;  ///< control characters made visible
};

/// One request with its answer.
struct MarkedHop {
    std::vector<MarkedLine> request, response;  ///< the start line, the fields, and the body as one line where it is short text
};

/// What a token says, its signature left out.
struct MarkedToken {
    QByteArray where;
    std::vector<QString> header, claims;  ///< "exp": 1795242667, one a line
};

/// A secret as it is masked within a line, and the mark that a ticket has in its place.
struct MarkedSecret {
    QString masked, mark;
};

/// An exchange as a ticket shows it.
struct MarkedExchange {
    std::vector<MarkedHop> hops;
    std::vector<MarkedToken> tokens;
    std::vector<MarkedSecret> secrets;  ///< those whose masked form is known by its first and last characters
};

/// Of each message at most 80 fields of 1 000 characters, and 2 000 of the body; at most four tokens of 60 claims. What was cut is told.
/// `secrets` are hidden wherever they stand, besides what stands under the name of a secret.
MarkedExchange markedExchange(const Facts &facts, const std::vector<QString> &secrets, const SecretMarks &marks);

}
