#pragma once

#include "core/result.h"

#include <QStringList>

namespace keyhole {

/// What stands behind `keyhole-cli token`.
struct TokenOptions {
    QString source = QStringLiteral("-");
    QString key;  ///< a file, or an https address
    QString payload;  ///< the file of a payload that travels apart
    QString other;  ///< the file of a token to compare with
    bool json = false;
    bool secretInBase64 = false;
    bool fetchKeys = false;  ///< from the issuer that the token names
    bool allowPrivate = false;

    bool wantsCheck() const { return fetchKeys || !key.isEmpty(); }
    bool wantsNetwork() const;
};

/// Fails with what is wrong about the use.
Result<TokenOptions> parseTokenOptions(const QStringList &arguments);

extern const char *const kTokenHelp;

}
