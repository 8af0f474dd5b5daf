// A collection that was read from elsewhere becomes files.
#include "core/collection/collection_folder.h"

namespace keyhole {

namespace {

std::vector<VariableRow> rowsOf(const std::vector<Variable> &variables)
{
    std::vector<VariableRow> rows;
    for (const Variable &variable : variables)
        rows.push_back({true, variable.name, variable.secret ? QByteArray() : variable.value, variable.secret});
    return rows;
}

}

SaveResult<> CollectionFolder::addItems(int parent, const std::vector<CollectionItem> &items)
{
    for (const CollectionItem &item : items) {
        if (!item.folder) {
            RequestFile request;
            request.draft = item.request;
            request.draft.name = item.name.isEmpty() ? item.request.name : item.name;
            request.variables = rowsOf(item.variables);
            if (auto added = add(parent, request); !added)
                return failure(SaveFailure(added.error()));
            continue;
        }
        const auto folder = addFolder(parent, item.name);
        if (!folder)
            return failure(SaveFailure(folder.error()));
        auto settings = this->settings(*folder);
        if (!settings)
            return failure(SaveFailure{SaveFailure::Reason::Refused, settings.error()});
        settings->auth = item.auth;
        settings->variables = rowsOf(item.variables);
        settings->docs = item.description.toUtf8();
        settings->scripts = item.scripts;
        if (auto saved = saveSettings(*folder, *settings); !saved)
            return saved;
        if (auto added = addItems(*folder, item.children); !added)
            return added;
    }
    return {};
}

SaveResult<> CollectionFolder::addAll(const Collection &collection)
{
    auto settings = this->settings(0);
    if (!settings)
        return failure(SaveFailure{SaveFailure::Reason::Refused, settings.error()});
    settings->auth = collection.auth;
    settings->docs = collection.description.toUtf8();
    settings->scripts = collection.scripts;
    const std::vector<VariableRow> rows = rowsOf(collection.environment.variables);
    settings->variables.insert(settings->variables.end(), rows.begin(), rows.end());
    if (auto saved = saveSettings(0, *settings); !saved)
        return saved;
    return addItems(0, collection.items);
}

}
