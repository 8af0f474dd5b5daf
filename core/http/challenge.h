#pragma once

#include "core/result.h"

#include <QByteArray>
#include <optional>
#include <vector>

namespace keyhole {

/// name=value of a challenge or of credentials; the value without its quotes and backslashes.
struct AuthParameter {
    QByteArray name;  ///< in the case in which it came
    QByteArray value;
    bool quoted = false;
    qsizetype offset = 0;  ///< of the name, in the field value
    friend bool operator==(const AuthParameter &, const AuthParameter &) = default;
};

/// One challenge: a scheme with either a token68 or parameters. RFC 9110, 11.3.
struct Challenge {
    QByteArray scheme;
    QByteArray token68;
    std::vector<AuthParameter> parameters;
    qsizetype offset = 0;  ///< of the scheme, in the field value

    bool is(QByteArrayView otherScheme) const;
    /// The value of the first parameter of this name (names compare without case).
    std::optional<QByteArray> parameter(QByteArrayView name) const;
    friend bool operator==(const Challenge &, const Challenge &) = default;
};

/// Whether the text names an authentication scheme, registered or in wide use ("Basic", "Bot"). Case does not count.
bool isKnownScheme(QByteArrayView text);

/// What could be read of a field value, and what could not: challenges before and after a fault are kept.
struct ChallengeList {
    std::vector<Challenge> challenges;
    std::vector<SyntaxError> problems;
};

/// Parses the value of one WWW-Authenticate or Proxy-Authenticate field, which may hold several challenges: `Basic realm="a", Bearer`.
/// Fails with the offset of the first byte that no challenge can hold. RFC 9110, 11.6.1; a token68 may end in any number of '=' (11.2).
Result<std::vector<Challenge>, SyntaxError> parseChallenges(QByteArrayView fieldValue);

/// The same, reading on after a fault at the next place where something can begin; what browsers do, and what the diagnosis reads.
/// Beyond the grammar: a missing comma ends a value, an unquoted value may hold blanks and any byte, a quoted one may never end, and
/// "Basic realm=" is a parameter without a value. A parameter that stands twice is kept twice; one before any scheme is only a problem.
/// At most 100 challenges of 200 parameters are read, and 100 problems told.
ChallengeList readChallenges(QByteArrayView fieldValue);

}
