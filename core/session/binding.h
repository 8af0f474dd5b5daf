#pragma once

#include "core/secrets/credential.h"
#include "core/secrets/store_error.h"
#include "core/session/prepare.h"

namespace keyhole {

/// Whether the credential is a reference that has not been read yet.
bool isUnread(const AuthDraft &auth);
/// The credentials of a draft that are to be read, each once.
std::vector<CredentialId> unreadCredentials(const RequestDraft &draft);

/// The draft with what the credential holds wherever it refers to it, bound to the credential's own origins. OtherOrigin when the prepared
/// form of the draft would take it elsewhere, as refuseBinding() tells. The scheme stays the draft's, where it has one.
Result<RequestDraft, StoreError> bind(RequestDraft draft, const Credential &credential, const PreparedDraft &prepared);

/// With dots in the place of a secret that has not been read, to be shown.
RequestDraft withPlaceholder(RequestDraft draft);

/// Why a request must not go out with its stored credentials and secret variables, if so: its address, a Host field, a proxy or another
/// address to connect to would take one of them to somebody it was not stored for. Over https with the certificate checked, who stands
/// between sees nothing.
std::optional<Error> refuseBinding(const PreparedDraft &prepared, const Request &request);

}
