#pragma once

#include "core/collection/request_draft.h"

namespace keyhole {

/// What a credential adds to a request. Each part is empty where it adds nothing there.
struct AuthEffect {
    FieldList fields;
    QByteArray query;  ///< "name=value", percent-encoded, to go behind what the address has
    QByteArray cookie;  ///< "name=value"
    QString display;  ///< what it adds, for a person: the secret is masked
};

/// Basic: RFC 7617, in UTF-8. Bearer: RFC 6750, 2.1, with the scheme as given. ApiKey: a field, query parameter or cookie of the given
/// name. Raw: the value of Authorization. An empty secret is sent empty: what a server says to that is worth seeing.
AuthEffect applyAuth(const AuthDraft &auth);

}
