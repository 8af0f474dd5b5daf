#include "core/session/environments.h"

#include "core/json/values.h"

#include <QFileInfo>

namespace keyhole {

namespace {

constexpr auto kChosen = "environment", kOrder = "environmentOrder";

std::vector<VariableRow> rowsOf(const Environment &environment)
{
    std::vector<VariableRow> rows;
    for (const Variable &variable : environment.variables) {
        VariableRow row{true, variable.name, variable.value};
        row.secret = variable.secret;
        rows.push_back(std::move(row));
    }
    return rows;
}

EnvironmentChoice offered(const Environment &environment)
{
    return {environment.name, environment.color, environment.production || isProductionName(environment.name), true};
}

void keep(CollectionFolder &folder, const char *name, const JsonValue &value)
{
    folder.sideCar().setState(name, value);
    if (const auto kept = folder.sideCar().save(); !kept)
        qWarning("%s", qUtf8Printable(kept.error().what));
}

}

Environments::Environments(QString sharedFolder, QObject *parent) : QObject(parent), m_sharedFolder(std::move(sharedFolder))
{
    if (m_sharedFolder.isEmpty() || !QFileInfo::exists(m_sharedFolder + QStringLiteral("/opencollection.yml")))
        return;
    if (auto folder = CollectionFolder::open(m_sharedFolder))
        m_shared = std::make_unique<CollectionFolder>(std::move(*folder));
}

Environments::~Environments() = default;

Result<CollectionFolder *> Environments::makeShared()
{
    if (m_shared)
        return m_shared.get();
    if (m_sharedFolder.isEmpty())
        return failure(Error{QStringLiteral("There is no folder to keep it in."), {}, QStringLiteral("It holds until you quit.")});
    auto folder = CollectionFolder::create(m_sharedFolder, QStringLiteral("All collections"));
    if (!folder)
        return failure(Error(folder.error()));
    m_shared = std::make_unique<CollectionFolder>(std::move(*folder));
    return m_shared.get();
}

void Environments::addInMemory(Environment environment)
{
    const auto known
        = std::find_if(m_inMemory.begin(), m_inMemory.end(), [&](const Environment &each) { return each.name == environment.name; });
    if (known == m_inMemory.end())
        m_inMemory.push_back(std::move(environment));
    else
        *known = std::move(environment);
    emit changed();
}

void Environments::removeInMemory(const QString &name)
{
    std::erase_if(m_inMemory, [&name](const Environment &each) { return each.name == name; });
    emit changed();
}

void Environments::setInMemory(std::vector<Environment> environments)
{
    m_inMemory = std::move(environments);
    emit changed();
}

QStringList Environments::ordered(CollectionFolder &folder)
{
    const QStringList there = folder.environments();
    const JsonValue kept = folder.sideCar().state(kOrder);
    QStringList names;
    for (const JsonValue &item : kept.items) {
        const QString name = QString::fromUtf8(item.text);
        if (there.contains(name) && !names.contains(name))
            names.append(name);
    }
    for (const QString &name : there) {
        if (!names.contains(name))
            names.append(name);
    }
    return names;
}

void Environments::setOrder(CollectionFolder &folder, const QStringList &names)
{
    JsonValue order = jsonList({});
    for (const QString &name : names)
        order.items.push_back(jsonText(name.toUtf8()));
    keep(folder, kOrder, order);
}

EnvironmentChoice Environments::choiceOf(CollectionFolder *collection, const QString &name) const
{
    CollectionFolder *folder = collection ? collection : m_shared.get();
    if (!collection) {
        for (const Environment &each : m_inMemory) {
            if (each.name == name)
                return offered(each);
        }
    }
    if (!folder || name.isEmpty())
        return {};
    const auto file = folder->environment(name);
    const QString own = collection ? folder->folder() + QStringLiteral("/environments/%1.yml").arg(name) : QString();
    return {name, file ? file->color : QByteArray(), folder->sideCar().isProduction(name), false, own};
}

std::vector<EnvironmentChoice> Environments::choices(CollectionFolder *collection) const
{
    std::vector<EnvironmentChoice> all;
    if (!collection) {
        for (const Environment &each : m_inMemory)
            all.push_back(offered(each));
    }
    CollectionFolder *folder = collection ? collection : m_shared.get();
    for (const QString &name : folder ? ordered(*folder) : QStringList())
        all.push_back(choiceOf(collection, name));
    return all;
}

QString Environments::wanted(CollectionFolder *collection) const
{
    const QString place = collection ? collection->folder() : QString();
    CollectionFolder *folder = collection ? collection : m_shared.get();
    if (!m_chosen.contains(place) && folder)
        return QString::fromUtf8(folder->sideCar().state(kChosen).text);
    return m_chosen.value(place);
}

QString Environments::chosen(CollectionFolder *collection) const
{
    const QString name = wanted(collection);
    CollectionFolder *folder = collection ? collection : m_shared.get();
    const bool known
        = std::any_of(m_inMemory.begin(), m_inMemory.end(), [&](const Environment &each) { return !collection && each.name == name; });
    return known || (folder && folder->environments().contains(name)) ? name : QString();
}

void Environments::choose(CollectionFolder *collection, const QString &name)
{
    m_chosen.insert(collection ? collection->folder() : QString(), name);
    CollectionFolder *folder = collection ? collection : m_shared.get();
    if (folder && (name.isEmpty() || folder->environments().contains(name)))
        keep(*folder, kChosen, jsonText(name.toUtf8()));
    emit changed();
}

CapturePlace Environments::placeOf(CollectionFolder *collection, const RequestFile &request, const QString &path) const
{
    return {collection ? collection->folder() : QString(), chosen(collection), path, request.draft.name};
}

std::vector<ScopedVariables> Environments::outside(CollectionFolder *collection, const RequestFile &request, const QString &path,
                                                   std::vector<FileNote> *notes)
{
    std::vector<ScopedVariables> scopes = m_captured.seenFrom(placeOf(collection, request, path), m_handOns);
    if (!m_shared)
        return scopes;
    if (auto settings = m_shared->settings(0))
        scopes.push_back({VariableScope::Global, {}, m_shared->folder() + QStringLiteral("/opencollection.yml"), settings->variables});
    else if (notes)
        notes->push_back({FileNote::Kind::Fault, m_shared->folder(), 0, settings.error().what});
    return scopes;
}

RequestVariables Environments::variablesFor(CollectionFolder *collection, const RequestFile &request, int parent, const QString &path)
{
    RequestVariables variables;
    variables.environment = current(collection);
    std::vector<ScopedVariables> further = outside(collection, request, path, &variables.notes);
    if (collection) {
        variables.scopes = collection->scopesFor(request, parent, variables.environment.name, std::move(further), &variables.notes);
        return variables;
    }
    if (!variables.environment.inMemory && m_shared && !variables.environment.name.isEmpty()) {
        variables.scopes = m_shared->scopesFor(request, 0, variables.environment.name, std::move(further), &variables.notes);
        return variables;
    }
    for (const Environment &each : m_inMemory) {
        if (each.name == variables.environment.name)
            further.push_back({VariableScope::Environment, each.name, {}, rowsOf(each)});
    }
    further.push_back({VariableScope::Request, request.draft.name, {}, request.variables});
    variables.scopes = VariableScopes(std::move(further));
    return variables;
}

void Environments::allow(const std::vector<HandOn> &handOns)
{
    addHandOns(m_handOns, handOns);
    emit changed();
}

void Environments::setCredential(CollectionFolder *collection, const ResolvedVariable &variable, const QByteArray &credential)
{
    CollectionFolder *folder = variable.scope == VariableScope::Global || !collection ? m_shared.get() : collection;
    if (!folder || variable.file.isEmpty())
        return;
    // Environments are known by the name of their file, all else by its path.
    const QFileInfo file(variable.file);
    const QString key = variable.scope == VariableScope::Environment ? file.completeBaseName()
        : variable.scope == VariableScope::Global                    ? file.fileName()
                                                                     : variable.file;
    folder->sideCar().setCredential(key, variable.name, credential);
    if (const auto kept = folder->sideCar().save(); !kept)
        qWarning("%s", qUtf8Printable(kept.error().what));
    emit changed();
}

std::vector<QByteArray> Environments::take(CollectionFolder *collection, const RequestFile &request, const QString &path,
                                           const Exchange &answer)
{
    if (request.captures.empty())
        return {};
    std::vector<QByteArray> missing = m_captured.take(request.captures, answer, placeOf(collection, request, path));
    emit changed();
    return missing;
}

}
