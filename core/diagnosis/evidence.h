#pragma once

#include "core/diagnosis/facts.h"

namespace keyhole {

/// Lines of evidence, secrets masked, with the decisive part marked. `mark` is looked for in the line; empty marks the value.

/// "authorization: Bearer eyJh••••••••3kQw": a field of the last hop's request.
Evidence requestField(const Field &field, const QString &says, const QString &mark = {});
Evidence responseField(const Facts &facts, QByteArrayView name, const QString &says, const QString &mark = {});
/// `"exp": 1795242667`.
Evidence claim(const Facts &facts, QByteArrayView name, const QString &says);
Evidence tokenHeader(const Facts &facts, QByteArrayView name, const QString &says);
/// "GET https://host/path".
Evidence requestLine(const Facts &facts, const QString &says, const QString &mark = {});
/// "401 Unauthorized".
Evidence statusLine(const Facts &facts, const QString &says = {});
/// The Date of the answer, as the server's clock, with its uncertainty.
Evidence serverDate(const Facts &facts);
/// A time of the answer that Date contradicts.
Evidence otherClockLine(const ToldTime &told);
/// A credential as it went, wherever it stood.
Evidence credentialLine(const SentCredential &credential, const QString &says);
/// A request without something: "no Authorization".
Evidence absent(QByteArrayView where, const QString &what, const QString &says);
/// The strongest words of the answer for a cause; `says` names whose they are.
Evidence said(const Said &said);
/// A Set-Cookie line with its value masked.
Evidence setCookieLine(const SeenSetCookie &seen, const QString &says, const QString &mark);
/// A line about an earlier exchange: "GET https://… → 200".
Evidence earlierLine(const Earlier &earlier, const QString &says);

/// Whether a word of a credential is a scheme, a template or what a program writes in the place of a missing value: no secret.
bool isPublicWord(QByteArrayView word);
/// The value of a credential with everything that could be secret hidden; schemes, placeholders and punctuation stay.
QString maskedCredential(QByteArrayView value);
/// An address with the values of its credential parameters and its user information hidden.
QString maskedAddress(const Url &url);
/// name=••••••••; attributes.
QString maskedSetCookie(QByteArrayView value);

}
