#pragma once

#include "core/collection/auth_draft.h"
#include "core/secrets/credential.h"

namespace keyhole {

/// What a typed credential is in the keychain; nothing for kinds that have no secret.
std::optional<CredentialKind> keptKind(AuthKind kind);

/// A typed credential as an entry for the keychain: its secrets and names, bound to that origin, without what is left empty. Nothing where
/// there is no secret in it. The reverse of bind().
std::optional<Credential> keptCredential(const AuthDraft &auth, const Origin &origin, const QString &environment, Instant now);

/// The draft with a reference in the place of what that entry holds.
AuthDraft withReference(AuthDraft auth, const CredentialId &id);

}
