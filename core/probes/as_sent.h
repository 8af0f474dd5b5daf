#pragma once

#include "core/probes/probe.h"

namespace keyhole {

/// The draft with what went out that time: a stored sign-in's token is the one that went, not a newer one.
RequestDraft draftAsSent(const Exchange &exchange, const RequestDraft &draft);

/// The cookies of the first hop's request, in order.
std::vector<QByteArray> cookieNamesSent(const Exchange &exchange);

/// Whether this credential stands in Authorization.
bool isInAuthorization(const AuthDraft &auth);
/// What the draft puts into Authorization: the credential's kind, or the typed field; nothing when it sends none.
std::optional<QString> authorizationOf(const RequestDraft &draft);
/// Without everything that writes Authorization.
void removeAuthorization(RequestDraft &draft);
/// Without cookies that are typed: the rows and a typed Cookie field. A key that is a cookie stays: it is the credential.
void removeTypedCookies(RequestDraft &draft);

}
