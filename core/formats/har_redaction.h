#pragma once

#include "core/formats/har_entry.h"

namespace keyhole {

/// Whether a value was put in place of a secret before saving: "[redacted]", "Bearer ***", "[Filtered]", "[authorization redacted]",
/// Keyhole's own dots. Placeholders that a person forgot to fill in ("<token>", "{{token}}") are none.
bool isRedacted(QByteArrayView value);

/// The name of the first field of the hop whose value was redacted; for Cookie and Set-Cookie one redacted cookie is enough.
std::optional<QByteArray> redactedField(const Hop &hop);

/// Whether the entry holds an Authorization, a Cookie or a Set-Cookie.
bool holdsCredentials(const Hop &hop);

/// Why an entry of a file in which no entry holds credentials must be taken for one that Chrome's developer tools saved without them;
/// empty when it need not. They drop exactly these fields and empty the lists of cookies, since version 130, unless told otherwise; the
/// size of the head (headersSize) is still the one before.
QString whyLeftOut(const HarEntry &entry, const QString &creator);

}
