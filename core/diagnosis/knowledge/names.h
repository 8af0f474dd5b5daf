#pragma once

#include <QByteArray>

namespace keyhole {

/// Whether a request field of this name carries a credential by itself (X-API-Key, Private-Token, …); Authorization and Cookie are not
/// among them.
bool isCredentialField(QByteArrayView name);
/// Whether a parameter of a query or form carries a credential; `key` and `token` only with a value that may be one.
bool isCredentialParameter(QByteArrayView name, QByteArrayView value);
/// Whether a cookie of this name counts visits and says nothing of who asks.
bool isVisitCookie(QByteArrayView name);
/// Whether a cookie of this name is a session of a well-known framework, or is called like one.
bool isSessionCookie(QByteArrayView name);
/// Whether a cookie of this name holds the anti-forgery token that a script copies into a field.
bool isAntiForgeryCookie(QByteArrayView name);
/// Whether a cookie of this name carries the token by which a user is known, rather than one of a tracker or a refresh token.
bool isTokenCookie(QByteArrayView name);
/// Whether a name is a misspelling of Authorization, or a field that people take for it.
bool isMistakenForAuthorization(QByteArrayView name);
/// Whether a word is another one with up to two letters wrong, missing or added.
bool isMisspelt(QByteArrayView word, QByteArrayView meant);

}
