#include "core/session/secret_variables.h"

namespace keyhole {

namespace {

using Answer = Result<Environment, StoreError>;

void put(Environment &environment, const ResolvedVariable &variable, const Credential &credential)
{
    const Secret *value = credential.part("value");
    Variable read{variable.name, value ? value->reveal() : QByteArray(), true};
    read.onlyTo = credential.info.origins;
    read.literal = true;
    environment.variables.push_back(std::move(read));
}

StoreError naming(const ResolvedVariable &variable, StoreError error)
{
    error.error.what
        = QStringLiteral("The secret variable “%1” could not be read: %2").arg(QString::fromUtf8(variable.name), error.error.what);
    return error;
}

}

Credential variableCredential(const QByteArray &name, const QString &collection, const QString &environment, const Secret &value,
                              const std::vector<Origin> &origins, Instant now)
{
    Credential credential;
    credential.info.id = newCredentialId();
    credential.info.kind = CredentialKind::Raw;
    credential.info.label = {collection, environment, QString::fromUtf8(name)};
    credential.info.origins = origins;
    credential.info.created = credential.info.changed = now;
    credential.parts = {{"value", value}};
    return credential;
}

QFuture<Result<Environment, StoreError>> readVariables(CredentialStore *store, const VariableScopes &scopes, const RequestDraft &draft,
                                                       const QString &environment, const QHash<CredentialId, Variable> &known)
{
    Environment plain = scopes.environment();
    plain.name = environment;
    std::vector<ResolvedVariable> needed = scopes.secretsFor(draft);
    std::erase_if(needed, [&](const ResolvedVariable &variable) {
        const auto before = known.find(variable.credential);
        if (before == known.end())
            return false;
        plain.variables.push_back(*before);
        plain.variables.back().name = variable.name;
        return true;
    });
    QFuture<Answer> read = QtFuture::makeReadyFuture(Answer(std::move(plain)));
    for (const ResolvedVariable &variable : needed) {
        if (!store)
            return QtFuture::makeReadyFuture(Answer(failure(naming(variable, storeError(StoreFault::Absent)))));
        // The store takes its calls one after the other, so what was asked for last ends last.
        read = store->read(variable.credential).then([before = read, variable](const Result<Credential, StoreError> &credential) -> Answer {
            Answer sofar = before.result();
            if (!sofar)
                return sofar;
            if (!credential)
                return failure(naming(variable, credential.error()));
            put(*sofar, variable, *credential);
            return sofar;
        });
    }
    return read;
}

std::vector<ResolvedVariable> missingSecrets(const CredentialStore *store, const VariableScopes &scopes, const RequestDraft &draft)
{
    const std::vector<CredentialInfo> known = store ? store->list() : std::vector<CredentialInfo>();
    std::vector<ResolvedVariable> missing;
    const auto isKnown = [&known](const QByteArray &id) {
        return std::any_of(known.begin(), known.end(), [&id](const CredentialInfo &info) { return info.id == id; });
    };
    for (const QByteArray &name : scopes.unresolved(draft)) {
        if (auto variable = scopes.find(name); variable && isStored(*variable))
            missing.push_back(std::move(*variable));
    }
    for (ResolvedVariable &variable : scopes.secretsFor(draft)) {
        if (!isKnown(variable.credential))
            missing.push_back(std::move(variable));
    }
    return missing;
}

}
