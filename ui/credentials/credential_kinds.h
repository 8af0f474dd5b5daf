#pragma once

#include "core/secrets/credential.h"

#include <QString>

namespace keyhole {

/// A part of a credential as a person fills it in.
struct PartField {
    enum class Entry {
        Text,  ///< no secret: a user name
        Secret,  ///< one line
        Key,  ///< several lines, or bytes: pasted or read from a file
    };
    QByteArray name;  ///< as it is stored: "password"
    QString label;
    Entry entry = Entry::Secret;
    bool needed = true;
};

QString kindName(CredentialKind kind);

/// What a credential of that kind is made of, in the order of the form.
std::vector<PartField> partFields(CredentialKind kind);

/// The kinds that a person can add. What Keyhole keeps for itself is not among them.
const std::vector<CredentialKind> &addableKinds();

/// Whether it is Keyhole's own, so that it is only shown, and can be removed.
bool isOwnKey(CredentialKind kind);

}
