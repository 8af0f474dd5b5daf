#pragma once

#include "core/token/claim_check.h"
#include "core/token/sd_jwt.h"
#include "ui/token/token_timing.h"

#include <vector>

namespace keyhole {

/// What is shown of one member of the header or the payload.
struct ClaimRow {
    enum class Check { None, Holds, Broken };
    QByteArray name;
    QString value;  ///< as it is written; a nested value in one line
    QString meaning;  ///< what it stands for; empty for unknown claims
    Check check = Check::None;
    QString open = {};  ///< what would decide it, where it cannot be checked from here
    bool breaks = false;  ///< the server refuses the token because of this one
    std::vector<ClaimRow> nested;  ///< members or items
};

/// At most this many rows, and characters of a value, are shown; the rest is counted.
constexpr int kMostRows = 200;
constexpr int kMostValue = 2000;

/// As it is shown: a text without its quotes, anything nested as JSON in one line.
QString valueText(const JsonValue &value);

/// Whether a claim of this name holds a moment, in seconds since 1970.
bool isTimeClaim(QByteArrayView name);

/// With the checks of its members; those that its kind must have and it lacks stand at the end.
std::vector<ClaimRow> headerRows(const Token &token, const std::vector<MemberCheck> &checks = {});
std::vector<ClaimRow> payloadRows(const Token &token, const TokenTiming &timing, TimeForm form,
                                  const std::vector<MemberCheck> &checks = {});
/// The claims that the holder of an SD-JWT shows, and whether each is part of what was signed.
std::vector<ClaimRow> disclosureRows(const Disclosures &disclosures);
/// Members of any JSON object, without meanings.
std::vector<ClaimRow> plainRows(const JsonValue &object);

}
