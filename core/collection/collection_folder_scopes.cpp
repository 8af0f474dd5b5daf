// What requests get from what they are in: variables, fields, credentials.
#include "core/collection/collection_folder.h"
#include "core/collection/saved_file.h"

#include <QFileInfo>

namespace keyhole {

namespace {

constexpr int kLongestChain = 10;

void note(std::vector<FileNote> *notes, const FileNote &what)
{
    if (notes)
        notes->push_back(what);
}

}

std::vector<VariableRow> CollectionFolder::dotEnv(const QString &path, const QByteArray &prefix, std::vector<FileNote> *notes) const
{
    if (const auto why = harm(path)) {
        note(notes, {FileNote::Kind::Ignored, path, 0, why->what});
        return {};
    }
    if (!QFileInfo::exists(absolute(path)))
        return {};
    const auto text = loadFile(absolute(path), m_limits.fileBytes);
    if (!text) {
        note(notes, faultNote(path, text.error()));
        return {};
    }
    auto rows = parseDotEnv(*text);
    if (!rows) {
        const int line = int(QByteArrayView(*text).first(std::min(rows.error().offset, text->size())).count('\n')) + 1;
        note(notes, {FileNote::Kind::Fault, path, line, rows.error().message});
        return {};
    }
    for (VariableRow &row : *rows)
        row.name.prepend(prefix);
    return std::move(*rows);
}

/// An environment, and those that it extends, the nearest first.
void CollectionFolder::addEnvironment(const QString &name, std::vector<ScopedVariables> &scopes, std::vector<FileNote> *notes)
{
    QStringList chain;
    for (QString next = name; !next.isEmpty();) {
        if (chain.contains(next) || chain.size() >= kLongestChain)
            return note(notes,
                        {FileNote::Kind::Fault, QStringLiteral("environments/") + name, 0,
                         QStringLiteral("the environment “%1” extends itself").arg(next)});
        chain.push_back(next);
        auto environment = this->environment(next);
        if (!environment)
            return note(notes, faultNote(QStringLiteral("environments/") + next, environment.error()));
        const QString file = QStringLiteral("environments/") + next + QStringLiteral(".yml");
        if (notes)
            notes->insert(notes->end(), environment->notes.begin(), environment->notes.end());
        scopes.push_back({VariableScope::Environment, environment->name, file, environment->variables});
        if (!environment->dotEnvFile.isEmpty())
            scopes.push_back({VariableScope::DotEnv, {}, environment->dotEnvFile, dotEnv(environment->dotEnvFile, {}, notes)});
        next = environment->extends;
    }
}

VariableScopes CollectionFolder::scopesFor(const RequestFile &request, int parent, const QString &environment,
                                           std::vector<ScopedVariables> further, std::vector<FileNote> *notes)
{
    std::vector<ScopedVariables> scopes = std::move(further);
    scopes.push_back({VariableScope::Request, request.draft.name, {}, request.variables});
    for (const CollectionEntry *folder = entry(parent); folder; folder = entry(folder->parent)) {
        auto settings = this->settings(folder->id);
        if (settings)
            scopes.push_back({VariableScope::Folder, folder->name, fileOf(folder->id), settings->variables});
        else
            note(notes, faultNote(fileOf(folder->id), settings.error()));
    }
    addEnvironment(environment, scopes, notes);
    if (auto settings = this->settings(0))
        scopes.push_back({VariableScope::Collection, m_name, fileOf(0), settings->variables});
    else
        note(notes, faultNote(fileOf(0), settings.error()));
    scopes.push_back({VariableScope::DotEnv, {}, QStringLiteral(".env"), dotEnv(QStringLiteral(".env"), "process.env.", notes)});
    return VariableScopes(std::move(scopes));
}

RequestDraft withInherited(RequestDraft draft, const std::vector<SettingsFile> &around)
{
    for (const SettingsFile &settings : around) {
        if (draft.auth.kind == AuthKind::Inherited)
            draft.auth = settings.auth;
        for (const DraftRow &field : settings.fields) {
            const bool nearer = std::any_of(draft.fields.begin(), draft.fields.end(), [&field](const DraftRow &own) {
                return own.enabled && own.name.compare(field.name, Qt::CaseInsensitive) == 0;
            });
            if (field.enabled && !nearer)
                draft.fields.push_back(field);
        }
    }
    if (draft.auth.kind == AuthKind::Inherited)
        draft.auth = {};
    return draft;
}

RequestDraft CollectionFolder::toSend(const RequestFile &request, int parent, std::vector<FileNote> *notes)
{
    std::vector<int> ids;
    for (const CollectionEntry *folder = entry(parent); folder; folder = entry(folder->parent))
        ids.push_back(folder->id);
    ids.push_back(0);
    std::vector<SettingsFile> around;
    for (const int each : ids) {
        auto settings = this->settings(each);
        if (settings)
            around.push_back(std::move(*settings));
        else
            note(notes, faultNote(fileOf(each), settings.error()));
    }
    return withInherited(request.toSend(), around);
}

}
