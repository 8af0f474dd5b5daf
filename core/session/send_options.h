#pragma once

#include "core/collection/request_draft.h"

namespace keyhole {

/// What one request goes by, beside its draft.
struct SendOptions {
    std::optional<Environment> environment = {};  ///< whose variables and jar; nothing: those of the session
    bool allowUnresolved = false;  ///< a {{name}} that nothing stands for goes out as it is; a person said so
    QString jar = {};  ///< name of the environment's jar, where it is another than its own name
    bool onlyRefusals = false;  ///< an accepted answer is reported by its verdict alone: for many that nobody opens one by one

    /// Name of the environment's jar.
    QString jarName() const { return jar.isEmpty() && environment ? environment->name : jar; }
};

}
