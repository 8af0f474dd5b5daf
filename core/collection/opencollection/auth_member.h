#pragma once

#include "core/collection/auth_draft.h"
#include "core/yaml/yaml_value.h"

namespace keyhole::opencollection {

/// The credential that `auth` of a request, folder or collection says. `absent` is what it means that there is none. A scheme that Keyhole
/// does not know is None, and stays in the file.
AuthDraft readAuth(const YamlValue *auth, AuthKind absent);

/// The parts of a file's credential that are secrets and stand there as they are, not as {{variable}}; each as a member's name with its
/// line.
struct SecretInFile {
    QByteArray member;
    int line = 0;
};
std::vector<SecretInFile> secretsIn(const YamlValue *auth);

/// Whether a scheme has a place in the schema. What has none is kept in the side-car.
bool hasPlaceInFile(const AuthDraft &auth);

/// Writes what differs from `before`. A secret is written as the {{variable}} that it is, never as a value. `absent` as for readAuth().
void updateAuth(YamlValue &parent, const AuthDraft &before, const AuthDraft &after, AuthKind absent);

}
