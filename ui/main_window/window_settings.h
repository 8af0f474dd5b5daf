#pragma once

#include "core/history/history_store.h"
#include "core/transport/transport.h"
#include "ui/theme/theme.h"

#include <QByteArray>

namespace keyhole {

/// What is remembered from one start to the next. Never a secret: a proxy's password is asked for again.
struct WindowSettings {
    QByteArray geometry, columns, centre;
    bool sidebarHidden = false, diagnosisHidden = false, diagnosisBelow = false;
    ThemeChoice theme = ThemeChoice::System;
    bool keepsSessionCookies = false;
    HistoryRetention history = {};
    TransportOptions transport;  ///< proxy and time limits of new requests

    /// Unreadable or missing: the defaults.
    static WindowSettings load(const QString &path);
    /// The file can be read by its owner alone. Fails with the system's reason.
    Result<bool> save(const QString &path) const;
};

}
