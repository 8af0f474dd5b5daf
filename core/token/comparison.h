#pragma once

#include "core/token/token.h"

namespace keyhole {

/// One member of the header or the payload in two tokens. Members of objects are compared one by one, those of lists as sets where they
/// are texts or numbers.
struct MemberComparison {
    enum class Part { Header, Payload } part = Part::Payload;
    enum class Change { Same, Changed, OnlyLeft, OnlyRight } change = Change::Same;
    std::vector<QByteArray> path;  ///< "realm_access", "roles": names from the outside in
    std::optional<JsonValue> left, right;
    bool isSet = false;  ///< scopes, audiences, roles and other lists: the order counts for nothing
    std::vector<QByteArray> removed, added;  ///< of a set: what only the left has, what only the right has
    std::optional<Milliseconds> later;  ///< of a time: right minus left
    bool eachTime = false;  ///< a new token of the same kind has it anew (jti, iat, nonce …): folded away
    QString says;  ///< "1 h later", "with write, without admin", "the same, as a list"; empty where there is no more to say

    QByteArray name() const;  ///< the path, joined by dots
};

struct TokenComparison {
    std::vector<MemberComparison> members;  ///< header first; in the order of the left token, then what only the right has
    bool sameText = false;  ///< byte by byte
    qsizetype leftOut = 0;  ///< members beyond the limit
    QString summary;  ///< one sentence: "The same token.", "2 claims differ: exp, scope."

    /// How many members differ that are no noise.
    qsizetype differing() const;
};

/// What differs between two tokens, claim by claim: at most 1000 members, 500 of one object. A token without a header and payload that can
/// be read has no members; the summary says so. Nothing here tells which is genuine.
TokenComparison compareTokens(const Token &left, const Token &right);

}
