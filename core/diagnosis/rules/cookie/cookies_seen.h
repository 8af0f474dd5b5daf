#pragma once

#include "core/diagnosis/facts.h"

namespace keyhole {

/// What the cookie rules ask of the facts.

/// By its name, or since its value begins as a JWT does.
bool carriesSession(const CookiePair &pair);
bool sentCookie(const Facts &facts, QByteArrayView name);
/// Whether the request looks like one of a web page or client that works with a session cookie: nothing else identifies it.
bool expectsSession(const Facts &facts);
/// The key field that went along was accepted at this address before.
bool keyWasAccepted(const Facts &facts);
/// Whether the answer asks, by a challenge or in words, for something else than a session: a token, a key, a password.
bool asksForAnother(const Facts &facts);
/// How sure it is that a lost session cookie is the cause: certain, unless the answer asks for another credential or was made by somebody
/// who reads no sessions.
Certainty sureOfSession(const Facts &facts);
/// Whether the answer's words stand for something else than a session that is over or not known.
bool saysSomethingElse(const Facts &facts);
/// A Set-Cookie that a server sends to end a session, not one whose time was computed wrongly.
bool isDeletion(const Facts &facts, const SeenSetCookie &seen);
/// An earlier sign-in of the same site that was accepted: POST to an address that is called like one.
const Earlier *signIn(const Facts &facts);
/// The last Set-Cookie of an earlier answer that this request lacks and that is called like a session or came with a sign-in.
const SeenSetCookie *lostCookie(const Facts &facts);

}
