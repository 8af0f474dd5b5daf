#pragma once

#include "core/json/json.h"
#include "core/secrets/import/found_credentials.h"

namespace keyhole {

/// Gathers what a reader finds, within the limits, which it tells.
class CredentialCollector {
public:
    CredentialCollector(QString format, QByteArrayView text);

    /// Leaves out parts that are empty, and a credential without a secret. Finds the lines by looking for the secrets in the text.
    void add(FoundCredential found);
    void passOver(const QString &what, const QString &place, const QString &remedy);
    FoundCredentials take() { return std::move(m_found); }

private:
    std::vector<int> linesOf(const std::vector<SecretPart> &parts) const;

    QByteArrayView m_text;
    std::vector<qsizetype> m_lineStarts;
    FoundCredentials m_found;
};

/// Whether the part is one that must not be seen: all but user names, ids of keys, what is said of a token.
bool isSecretPart(QByteArrayView name);

/// The origin of an absolute address with http or https and a host that is written out; nothing for all else.
std::optional<Origin> originOf(const QByteArray &address);

FoundCredentials readNetrc(QByteArrayView text);
FoundCredentials readAwsProfiles(QByteArrayView text);
FoundCredentials readEnvironmentFile(QByteArrayView text);

/// Whether the tree is an export of that program.
bool isPostmanExport(const JsonValue &root);
bool isInsomniaExport(const JsonValue &root);
FoundCredentials readPostmanExport(const JsonValue &root, QByteArrayView text);
FoundCredentials readInsomniaExport(const JsonValue &root, QByteArrayView text);

}
