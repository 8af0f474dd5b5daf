#pragma once

#include "core/collection/request_draft.h"
#include "core/secrets/credential.h"

namespace keyhole {

/// A secret that a variable stands for now.
struct TakenSecret {
    QString environment;  ///< whose variable it is; empty: the collection's
    QByteArray variable;
    Secret value;
    std::vector<Origin> origins;  ///< of the requests that use it, as far as their addresses tell
};

/// What was read from elsewhere, without a secret in it.
struct WithoutSecrets {
    Collection collection;
    std::vector<Environment> environments;
    std::vector<TakenSecret> secrets;
    std::vector<Error> notes;  ///< a secret that no variable could be made for: what, where, what to do
};

/// Puts a {{VARIABLE}} in the place of each secret that stands in clear: in credentials, fields, addresses, cookies and bodies. The same
/// secret gets the same variable. The variables join the collection's, marked secret and without a value; variables that are secret, or are
/// called like one, lose their values too.
WithoutSecrets takeSecrets(Collection collection, std::vector<Environment> environments = {});

/// takeSecrets() where the secrets are not wanted.
Collection withSecretsAsVariables(Collection collection);

/// An entry for a keychain, bound to the origins of the requests that use it. One without an origin goes nowhere until a person names one.
Credential credentialFor(const TakenSecret &secret, const QString &collection, Instant now);

}
