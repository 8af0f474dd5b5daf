#pragma once

#include "core/secrets/credential_store.h"

#include <functional>

namespace keyhole {

/// The key of that name in the keychain, 32 bytes that a file of Keyhole's own is written with; made and stored where there is none.
/// Brings the key, or why there is none, unless the context is gone by then. Credentials that do not last give none: what it protects
/// would be lost with it.
void withStorageKey(CredentialStore &credentials, const QString &name, Instant now, QObject *context,
                    std::function<void(const Result<Secret> &)> done);

}
