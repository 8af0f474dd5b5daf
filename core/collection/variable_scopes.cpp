#include "core/collection/variable_scopes.h"

#include <QSet>
#include <map>

namespace keyhole {

namespace {

ResolvedVariable resolved(const VariableRow &row, const ScopedVariables &scope)
{
    const QByteArray value = row.secret && scope.scope != VariableScope::DotEnv ? QByteArray() : row.value;
    return {row.name, value, scope.scope, scope.name, scope.file, row.line, row.secret, row.credential};
}

bool hasValue(const ResolvedVariable &variable)
{
    return !variable.secret || !variable.credential.isEmpty() || variable.scope == VariableScope::DotEnv;
}

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

std::optional<ResolvedVariable> VariableScopes::find(QByteArrayView name) const
{
    for (const ScopedVariables &scope : m_scopes) {
        for (const VariableRow &row : scope.variables) {
            if (row.enabled && row.name == name)
                return resolved(row, scope);
        }
    }
    const std::vector<QByteArray> &dynamic = DynamicValues::names();
    if (std::find(dynamic.begin(), dynamic.end(), name) != dynamic.end())
        return ResolvedVariable{name.toByteArray(), {}, VariableScope::Dynamic, {}, {}, 0, false};
    return std::nullopt;
}

std::vector<ResolvedVariable> VariableScopes::all() const
{
    std::map<QByteArray, ResolvedVariable> byName;
    for (const ScopedVariables &scope : m_scopes) {
        for (const VariableRow &row : scope.variables) {
            if (row.enabled)
                byName.try_emplace(row.name, resolved(row, scope));
        }
    }
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
        for (const VariableReference &reference : referencesIn(variable->value)) {
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
    std::erase_if(variables, [](const ResolvedVariable &variable) { return variable.credential.isEmpty() || !variable.secret; });
    return variables;
}

Environment VariableScopes::environment(const QHash<QByteArray, Secret> &secrets) const
{
    Environment environment;
    for (const ResolvedVariable &variable : all()) {
        const bool stored = variable.secret && variable.scope != VariableScope::DotEnv;
        if (variable.scope == VariableScope::Dynamic || (stored && !secrets.contains(variable.credential)))
            continue;
        environment.variables.push_back(
            {variable.name, stored ? secrets.value(variable.credential).reveal() : variable.value, variable.secret});
    }
    return environment;
}

QString scopeText(const ResolvedVariable &variable)
{
    switch (variable.scope) {
    case VariableScope::Captured:
        return QStringLiteral("taken from an answer");
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
