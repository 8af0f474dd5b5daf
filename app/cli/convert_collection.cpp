#include "app/cli/convert_collection.h"

#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "app/cli/waiting_keychain.h"
#include "core/clock/clock.h"
#include "core/diagnosis/report.h"
#include "core/formats/export/opencollection.h"

#include <QFile>
#include <QSaveFile>

namespace keyhole {

namespace {

/// All of the secrets, or none: what was stored before a failure is removed again.
class SecretMove {
public:
    bool run(const WithoutSecrets &content, const QString &collection);
    void takeBack();
    const std::vector<VariableCredential> &stored() const { return m_stored; }

private:
    bool store(const TakenSecret &secret, const QString &collection);

    WaitingKeychain m_keychain;
    std::vector<VariableCredential> m_stored;
};

bool SecretMove::store(const TakenSecret &secret, const QString &collection)
{
    const Credential credential = credentialFor(secret, collection, SystemClock().now());
    if (const auto written = m_keychain.wait(m_keychain.store().write(credential)); !written) {
        Terminal::fail(written.error().error, kUnreadable);
        return false;
    }
    m_stored.push_back({secret.environment, secret.variable, credential.info.id});
    if (secret.origins.empty())
        Terminal::fail({QStringLiteral("“%1” was stored and goes nowhere yet: no address tells where it may go")
                            .arg(visibleText(QString::fromUtf8(secret.variable))),
                        {},
                        QStringLiteral("Name its origin in the list of credentials.")},
                       kDone);
    return true;
}

bool SecretMove::run(const WithoutSecrets &content, const QString &collection)
{
    return std::all_of(content.secrets.begin(), content.secrets.end(),
                       [&](const TakenSecret &secret) { return store(secret, collection); });
}

void SecretMove::takeBack()
{
    for (const VariableCredential &each : m_stored)
        (void)m_keychain.wait(m_keychain.store().remove(each.credential));
}

int storeAndWrite(const QString &folder, const WithoutSecrets &content)
{
    SecretMove move;
    const bool stored = move.run(content, content.collection.name);
    const auto written = stored ? writeOpenCollectionFolder(folder, content, move.stored()) : Result<void>();
    if (stored && written) {
        Terminal::outText(
            QStringLiteral("%1 secrets are in the keychain now; the file that was read still has them.\n").arg(move.stored().size()));
        return kDone;
    }
    move.takeBack();
    return stored ? Terminal::fail(written.error(), kUnreadable) : kUnreadable;
}

/// What becomes of secrets that are not stored.
void tellDropped(const WithoutSecrets &content)
{
    if (!content.secrets.empty())
        Terminal::fail(
            {QStringLiteral("%1 secrets are left out; variables without a value stand in their places").arg(content.secrets.size()),
             {},
             QStringLiteral("--store moves them into the keychain.")},
            kDone);
}

}

bool isCollectionFolderName(const QString &out)
{
    return !out.isEmpty() && !out.endsWith(QLatin1String(".yml")) && !out.endsWith(QLatin1String(".yaml"));
}

int writeOut(const QString &name, const QByteArray &text)
{
    if (name.isEmpty()) {
        Terminal::out(text);
        return kDone;
    }
    QSaveFile file(name);
    const bool written = file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(text) == text.size() && file.commit();
    return written ? kDone
                   : Terminal::fail({QStringLiteral("%1 cannot be written: %2").arg(name, file.errorString()), {}, {}}, kUnreadable);
}

int tellNotes(const std::vector<Error> &notes)
{
    for (const Error &note : notes)
        Terminal::fail(note, kDone);
    return kDone;
}

int writeCollection(const CollectionTarget &target, const Imported &imported)
{
    const WithoutSecrets content = takeSecrets(imported.collection, imported.environments);
    tellNotes(imported.notes);
    if (!isCollectionFolderName(target.out)) {
        const Exported exported = writeOpenCollectionFile(content);
        tellNotes(exported.notes);
        tellDropped(content);
        return writeOut(target.out, exported.text);
    }
    tellNotes(content.notes);
    if (target.store)
        return storeAndWrite(target.out, content);
    tellDropped(content);
    const auto written = writeOpenCollectionFolder(target.out, content);
    return written ? kDone : Terminal::fail(written.error(), kUnreadable);
}

}
