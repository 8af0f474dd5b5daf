#pragma once

#include "core/http/url.h"

#include <QByteArray>
#include <span>

namespace keyhole {

/// Where a service reads its credential, and how it looks there.
struct CredentialWant {
    enum Place { Authorization, Field, Query, Body } place;
    const char *name;  ///< of the field or parameter
    const char *scheme;  ///< before the credential in Authorization; nullptr: none
    const char *prefix;  ///< how such a credential begins; nullptr: no telling
};

/// A service that is known by its hosts.
struct Service {
    const char *id;
    const char *name;
    std::span<const char *const> hosts;  ///< "api.example.com", or ".example.com" for every host below
    std::span<const CredentialWant> wants;
    int longestTokenLife = 0;  ///< seconds from now to exp that it accepts; 0: not known
    int hidesMissingAs = 0;  ///< the status, 401 or 404, that it gives for what does not exist and for what one may not see; 0: none known
    const char *source = nullptr;
};

const Service *findService(const Url &url);

/// A credential whose looks tell what it is and where it belongs.
struct KeyShape {
    const char *prefix;
    const char *contains;  ///< or nullptr
    const char *what;  ///< "an API key of Anthropic"
    const char *service;  ///< id of the service that it is for
    const char *place;  ///< "header": a field of its own; "bearer"; "basic": the user name
    const char *source;
};
const KeyShape *findKeyShape(QByteArrayView credential);

}
