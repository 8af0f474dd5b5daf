#pragma once

#include "core/secrets/import/collector.h"

#include <map>

namespace keyhole {

/// Names with their values, in the order of names.
using NamedValues = std::map<QByteArray, QByteArray>;

/// What the exports of Postman and Insomnia have in common: blocks of authentication, variables, and requests whose fields may hold a
/// secret. A value that names a variable is left to that variable.
class ExportSecrets {
public:
    ExportSecrets(QString format, QByteArrayView text) : m_found(std::move(format), text) { }

    /// What the labels of all that follows begin with.
    void setService(const QString &service) { m_service = service; }
    /// A value that addresses may refer to by {{name}} or {{ _.name }}.
    void setAddressVariable(const QByteArray &name, const QByteArray &value) { m_variables[name] = value; }

    void addVariable(const QByteArray &name, const QByteArray &value, bool markedSecret, const QString &environment);
    /// `type` is the scheme as the program calls it, `fields` what the block holds.
    void addAuthentication(const QByteArray &type, const NamedValues &fields, const QString &place, const std::vector<Origin> &origins);
    void addHeader(const QByteArray &name, const QByteArray &value, const QString &place, const std::vector<Origin> &origins);
    void addAddress(const QByteArray &address, const QString &place);
    void passOver(const QString &what, const QString &place, const QString &remedy) { m_found.passOver(what, place, remedy); }

    std::optional<Origin> originOfAddress(const QByteArray &address) const;
    FoundCredentials take() { return m_found.take(); }

private:
    void add(CredentialKind kind, std::vector<SecretPart> parts, const CredentialLabel &label, const QString &place,
             const std::vector<Origin> &origins);

    CredentialCollector m_found;
    QString m_service;
    NamedValues m_variables;
};

/// The one origin that all of these are, or none.
std::vector<Origin> onlyOrigin(const std::vector<Origin> &origins);

}
