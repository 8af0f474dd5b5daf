#pragma once

#include "core/http/instant.h"

#include <QByteArray>
#include <QString>
#include <optional>

namespace keyhole {

/// What the value of a cookie shows of itself without the server's key: whose form it has, and the times that stand in it. Nothing says
/// that it is genuine, and its content is not told.
struct SessionValue {
    QString form;  ///< "a signed session of Flask"
    std::optional<Instant> made = {};  ///< when the server wrote it
    std::optional<Instant> ends = {};  ///< from then on the server refuses it, where the value says so
    Seconds usualLife{0};  ///< after `made`, unless the server is set otherwise; 0: not known
    Seconds grace{0};  ///< how long after `ends` the server still takes it
    bool renewable = false;  ///< the server makes a new one of it when its time is over
    QString detail = {};  ///< what else is no secret: "of key 5a1f…", "worker node2"

    friend bool operator==(const SessionValue &, const SessionValue &) = default;
};

/// Reads the value as sent, percent-encoded or not. Absent for a form that is not known and for values over 16 KB.
/// The forms are those of the frameworks' own sources; each reader names its one.
std::optional<SessionValue> readSessionValue(QByteArrayView name, QByteArrayView value);

/// "a signed session of Flask, 3 h old", "…, over since 2 min": for a card; `now` by the server's clock.
QString sessionValueText(const SessionValue &value, std::optional<Instant> now);

}
