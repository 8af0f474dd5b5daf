#pragma once

#include "core/collection/captured_values.h"
#include "core/collection/collection_folder.h"

#include <QObject>
#include <memory>

namespace keyhole {

/// An environment as it is offered.
struct EnvironmentChoice {
    QString name;
    QByteArray color = {};  ///< as its file has it: "#b91c1c", "red"
    bool production = false;
    bool inMemory = false;  ///< imported or of the lab: forgotten when the program ends
    QString file = {};  ///< absolute; of a collection's own

    /// What its cookie jar is called: two of one name in two collections have a jar each.
    const QString &jar() const { return file.isEmpty() ? name : file; }
    friend bool operator==(const EnvironmentChoice &, const EnvironmentChoice &) = default;
};

/// What one request is sent with.
struct RequestVariables {
    VariableScopes scopes{{}};
    EnvironmentChoice environment;
    std::vector<FileNote> notes = {};  ///< what could not be read of files
};

/// The environments of collections, and those that are for all requests; which of them is in use; and what answers gave since the start. A
/// collection's environments are its files; what is for all collections is a folder of its own, of the same kind.
class Environments : public QObject {
    Q_OBJECT
public:
    /// `sharedFolder`: of what is for all collections; it is made when something is first kept there. Empty: nothing is kept.
    explicit Environments(QString sharedFolder = {}, QObject *parent = nullptr);
    ~Environments() override;

    /// What is for all collections; nothing while nothing was kept.
    CollectionFolder *shared() const { return m_shared.get(); }
    Result<CollectionFolder *> makeShared();

    /// Those that were imported or belong to the lab, until the program ends; for requests that are in no folder.
    const std::vector<Environment> &inMemory() const { return m_inMemory; }
    void addInMemory(Environment environment);  ///< one of the same name is replaced
    void removeInMemory(const QString &name);
    void setInMemory(std::vector<Environment> environments);

    /// What can be chosen for a collection; for requests in no folder (nullptr) those in memory and the shared ones. In their order.
    std::vector<EnvironmentChoice> choices(CollectionFolder *collection) const;
    /// "" for none. A choice that is gone is none.
    QString chosen(CollectionFolder *collection) const;
    void choose(CollectionFolder *collection, const QString &name);
    /// The chosen one as it is offered.
    EnvironmentChoice current(CollectionFolder *collection) const { return choiceOf(collection, chosen(collection)); }
    /// The order in which a folder's environments are offered; what is not named comes last, by name.
    static QStringList ordered(CollectionFolder &folder);
    static void setOrder(CollectionFolder &folder, const QStringList &names);

    /// Gives an environment of a folder (nullptr: of all collections) another name, and its file as well. What goes by the name follows:
    /// its place, whether it is production, its secrets, what adds to it, what answers gave in it, its cookies (jarRenamed()), and that it
    /// is in use. `to` has to be a name that a file can have, and that no other environment has.
    SaveResult<> rename(CollectionFolder *collection, const QString &name, const QString &to);
    /// To be called after an environment's file got another name: what goes by that in this run follows.
    void renamed(CollectionFolder *collection, const QString &from, const QString &to);

    /// All variables that a request sees: what answers gave, its own, those of its folders, environment, collection, all collections and
    /// `.env`. `parent` is its folder in the collection, `path` its file.
    RequestVariables variablesFor(CollectionFolder *collection, const RequestFile &request, int parent, const QString &path);
    /// What of that is neither the request's own nor in the collection: what answers gave, and what is for all collections.
    std::vector<ScopedVariables> outside(CollectionFolder *collection, const RequestFile &request, const QString &path,
                                         std::vector<FileNote> *notes = nullptr);
    /// Keeps which entry of the keychain a secret variable is taken from, beside the file that the variable stands in.
    void setCredential(CollectionFolder *collection, const ResolvedVariable &variable, const QByteArray &credential);
    /// Takes what a request declares from its answer. Gives the variables whose value is not in it.
    std::vector<QByteArray> take(CollectionFolder *collection, const RequestFile &request, const QString &path, const Exchange &answer);

    /// Who may get secrets that answers gave, besides those that gave them: until the program ends.
    const std::vector<HandOn> &handOns() const { return m_handOns; }
    void allow(const std::vector<HandOn> &handOns);

    /// To be called after files of environments or settings were changed: those who show variables look again.
    void told() { emit changed(); }

signals:
    void changed();
    /// Who keeps cookies keeps them under the new name.
    void jarRenamed(const QString &from, const QString &to);

private:
    CapturePlace placeOf(CollectionFolder *collection, const RequestFile &request, const QString &path) const;
    /// As it was chosen, be it still there or not.
    QString wanted(CollectionFolder *collection) const;
    EnvironmentChoice choiceOf(CollectionFolder *collection, const QString &name) const;

    const QString m_sharedFolder;
    std::unique_ptr<CollectionFolder> m_shared;
    std::vector<Environment> m_inMemory;
    QHash<QString, QString> m_chosen;  ///< by folder; "": of requests in none
    CapturedValues m_captured;
    std::vector<HandOn> m_handOns;
};

}
