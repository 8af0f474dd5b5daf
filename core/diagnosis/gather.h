#pragma once

#include "core/diagnosis/report.h"

namespace keyhole {

struct Facts;

/// The parts of gatherFacts(), in the order in which each may rely on those before it.
void gatherCredentials(Facts &facts);  ///< credentials, authorization, basic
void gatherTokens(Facts &facts);  ///< tokens, mainToken
void gatherAnswer(Facts &facts);  ///< challenges, answer, said, refusalInSuccess, contentType
void gatherLayers(Facts &facts);  ///< answeredBy
void gatherHistory(Facts &facts);  ///< earlier
void gatherClocks(Facts &facts);  ///< clocks, offset, serverTime
void gatherSigning(Facts &facts);  ///< signing
void gatherCookies(Facts &facts);  ///< cookiesSent, setCookies, cookieDecisions

/// What a report tells of the answer; absent where none came.
std::optional<ReportedAnswer> reportedAnswer(const Facts &facts);

}
