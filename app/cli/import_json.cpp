#include "app/cli/import_json.h"

#include "core/formats/drafted_request.h"
#include "core/formats/export/visit_requests.h"
#include "core/json/values.h"

namespace keyhole {

namespace {

JsonValue curlJson(const CurlCommand &command)
{
    DraftedRequest request = draftedRequest(command.draft);
    const auto isCoding = [](const DraftRow &row) { return equalsIgnoringCase(row.name, "Accept-Encoding"); };
    if (command.compressed && std::none_of(request.fields.begin(), request.fields.end(), isCoding))
        request.fields.push_back({true, "Accept-Encoding", "deflate, gzip, br, zstd", {}});
    request.notes.insert(request.notes.begin(), command.notes.begin(), command.notes.end());
    return draftedRequestJson(request);
}

JsonValue variablesJson(const std::vector<Variable> &variables)
{
    JsonValue list = jsonList({});
    for (const Variable &variable : variables)
        list.items.push_back(
            jsonObject({{"name", jsonText(variable.name)}, {"value", jsonText(variable.value)}, {"secret", jsonBool(variable.secret)}}));
    return list;
}

JsonValue environmentJson(const Environment &environment)
{
    return jsonObject({{"name", jsonText(environment.name.toUtf8())}, {"variables", variablesJson(environment.variables)}});
}

JsonValue notesJson(const std::vector<Error> &notes)
{
    JsonValue list = jsonList({});
    for (const Error &note : notes)
        list.items.push_back(jsonObject({{"what", jsonText(note.what.toUtf8())},
                                         {"place", jsonText(note.place.toUtf8())},
                                         {"remedy", jsonText(note.remedy.toUtf8())}}));
    return list;
}

JsonValue scriptsJson(const std::vector<KeptScript> &scripts)
{
    JsonValue list = jsonList({});
    for (const KeptScript &script : scripts)
        list.items.push_back(jsonObject({{"when", jsonText(script.when.toUtf8())}, {"text", jsonText(script.text)}}));
    return list;
}

/// What an item holds beside its request; left out where there is nothing.
void addKept(JsonValue &object, const QString &description, const std::vector<Variable> &variables, const std::vector<KeptScript> &scripts)
{
    if (!description.isEmpty())
        object.members.push_back({"description", jsonText(description.toUtf8())});
    if (!variables.empty())
        object.members.push_back({"variables", variablesJson(variables)});
    if (!scripts.empty())
        object.members.push_back({"scripts", scriptsJson(scripts)});
}

void addFolders(const std::vector<CollectionItem> &items, const QString &path, JsonValue &list)
{
    for (const CollectionItem &item : items) {
        if (!item.folder)
            continue;
        const QString name = path.isEmpty() ? item.name : path + QStringLiteral(" / ") + item.name;
        JsonValue folder = jsonObject({{"path", jsonText(name.toUtf8())}});
        addKept(folder, item.description, item.variables, item.scripts);
        list.items.push_back(std::move(folder));
        addFolders(item.children, name, list);
    }
}

JsonValue requestJson(const CollectionItem &item, const QString &path)
{
    JsonValue request = draftedRequestJson(draftedRequest(item.request));
    addKept(request, item.request.description, item.variables, item.request.scripts);
    const QString folder = path.left(std::max<qsizetype>(path.size() - item.name.size() - 3, 0));
    request.members.insert(request.members.begin(), {{"name", jsonText(item.name.toUtf8())}, {"folder", jsonText(folder.toUtf8())}});
    return request;
}

}

JsonValue curlCommandsJson(const std::vector<CurlCommand> &commands)
{
    if (commands.size() == 1)
        return curlJson(commands.front());
    JsonValue list = jsonList({});
    for (const CurlCommand &command : commands)
        list.items.push_back(curlJson(command));
    return list;
}

JsonValue importedJson(const Imported &imported)
{
    JsonValue requests = jsonList({}), environments = jsonList({}), secrets = jsonList({}), folders = jsonList({});
    addFolders(imported.collection.items, {}, folders);
    visitRequests(imported.collection,
                  [&](const CollectionItem &item, const QString &path) { requests.items.push_back(requestJson(item, path)); });
    for (const Environment &environment : imported.environments)
        environments.items.push_back(environmentJson(environment));
    for (const FoundSecret &secret : imported.secrets)
        secrets.items.push_back(jsonObject({{"place", jsonText(secret.place.toUtf8())}, {"kind", jsonText(secret.kind.toUtf8())}}));
    JsonValue collection = jsonObject({{"name", jsonText(imported.collection.name.toUtf8())},
                                       {"variables", variablesJson(imported.collection.environment.variables)},
                                       {"folders", folders},
                                       {"requests", requests},
                                       {"environments", environments},
                                       {"secrets", secrets},
                                       {"warnings", notesJson(imported.notes)}});
    addKept(collection, imported.collection.description, {}, imported.collection.scripts);
    return collection;
}

}
