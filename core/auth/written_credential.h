#pragma once

#include "core/collection/auth_draft.h"

#include <optional>

namespace keyhole {

/// What a credential that signs nothing writes into a request, and where.
struct WrittenCredential {
    KeyPlace place = KeyPlace::Header;
    QByteArray name, value;  ///< as they are: nothing is percent-encoded
};

/// Of Basic (RFC 7617, in UTF-8), Bearer and OAuth 2 tokens (RFC 6750, 2.1), API keys and Raw. Nothing for kinds of which more has to be
/// known than the draft tells, and for OAuth 2 while there is no token.
std::optional<WrittenCredential> writtenCredential(const AuthDraft &auth);

/// "Bearer abc"; without the blank where one of the two is empty.
QByteArray behindScheme(const QByteArray &scheme, const QByteArray &token);

}
