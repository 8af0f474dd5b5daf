#pragma once

#include "core/cookies/csrf.h"

namespace keyhole {

/// Whether a token that was sent is that of a cookie: equal, or the same secret below another mask, as Django and Spring send it.
bool sameCsrfToken(QByteArrayView sent, QByteArrayView cookie);

/// The token of a scheme in the first page that has one; empty where none has.
QByteArray csrfTokenInPages(const CsrfScheme &scheme, const std::vector<QByteArray> &pages);

}
