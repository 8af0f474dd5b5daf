#pragma once

#include "core/collection/auth_draft.h"
#include "core/http/form.h"
#include "core/oauth/oauth_fault.h"

#include <map>
#include <span>

namespace keyhole {

/// What is publicly known of a service that gives tokens, so that nobody has to look it up. Addresses may hold `{tenant}`, `{domain}` and
/// the like, which a person fills in. Nothing here is a secret, or a client of ours.
struct Provider {
    const char *id;  ///< for the command line: "entra"
    const char *name;  ///< "Microsoft Entra ID"
    const char *issuer;  ///< empty: it has no discovery, and the endpoints count
    const char *authorization, *token, *device, *revocation;
    const char *grants;  ///< what it is known to offer, by the names of `--grant`
    OAuth2Settings::ClientAuthentication client;  ///< how clients are usually shown
    const char *scope, *audience;  ///< usual ones; empty: as the API says
    const char *further;  ///< parameters of the authorization request that it wants besides: "access_type=offline"
    const char *note;  ///< what surprises people; empty: nothing
    const char *source;  ///< its own documentation
};

std::span<const Provider> providers();
/// Nothing for a name that none has; letters of either case are taken.
const Provider *providerNamed(QByteArrayView id);

/// A place that a person fills in: "tenant", with an example of it.
struct ProviderField {
    QByteArray name;
    const char *example;
};
/// In the order in which its addresses have them, each once.
std::vector<ProviderField> fieldsOf(const Provider &provider);

struct ProviderSettings {
    OAuth2Settings oauth;
    std::vector<FormPair> further;
};
/// The settings with every place filled in. Client id, scopes and audience that stand there already stay. Fails for a place that is left
/// empty, and for a value that would lead to another address than the service's.
OAuthResult<ProviderSettings> settingsFor(const Provider &provider, const std::map<QByteArray, QByteArray> &values, OAuth2Settings before);

/// The provider whose addresses these settings have; nothing where none has.
const Provider *providerOf(const OAuth2Settings &settings);

}
