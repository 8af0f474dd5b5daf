#pragma once

#include "core/collection/request_draft.h"
#include "core/json/json.h"

#include <QHash>

namespace keyhole {

/// Whether an environment is called as production environments are: "production", "eu-prod", "live".
bool isProductionName(const QString &environment);

/// What Keyhole alone keeps of a collection, in `.keyhole/collection.json` beside it, for the owner alone: which stored credential goes
/// with what, schemes that the files have no place for, production environments. No secrets, and nothing of how something is sent (proxy,
/// certificates, trust): the folder may come from anybody. It may be left out of git, and says so to git itself.
class SideCar {
public:
    /// An unreadable one is told, kept under another name, and begun anew.
    static Result<SideCar> open(const QString &collectionFolder);

    /// Puts the credentials and what else is kept of a request (`path`; a folder's; "" the collection's) into its draft.
    void complete(const QString &path, RequestDraft &draft) const;
    void complete(const QString &path, AuthDraft &auth) const;
    /// Keeps what the files do not. Nothing is kept of a draft that they hold whole.
    void keep(const QString &path, const RequestDraft &draft);
    void keep(const QString &path, const AuthDraft &auth);

    /// Ids of the stored credentials that the secret variables of an environment are taken from ("" is the collection's own).
    QByteArray credentialOf(const QString &environment, const QByteArray &variable) const;
    void setCredential(const QString &environment, const QByteArray &variable, const QByteArray &credential);
    /// Requests that change data ask first there. Where nothing was said: environments that are called so.
    bool isProduction(const QString &environment) const;
    void setProduction(const QString &environment, bool production);

    /// Anything else, by name: states of panes, last results.
    JsonValue state(const QByteArray &name) const;
    void setState(const QByteArray &name, const JsonValue &value);

    void rename(const QString &from, const QString &to);  ///< a path, and those in it
    void remove(const QString &path);
    /// What is kept of a path and of those in it, each under what follows the path ("": its own): for putting it to another one.
    JsonValue keptBelow(const QString &path) const;
    void putBelow(const QString &path, const JsonValue &kept);
    /// Has what another one, of the same collection, keeps of paths; all else stays as it is here.
    void takeItems(const SideCar &other);
    Result<void> save();  ///< writes nothing when nothing changed

private:
    explicit SideCar(QString folder) : m_folder(std::move(folder)) { }
    JsonValue &section(const QByteArray &name);
    const JsonValue *entry(const QByteArray &section, const QString &name) const;
    void setEntry(const QByteArray &section, const QString &name, JsonValue value);

    QString m_folder;
    JsonValue m_content;
    bool m_changed = false;
};

}
