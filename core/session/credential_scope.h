#pragma once

#include "core/session/prepare.h"

namespace keyhole {

/// How far the credentials of a request go: to its own origin as long as the chain has not left it, and to the origins that its user
/// allowed.
class CredentialScope {
public:
    CredentialScope(const PreparedDraft &first, const std::vector<Hop> &hops);

    bool covers(const Origin &target) const;

private:
    bool isAllowed(const Origin &origin) const;

    Origin m_first;
    std::vector<Origin> m_allowed;
    bool m_left = false;
};

/// Whether a typed field carries a credential: by its name ("Authorization", "X-API-Key", …), or since one of the secrets is in its value.
bool carriesCredential(const DraftRow &field, const std::vector<QByteArray> &secrets);

/// Whether one of the secrets stands in the path or query of an address, percent-encoded or not.
bool carriesSecret(const Url &url, const std::vector<QByteArray> &secrets);

/// Takes the parameters out of the query whose value is one of the secrets; gives their names.
std::vector<QByteArray> removeSecretParameters(Url &url, const std::vector<QByteArray> &secrets);

}
