#pragma once

#include "core/secrets/credential.h"

namespace keyhole {

/// A credential that lies in plain text, ready to be moved into a store. Nothing of it has been stored yet.
struct FoundCredential {
    QString place;  ///< where it stands, in the file's own terms: "machine api.example.com", "profile staging", "Orders / Create"
    std::vector<int> lines;  ///< each line, from 1, in which one of its secrets can be read; empty where there are no lines
    CredentialKind kind = CredentialKind::Bearer;
    CredentialLabel label;  ///< suggested
    std::vector<Origin> origins;  ///< suggested, exact; empty: what was read does not say where it may go, so a person must
    std::vector<SecretPart> parts;  ///< named as `kind` has it
    friend bool operator==(const FoundCredential &, const FoundCredential &) = default;
};

/// What one file (or the environment) holds.
struct FoundCredentials {
    QString format;  ///< "netrc file", "Postman collection" …
    std::vector<FoundCredential> credentials;  ///< at most kMostFound
    std::vector<Error> passedOver;  ///< what holds a secret, or stands for one, and cannot be taken: what, where, what to do; at most 100

    static constexpr size_t kMostFound = 1000;
};

/// The largest file that is read, in bytes.
constexpr qsizetype kLargestSecretFile = 16 << 20;

/// Finds the credentials in the text of a .netrc, the credentials or config file of the AWS command line, a list of NAME=value (.env), or
/// an export of Postman (2.0, 2.1, environment, globals, whole data) or Insomnia (4, 5). `fileName` decides only where the content leaves
/// two readings. Fails for other text, with what was expected, and for one that is too large.
Result<FoundCredentials> findCredentials(const QByteArray &text, const QString &fileName = {});

/// The same for the variables of a process, each "NAME=value".
FoundCredentials credentialsInEnvironment(const std::vector<QByteArray> &variables);

/// `found` as an entry that a store takes: with a new id, and the origins that a person agreed to.
Credential importedCredential(const FoundCredential &found, std::vector<Origin> origins, Instant now);

/// "Plain text remains in NAME, lines 3 and 9": what to delete by hand after `found` was moved. Keyhole changes no file of others.
QString remainingCopies(const FoundCredential &found, const QString &name);

}
