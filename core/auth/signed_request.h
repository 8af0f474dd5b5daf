#pragma once

#include "core/http/instant.h"

#include <QByteArray>
#include <QString>
#include <optional>
#include <vector>

namespace keyhole {

/// What does not fit in a signed request, as far as that can be found without the secret.
struct SigningFault {
    enum class Kind {
        OtherBytes,  ///< the request is not what was signed
        Incomplete,  ///< a part that must be there, or must be signed, is not
        Scope,  ///< signed for another region, service, date, resource or right
    };
    Kind kind = Kind::OtherBytes;
    QByteArray where;  ///< evidence place: "request.headers.Host", "request.body"
    QString line;  ///< what stands there; no secret
    QString says;  ///< what is wrong with it, in a few words
    bool proven = false;  ///< by arithmetic on the request, or by the rule of the scheme; what a recording may have lost proves nothing

    friend bool operator==(const SigningFault &, const SigningFault &) = default;
};
using SigningFaults = std::vector<SigningFault>;

/// When a request says that it was signed, and how long that holds. Ends before it begins: it never held.
struct SigningPeriod {
    std::optional<Instant> begins;  ///< the moment of signing, or from when on it is taken
    std::optional<Instant> ends;  ///< written in the request itself; absent where the server alone decides
    QByteArray where;  ///< evidence place of what was written
    QByteArray beginWritten, endWritten;

    friend bool operator==(const SigningPeriod &, const SigningPeriod &) = default;
};

}
