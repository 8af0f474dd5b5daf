#pragma once

#include "core/collection/variable_scopes.h"
#include "core/secrets/credential_store.h"

namespace keyhole {

/// The entry of the keychain for the value of a secret variable. It goes to these origins only.
Credential variableCredential(const QByteArray &name, const QString &collection, const QString &environment, const Secret &value,
                              const std::vector<Origin> &origins, Instant now);

/// What substitution takes for one request: the secret variables that it needs, directly or through others, are read from the keychain,
/// each bound to the origins that it is stored for; those that it does not need are left out. `environment` is its name; `known` are secret
/// ones that were read before, by their credential. Fails for the first that cannot be read, and names it.
QFuture<Result<Environment, StoreError>> readVariables(CredentialStore *store, const VariableScopes &scopes, const RequestDraft &draft,
                                                       const QString &environment, const QHash<CredentialId, Variable> &known = {});

/// The secret variables that a request needs and that have no value here: nothing was stored yet, or what is stored is not known to this
/// keychain (the collection came from another computer).
std::vector<ResolvedVariable> missingSecrets(const CredentialStore *store, const VariableScopes &scopes, const RequestDraft &draft);

}
