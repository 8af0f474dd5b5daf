#pragma once

#include "core/probes/bisect_run.h"
#include "core/probes/probe.h"

namespace keyhole {

/// What can be tried, with what each sends where and how many requests that takes.
QString offerToText(const ProbeOffer &offer, const Report &report);
/// `keyhole.probes/1`, one line.
QByteArray offerToJson(const ProbeOffer &offer, const Report &report);

/// What differs, and how many requests the search takes.
QString planToText(const BisectPlan &plan);
/// The steps and the conclusion.
QString bisectToText(const BisectPlan &plan, const BisectResult &result);
/// `keyhole.bisect/1`, one line; without a result, before anything was sent.
QByteArray bisectToJson(const BisectPlan &plan, const BisectResult *result);

}
