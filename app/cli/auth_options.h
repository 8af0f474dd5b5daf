#pragma once

#include "core/collection/request_draft.h"
#include "core/result.h"

#include <QStringList>

namespace keyhole {

/// Credentials that curl has no options for. Secrets come from files or from the keychain, never from the command line, which other
/// programs can read.
struct AuthOptions {
    QString jwtKey, claims, jwtAlgorithm;  ///< --jwt, --claims, --jwt-alg
    QString proofKey;  ///< --dpop
    QString oauth1;  ///< --oauth1
    QString password, passphrase;  ///< --password-file, --pass-file
    QByteArray credential, proxyCredential;  ///< --credential, --proxy-credential
    QString proxyPassword;  ///< --proxy-password-file
};

/// Takes the option at `at`, and its value, when it is one of these; `at` is moved to the last word taken. Fails when its value is missing.
Result<bool> takeAuthOption(AuthOptions &options, const QStringList &arguments, qsizetype &at);

/// Puts them into the draft. Fails for a file that cannot be read, and for an id that is none.
Result<void> applyAuthOptions(const AuthOptions &options, RequestDraft &draft);

}
