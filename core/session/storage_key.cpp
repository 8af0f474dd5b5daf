#include "core/session/storage_key.h"

#include "core/cookies/sealing.h"
#include "core/secrets/when_done.h"

namespace keyhole {

namespace {

constexpr const char *kPart = "key";

using Done = std::function<void(const Result<Secret> &)>;

void readKey(CredentialStore &credentials, const CredentialId &id, QObject *context, const Done &done)
{
    whenDone(credentials.read(id), context, [done](const Result<Credential, StoreError> &read) {
        if (!read)
            done(failure(read.error().error));
        else if (const Secret *key = read->part(kPart))
            done(*key);
        else
            done(failure(Error{QStringLiteral("The keychain's entry for them has no key."), {}, {}}));
    });
}

void makeKey(CredentialStore &credentials, const QString &name, Instant now, QObject *context, const Done &done)
{
    const auto key = makeSealingKey();
    if (!key) {
        done(failure(Error{QStringLiteral("This computer has no random bytes for a key."), {}, {}}));
        return;
    }
    const Credential credential{{newCredentialId(), CredentialKind::StorageKey, {QStringLiteral("Keyhole"), {}, name}, {}, now, now},
                                {{kPart, *key}}};
    whenDone(credentials.write(credential), context, [done, key = *key](const Result<void, StoreError> &written) {
        if (written)
            done(key);
        else
            done(failure(written.error().error));
    });
}

}

void withStorageKey(CredentialStore &credentials, const QString &name, Instant now, QObject *context, Done done)
{
    const auto entries = credentials.list();
    const auto entry = std::find_if(entries.begin(), entries.end(), [&](const CredentialInfo &info) {
        return info.kind == CredentialKind::StorageKey && info.label.name == name;
    });
    const auto ifLasting = [&credentials, done = std::move(done)](const Result<Secret> &key) {
        if (key && !credentials.isLasting())
            done(failure(Error{QStringLiteral("The credentials are kept in memory as well."), {}, {}}));
        else
            done(key);
    };
    if (entry != entries.end())
        readKey(credentials, entry->id, context, ifLasting);
    else
        makeKey(credentials, name, now, context, ifLasting);
}

}
