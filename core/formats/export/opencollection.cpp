#include "core/formats/export/opencollection.h"

#include "core/collection/opencollection/auth_member.h"
#include "core/yaml/yaml_patch.h"

#include <QSet>

namespace keyhole {

using namespace opencollection;

namespace {

const QString kUnnamed = QStringLiteral("Requests");

std::vector<VariableRow> rowsOf(const std::vector<Variable> &variables)
{
    std::vector<VariableRow> rows;
    for (const Variable &variable : variables)
        rows.push_back({true, variable.name, variable.secret ? QByteArray() : variable.value, variable.secret});
    return rows;
}

/// A file name that none of `taken` has, in any case; it joins them.
QString fileNameFor(const QString &name, QSet<QString> &taken)
{
    QString base;
    for (const QChar c : name.simplified().left(100))
        base += c.isPrint() && !QStringLiteral("/\\:*?\"<>|").contains(c) ? c : QLatin1Char('-');
    while (base.startsWith(QLatin1Char('.')))
        base.remove(0, 1);
    if (base.isEmpty())
        base = QStringLiteral("environment");
    QString free = base;
    for (int number = 2; taken.contains(free.toLower()); ++number)
        free = base + QStringLiteral(" %1").arg(number);
    taken.insert(free.toLower());
    return free;
}

Result<void> written(const SaveResult<> &saved)
{
    return saved ? Result<void>() : failure(Error(saved.error().error));
}

Result<void> writeEnvironments(CollectionFolder &folder, const std::vector<Environment> &environments)
{
    QSet<QString> taken;
    for (const Environment &environment : environments) {
        EnvironmentFile file;
        file.name = environment.name;
        file.variables = rowsOf(environment.variables);
        file.color = environment.color;
        if (auto saved = written(folder.saveEnvironment(fileNameFor(environment.name, taken), file)); !saved)
            return saved;
    }
    return {};
}

void refer(std::vector<VariableRow> &rows, const QString &environment, const std::vector<VariableCredential> &credentials)
{
    for (VariableRow &row : rows) {
        for (const VariableCredential &each : credentials) {
            if (row.secret && each.environment == environment && each.variable == row.name)
                row.credential = each.credential;
        }
    }
}

/// Builds the document of one file.
class Bundle {
public:
    explicit Bundle(Exported &exported) : m_exported(exported) { }
    YamlValue document(const WithoutSecrets &content);

private:
    YamlValue items(const std::vector<CollectionItem> &items, const QString &path);
    YamlValue folder(const CollectionItem &item, const QString &path, int order);
    YamlValue request(const CollectionItem &item, const QString &path, int order);
    void noteWithoutPlace(const QString &what, const QString &path);

    Exported &m_exported;
};

void Bundle::noteWithoutPlace(const QString &what, const QString &path)
{
    m_exported.notes.push_back({QStringLiteral("The file has no place for %1; it is left out.").arg(what), path,
                                QStringLiteral("Write a folder instead, which keeps it beside the files.")});
}

YamlValue Bundle::request(const CollectionItem &item, const QString &path, int order)
{
    RequestFile file;
    file.draft = item.request;
    file.draft.name = item.name.isEmpty() ? item.request.name : item.name;
    file.order = order;
    file.variables = rowsOf(item.variables);
    if (!hasPlaceInFile(file.draft.auth))
        noteWithoutPlace(QStringLiteral("its kind of credential"), path);
    if (!file.draft.furtherAuth.empty())
        noteWithoutPlace(QStringLiteral("a second credential"), path);
    if (!file.draft.cookies.empty())
        noteWithoutPlace(QStringLiteral("its cookies"), path);
    return newRequest(file);
}

YamlValue Bundle::folder(const CollectionItem &item, const QString &path, int order)
{
    SettingsFile settings;
    settings.name = item.name;
    settings.order = order;
    settings.auth = item.auth;
    settings.variables = rowsOf(item.variables);
    settings.docs = item.description.toUtf8();
    settings.scripts = item.scripts;
    YamlValue document = newFolder(settings);
    memberOf(document, "items") = items(item.children, path);
    return document;
}

YamlValue Bundle::items(const std::vector<CollectionItem> &items, const QString &path)
{
    YamlValue list = yamlSequence();
    for (const CollectionItem &item : items) {
        const QString name = path.isEmpty() ? item.name : path + QStringLiteral(" / ") + item.name;
        const int order = int(list.items.size()) + 1;
        list.items.push_back(item.folder ? folder(item, name, order) : request(item, name, order));
    }
    return list;
}

YamlValue Bundle::document(const WithoutSecrets &content)
{
    const Collection &collection = content.collection;
    SettingsFile settings;
    settings.name = collection.name.isEmpty() ? kUnnamed : collection.name;
    settings.auth = collection.auth;
    settings.variables = rowsOf(collection.environment.variables);
    settings.docs = collection.description.toUtf8();
    settings.scripts = collection.scripts;
    YamlValue document = newCollection(settings);
    memberOf(document, "bundled") = yamlBool(true);
    YamlValue environments = yamlSequence();
    for (const Environment &environment : content.environments) {
        EnvironmentFile file;
        file.name = environment.name;
        file.variables = rowsOf(environment.variables);
        environments.items.push_back(newEnvironment(file));
    }
    if (!environments.items.empty())
        memberOf(memberOf(document, "config"), "environments") = std::move(environments);
    memberOf(document, "items") = items(collection.items, {});
    return document;
}

}

Result<void> writeOpenCollectionFolder(const QString &path, const WithoutSecrets &content,
                                       const std::vector<VariableCredential> &credentials)
{
    const QString &name = content.collection.name;
    auto folder = CollectionFolder::create(path, name.isEmpty() ? kUnnamed : name);
    return folder ? fillCollection(*folder, content, credentials) : failure(Error(folder.error()));
}

Result<void> fillCollection(CollectionFolder &folder, const WithoutSecrets &content, const std::vector<VariableCredential> &credentials)
{
    if (auto added = written(folder.addAll(content.collection)); !added)
        return added;
    if (auto saved = writeEnvironments(folder, content.environments); !saved || credentials.empty())
        return saved;
    return referTo(folder, credentials);
}

Result<void> referTo(CollectionFolder &folder, const std::vector<VariableCredential> &credentials)
{
    auto settings = folder.settings(0);
    if (!settings)
        return failure(Error(settings.error()));
    refer(settings->variables, {}, credentials);
    if (auto saved = written(folder.saveSettings(0, *settings)); !saved)
        return saved;
    for (const QString &name : folder.environments()) {
        auto environment = folder.environment(name);
        if (!environment)
            return failure(Error(environment.error()));
        refer(environment->variables, environment->name, credentials);
        if (auto saved = written(folder.saveEnvironment(name, *environment)); !saved)
            return saved;
    }
    return {};
}

Exported writeOpenCollectionFile(const WithoutSecrets &content)
{
    Exported exported;
    exported.notes = content.notes;
    const auto text = writeYaml(Bundle(exported).document(content));
    if (text)
        exported.text = *text;
    else
        exported.notes.push_back(text.error());
    return exported;
}

}
