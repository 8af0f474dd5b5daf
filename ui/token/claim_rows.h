#pragma once

#include "core/token/token.h"
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
    bool breaks = false;  ///< the server refuses the token because of this one
    std::vector<ClaimRow> nested;  ///< members or items
};

/// At most this many rows, and characters of a value, are shown; the rest is counted.
constexpr int kMostRows = 200;
constexpr int kMostValue = 2000;

std::vector<ClaimRow> headerRows(const Token &token);
std::vector<ClaimRow> payloadRows(const Token &token, const TokenTiming &timing, TimeForm form);

}
