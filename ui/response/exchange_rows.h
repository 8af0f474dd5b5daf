#pragma once

#include "core/diagnosis/report.h"
#include "ui/response/sectioned_model.h"

namespace keyhole {

/// The fields of every hop, the last hop first: those of the answer, its trailers, those that were sent with where they came from. A row
/// that a finding rests on gets the finding's icon. Secrets are masked.
std::vector<SectionedRow> headerRows(const Exchange &exchange, const Report &report);

/// How many fields the last answer has, and how many cookies the answers set.
int answerFieldCount(const Exchange &exchange);
int setCookieCount(const Exchange &exchange);

}
