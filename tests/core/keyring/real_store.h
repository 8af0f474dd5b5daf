#pragma once

#include "core/secrets/credentials.h"
#include "core/secrets/keychain_store.h"
#include "core/secrets/system_keychain.h"
#include "core/secrets/waiting.h"

#include <QTemporaryDir>

namespace keyhole {

/// A store over the real keychain of the private bus.
struct RealStore {
    QTemporaryDir folder;
    KeychainStore store{std::make_unique<SystemKeychain>("Keyhole-tests"), folder.filePath("credentials.json")};
    const Credential credential = bearer("1f", QByteArray("a\0b\n\xff", 5) + "token-of-a-deploy-job");
};

}
