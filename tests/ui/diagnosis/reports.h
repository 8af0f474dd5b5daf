#pragma once

#include "core/diagnosis/report.h"

/// Reports as the diagnosis would make them, for every state of the panel.
namespace reports {

keyhole::Report expiredToken();
keyhole::Report notSaid();
keyhole::Report foretoldExpiry();
keyhole::Report readyToSend();
keyhole::Report accepted();
keyhole::Report noAnswer();
/// A report of this outcome with little but its verdict.
keyhole::Report plain(keyhole::Outcome outcome, const QString &headline, const QString &line);

}
