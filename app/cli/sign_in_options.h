#pragma once

#include "core/oauth/providers.h"
#include "core/oauth/sign_in.h"

#include <QStringList>

namespace keyhole {

/// What was asked on the command line.
struct SignInOptions {
    SignInSettings settings;
    QByteArray resourceAddress;  ///< an API that names its issuer itself (RFC 9728), where no issuer is given
    std::vector<Origin> origins;  ///< where a stored token may go
    QString storeAs;  ///< empty: it is not stored
    QString keyFile;  ///< of a service account: its key can still be read there when it is stored
    const Provider *provider = nullptr;
    bool opensBrowser = true;
    bool printsToken = false;
    bool json = false;
    bool verbose = false;
};

extern const char *const kSignInHelp;

/// Fails with what is wrong with the use, or with a file that cannot be read.
struct SignInRefusal {
    Error error;
    int exitStatus;
};
Result<SignInOptions, SignInRefusal> parseSignInOptions(const QStringList &arguments);

}
