#include "core/collection/variable_scopes.h"

#include <QSet>
#include <map>

namespace keyhole {

namespace {

ResolvedVariable resolved(const VariableRow &row, const ScopedVariables &scope)
{
    ResolvedVariable variable{row.name, row.value, scope.scope, scope.name, scope.file, row.line, row.secret, row.credential};
    if (row.secret)
        variable.onlyTo = scope.onlyTo;
    return variable;
}

bool hasValue(const ResolvedVariable &variable)
{
    return !isStored(variable) || !variable.credential.isEmpty();
}

}

bool isStored(const ResolvedVariable &variable)
{
    return variable.secret && variable.value.isEmpty() && variable.scope != VariableScope::DotEnv
        && variable.scope != VariableScope::Captured;
}

VariableScopes::VariableScopes(std::vector<ScopedVariables> scopes) : m_scopes(std::move(scopes))
{
    std::stable_sort(m_scopes.begin(), m_scopes.end(),
                     [](const ScopedVariables &a, const ScopedVariables &b) { return a.scope < b.scope; });
}

VariableScopes VariableScopes::with(std::vector<ScopedVariables> further) const
{
    further.insert(further.end(), m_scopes.begin(), m_scopes.end());
    return VariableScopes(std::move(further));
}

std::vector<ResolvedVariable> VariableScopes::findAll(QByteArrayView name) const
{
    std::vector<ResolvedVariable> all;
    for (const ScopedVariables &scope : m_scopes) {
        for (const VariableRow &row : scope.variables) {
            if (row.enabled && row.name == name)
                all.push_back(resolved(row, scope));
        }
    }
    return all;
}

std::optional<ResolvedVariable> VariableScopes::find(QByteArrayView name) const
{
    if (auto all = findAll(name); !all.empty())
        return std::move(all.front());
    const std::vector<QByteArray> &dynamic = DynamicValues::names();
    if (std::find(dynamic.begin(), dynamic.end(), name) != dynamic.end())
        return ResolvedVariable{name.toByteArray(), {}, VariableScope::Dynamic, {}, {}, 0, false};
    return std::nullopt;
}

namespace {

std::map<QByteArray, ResolvedVariable> written(const std::vector<ScopedVariables> &scopes)
{
    std::map<QByteArray, ResolvedVariable> byName;
    for (const ScopedVariables &scope : scopes) {
        for (const VariableRow &row : scope.variables) {
            if (row.enabled)
                byName.try_emplace(row.name, resolved(row, scope));
        }
    }
    return byName;
}

}

std::vector<ResolvedVariable> VariableScopes::all() const
{
    std::map<QByteArray, ResolvedVariable> byName = written(m_scopes);
    for (const QByteArray &name : DynamicValues::names())
        byName.try_emplace(name, ResolvedVariable{name, {}, VariableScope::Dynamic, {}, {}, 0, false});
    std::vector<ResolvedVariable> variables;
    for (auto &[name, variable] : byName)
        variables.push_back(std::move(variable));
    return variables;
}

std::vector<ResolvedVariable> VariableScopes::needed(const RequestDraft &draft, std::vector<QByteArray> *unknown) const
{
    std::vector<QByteArray> open = referencesIn(draft);
    QSet<QByteArray> seen(open.begin(), open.end());
    std::vector<ResolvedVariable> variables;
    for (size_t i = 0; i < open.size(); ++i) {
        const auto variable = find(open[i]);
        if (!variable || !hasValue(*variable)) {
            unknown->push_back(open[i]);
            continue;
        }
        const bool literal = variable->scope == VariableScope::Captured;
        for (const VariableReference &reference : literal ? std::vector<VariableReference>() : referencesIn(variable->value)) {
            if (!seen.contains(reference.name)) {
                seen.insert(reference.name);
                open.push_back(reference.name);
            }
        }
        variables.push_back(*variable);
    }
    return variables;
}

std::vector<QByteArray> VariableScopes::unresolved(const RequestDraft &draft) const
{
    std::vector<QByteArray> unknown;
    needed(draft, &unknown);
    return unknown;
}

std::vector<ResolvedVariable> VariableScopes::secretsFor(const RequestDraft &draft) const
{
    std::vector<QByteArray> unknown;
    std::vector<ResolvedVariable> variables = needed(draft, &unknown);
    std::erase_if(variables, [](const ResolvedVariable &variable) { return variable.credential.isEmpty() || !isStored(variable); });
    return variables;
}

Environment VariableScopes::environment(const QHash<QByteArray, Secret> &secrets) const
{
    Environment environment;
    for (const auto &[name, variable] : written(m_scopes)) {
        const bool stored = isStored(variable);
        if (stored && !secrets.contains(variable.credential))
            continue;
        Variable put{variable.name, stored ? secrets.value(variable.credential).reveal() : variable.value, variable.secret};
        put.literal = stored || variable.scope == VariableScope::Captured;
        put.onlyTo = variable.onlyTo;
        environment.variables.push_back(std::move(put));
    }
    return environment;
}

Environment VariableScopes::shownEnvironment() const
{
    QHash<QByteArray, Secret> dots;
    for (const ResolvedVariable &variable : all()) {
        if (isStored(variable) && !variable.credential.isEmpty())
            dots.insert(variable.credential, Secret(QByteArray(8, '*')));
    }
    return environment(dots);
}

QString scopeText(const ResolvedVariable &variable)
{
    switch (variable.scope) {
    case VariableScope::Captured:
        return variable.place.isEmpty() ? QStringLiteral("taken from an answer")
                                        : QStringLiteral("taken from an answer to “%1”").arg(variable.place);
    case VariableScope::Request:
        return QStringLiteral("this request");
    case VariableScope::Folder:
        return QStringLiteral("folder %1").arg(variable.place);
    case VariableScope::Environment:
        return QStringLiteral("environment %1").arg(variable.place);
    case VariableScope::Collection:
        return QStringLiteral("the collection");
    case VariableScope::Global:
        return QStringLiteral("all collections");
    case VariableScope::DotEnv:
        return QStringLiteral("the file .env");
    case VariableScope::Dynamic:
        return QStringLiteral("made anew each time");
    }
    return {};
}

}
