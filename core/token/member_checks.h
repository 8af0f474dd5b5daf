#pragma once

#include "core/token/claim_check.h"

namespace keyhole {

/// A verdict on one member; absent where there is nothing to say.
struct Judged {
    MemberCheck::Outcome outcome;
    QString says;
};
using Judgement = std::optional<Judged>;

inline Judged fits(const QString &says)
{
    return {MemberCheck::Outcome::Ok, says};
}
inline Judged wrong(const QString &says)
{
    return {MemberCheck::Outcome::Wrong, says};
}
inline Judged open(const QString &says)
{
    return {MemberCheck::Outcome::NotCheckable, says};
}

// The parts of checkMembers(); the first that has something to say counts.
Judgement judgeTime(const Token &token, const JsonMember &claim, const CheckContext &context);
Judgement judgeType(const JsonMember &claim);  ///< the JSON type and form that the registration asks for
Judgement judgeParty(const Token &token, const JsonMember &claim, const CheckContext &context);  ///< iss, sub, aud, azp, client_id
Judgement judgeBinding(const Token &token, const JsonMember &claim, const CheckContext &context);  ///< hashes, cnf, nonce, htm, htu
Judgement judgeMethods(const JsonMember &claim);  ///< amr, acr
Judgement judgeHeader(const Token &token, const JsonMember &parameter);

/// What its kind of token must have and this one lacks, each with the section that says so.
std::vector<MemberCheck> missingMembers(const Token &token, const CheckContext &context);

}
