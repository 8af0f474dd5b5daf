#pragma once

#include "core/collection/opencollection/settings_file.h"
#include "core/collection/variables.h"

#include <QHash>

namespace keyhole {

/// Where a variable is from. The order is the precedence: of one name, the first of these counts; of several folders the nearest.
enum class VariableScope {
    Captured,  ///< taken from an answer since the start
    Request,
    Folder,
    Environment,
    Collection,
    Global,
    DotEnv,  ///< `.env` of the collection's folder, as {{process.env.NAME}}
    Dynamic,  ///< {{$timestamp}}
};

/// The variables of one place.
struct ScopedVariables {
    VariableScope scope = VariableScope::Global;
    QString name;  ///< of the folder, the environment, or the request whose answer gave them
    QString file;  ///< that they stand in; empty: none
    std::vector<VariableRow> variables;
    std::optional<std::vector<Origin>> onlyTo = {};  ///< where its secrets may go; nothing: not bound
};

/// What a name stands for, and where that is said.
struct ResolvedVariable {
    QByteArray name;
    QByteArray value;  ///< as written; empty for stored secrets and dynamic ones; not to be shown of a secret one
    VariableScope scope = VariableScope::Global;
    QString place;  ///< name of the folder, environment or request
    QString file;
    int line = 0;
    bool secret = false;
    QByteArray credential = {};  ///< secret: where the value is; empty: nowhere yet
    std::optional<std::vector<Origin>> onlyTo = {};  ///< secret, of an answer: where it may go
};

/// All variables that a request sees.
class VariableScopes {
public:
    /// In any order; of equal scopes the first counts (the nearest folder).
    explicit VariableScopes(std::vector<ScopedVariables> scopes);

    /// These and further ones, which stand before those of the same scope.
    VariableScopes with(std::vector<ScopedVariables> further) const;

    /// Nothing for a name that is not known. Disabled variables are left out.
    std::optional<ResolvedVariable> find(QByteArrayView name) const;
    /// Each name with what it stands for, by name; for a list and for completion.
    std::vector<ResolvedVariable> all() const;

    /// All places that give a name, the one that counts first.
    std::vector<ResolvedVariable> findAll(QByteArrayView name) const;

    /// The names that a request needs and nothing gives: unknown ones, and secret ones without a stored value. Those that the values of
    /// others refer to as well.
    std::vector<QByteArray> unresolved(const RequestDraft &draft) const;
    /// The secret variables that a request needs, directly or through others: their credentials have to be read before it is sent.
    std::vector<ResolvedVariable> secretsFor(const RequestDraft &draft) const;
    /// What substitution takes: each name once. `secrets` are the values that were read, by credential id.
    Environment environment(const QHash<QByteArray, Secret> &secrets = {}) const;
    /// The same for a preview: with dots in the place of secrets that were not read.
    Environment shownEnvironment() const;

private:
    std::vector<ResolvedVariable> needed(const RequestDraft &draft, std::vector<QByteArray> *unknown) const;

    std::vector<ScopedVariables> m_scopes;
};

/// Whether the value of a secret variable is in the keychain, or would be: it is neither in memory nor in a `.env` file.
bool isStored(const ResolvedVariable &variable);

/// "environment production", "folder Orders": for a hint on a variable.
QString scopeText(const ResolvedVariable &variable);

/// A `.env` file: NAME=value lines, `export` before them, '#' comments, 'literal' and `literal` values, "values with \n \r \t \" \\ \$
/// escapes", both over several lines. Values are taken to be secrets. Nothing is put in for $NAME. Fails with the first byte that fits no
/// line; files of more than 1 MB or 10,000 variables are refused.
Result<std::vector<VariableRow>, SyntaxError> parseDotEnv(QByteArrayView text);

}
