#pragma once

#include "core/diagnosis/facts.h"

namespace keyhole {

/// What earlier exchanges tell about the credential in use: who handed it out, what was accepted with it, who took it back. Each gives the
/// latest exchange of its kind, or nullptr.

/// Handed out this very token in its answer.
const Earlier *handedOut(const Facts &facts, const QByteArray &token);

/// How long before this request the token in use was handed out by an earlier answer.
std::optional<Milliseconds> ageOfToken(const Facts &facts);

/// A token of the same kind that was handed out after the one in use, and is not the one that is sent.
struct NewerToken {
    const Earlier *by;
    QByteArray token;
};
std::optional<NewerToken> newerToken(const Facts &facts);

/// The request's own token: a JWT or an opaque one, without its scheme; empty where none was sent outside of cookies.
QByteArray tokenInUse(const Facts &facts);

/// Accepted with the same Authorization or key field; `sameAddress`: at this very address.
const Earlier *acceptedWithCredential(const Facts &facts, bool sameAddress = false);
/// Accepted at this origin with this cookie, name and value.
const Earlier *acceptedWithCookie(const Facts &facts, const CookiePair &cookie, bool sameAddress = false);
/// The value of a cookie in an earlier request.
std::optional<QByteArray> cookieIn(const Request &request, QByteArrayView name);

/// A sign-out, a revocation (RFC 7009) or a change of password that went through with the credential or session in use, after it was last
/// accepted.
const Earlier *takenBack(const Facts &facts);

/// The refusals at this origin right before this one, with nothing accepted in between; oldest first. 429 counts as well.
std::vector<const Earlier *> refusalsInARow(const Facts &facts);

/// Server or X-Powered-By say another name or version now than in that answer: a deployment, or another machine.
std::optional<Evidence> changedServer(const Facts &facts, const Earlier &then);

/// "5 refusals within 2 min": a line about refusals in a row, of which there is at least one.
Evidence refusalsLine(const std::vector<const Earlier *> &refusals);

}
