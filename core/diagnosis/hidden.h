#pragma once

#include "core/diagnosis/report.h"

namespace keyhole {

struct Facts;

/// Every value of an exchange that must not stand in a report: credentials, passwords, cookies, tokens, keys, whatever stands under a name
/// that promises one, on every hop and in both directions; also decoded, and in every spelling (core/secrets/spellings.h). Longest first.
/// Short ones are no secrets, and would be found everywhere.
std::vector<QString> secretsOf(const Facts &facts);

/// The last line of defence: whatever a rule wrote, none of these secrets stays in the report.
void hideSecrets(Report &report, const std::vector<QString> &secrets);

}
