#pragma once

#include "core/secrets/import/found_credentials.h"

namespace keyhole {

/// "user and password", "bearer token" …
QString kindText(CredentialKind kind);
/// "https://a.example, https://b.example"; "no origin yet" where there is none.
QString originsText(const std::vector<Origin> &origins);

/// A line for each credential that is kept: id, kind, label, origins. No secrets.
QString listText(const std::vector<CredentialInfo> &credentials);
/// What was found, numbered from 1, with secrets as dots; and what cannot be taken.
QString foundText(const FoundCredentials &found, const QString &source);

}
