#pragma once

#include "core/diagnosis/facts.h"

namespace keyhole {

/// Who stands before the application and refused the request without a look at a credential of this scheme: it made the answer, and neither
/// its challenge nor its words speak of one. `scheme` is empty for keys in a field and for cookies. nullptr where the application answered,
/// where that is open, and for who may have had it checked and asks for nothing else.
const AnsweredBy *refusedUnread(const Facts &facts, QByteArrayView scheme);

/// Somebody between this computer and whoever answered, who may take fields away.
struct Hand {
    QString name;  ///< "CloudFront"; "a cache or gateway" where the answer names none
    Evidence line;
};
/// The one nearest to the client; absent where nothing in the answer shows one.
std::optional<Hand> handBetween(const Facts &facts);

/// What shows who made the answer, as a line of evidence that says so. `does` goes behind the name: "asks for it".
Evidence whoAnswered(const AnsweredBy &by, const QString &does);

}
