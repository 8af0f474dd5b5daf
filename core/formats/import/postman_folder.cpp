#include "core/formats/import/postman_folder.h"

#include "core/formats/import/auth_members.h"
#include "core/formats/import/folder_tree.h"
#include "core/formats/import/postman_request.h"

#include <map>

namespace keyhole {

namespace {

bool isRequestFile(const FolderFile &file)
{
    return file.name().endsWith(QLatin1String(".request.yaml")) || file.name().endsWith(QLatin1String(".request.yml"));
}

bool isDefinition(const FolderFile &file)
{
    return file.path.endsWith(QLatin1String(".resources/definition.yaml"))
        || file.path.endsWith(QLatin1String(".resources/definition.yml"));
}

bool isEnvironmentFile(const FolderFile &file)
{
    return file.name().endsWith(QLatin1String(".environment.yaml")) || file.name().endsWith(QLatin1String(".environment.yml"));
}

/// "orders" for "orders/.resources/definition.yaml".
QString folderOfDefinition(const FolderFile &file)
{
    const QString resources = file.folder();
    const qsizetype slash = resources.lastIndexOf('/');
    return slash < 0 ? QString() : resources.first(slash);
}

/// Rows stand in a list of {"key", "value", "disabled"}, or as members of an object.
std::vector<DraftRow> readRows(const JsonValue *rows)
{
    std::vector<DraftRow> read;
    for (const JsonValue &row : itemsOf(rows))
        read.push_back(postmanRow(row));
    for (const JsonMember &member : membersOf(rows))
        read.push_back({true, member.name, looseText(&member.value), {}});
    return read;
}

bool isExample(const FolderFile &file)
{
    return file.name().endsWith(QLatin1String(".example.yaml")) || file.name().endsWith(QLatin1String(".example.yml"));
}

bool isGlobals(const FolderFile &file)
{
    return file.name().endsWith(QLatin1String(".globals.yaml")) || file.name().endsWith(QLatin1String(".globals.yml"));
}

/// What a folder says of itself becomes what the collection says.
void becomeCollection(CollectionItem folder, Collection &collection)
{
    collection.name = folder.name;
    collection.description = folder.description;
    collection.auth = folder.auth.kind == AuthKind::Inherited ? AuthDraft() : folder.auth;
    collection.environment = {folder.name, folder.variables};
    collection.scripts = folder.scripts;
}

/// Where a workspace was chosen, its collections lie in "postman/collections"; the only one is meant itself.
void leaveWorkspace(Collection &collection)
{
    bool isWorkspace = false;
    while (collection.items.size() == 1 && collection.items.front().folder) {
        const QString name = collection.items.front().name;
        const bool isPart = name == QLatin1String("postman") || name == QLatin1String("collections");
        if (!isPart && !isWorkspace)
            return;
        isWorkspace = isPart;
        CollectionItem only = std::move(collection.items.front());
        collection.items = std::move(only.children);
        if (!isPart)
            becomeCollection(std::move(only), collection);
    }
}

/// Goes over the files of a collection.
class PostmanFolderImport {
public:
    Imported run(const std::vector<FolderFile> &files);

private:
    std::optional<JsonValue> parse(const FolderFile &file);
    std::optional<PlacedItem> readRequest(const FolderFile &file);
    RequestDraft draftOf(const JsonValue &tree);
    PlacedItem readDefinition(const FolderFile &file);
    void collectAuths(const std::vector<FolderFile> &files);
    const JsonValue *chosenAuth(const JsonValue *auth);
    AuthDraft readAuth(const JsonValue *auth, AuthKind absent);
    void readGraphQl(const JsonValue &tree, RequestDraft &draft);
    void readBody(const JsonValue *body, RequestDraft &draft);
    void readScripts(const JsonValue *scripts, std::vector<KeptScript> &kept);
    void readEnvironment(const FolderFile &file, const QString &otherwise);
    void noteUnread(const JsonValue &tree, std::initializer_list<QByteArrayView> known);
    void noteOthers(const std::vector<FolderFile> &files);

    ImportReading m_reading;
    std::map<QByteArray, JsonValue> m_auths;  // those that definitions list, by their id
};

constexpr double kBehindAll = 1e9;

double orderOf(const JsonValue &tree)
{
    const JsonValue *order = tree.find("order");
    return order ? order->number().value_or(kBehindAll) : kBehindAll;
}

std::optional<JsonValue> PostmanFolderImport::parse(const FolderFile &file)
{
    auto tree = readTree(file.content);
    if (tree)
        return std::move(*tree);
    m_reading.imported.notes.push_back(
        {QStringLiteral("The file is left out: %1").arg(tree.error().what), file.path + ", " + tree.error().place, tree.error().remedy});
    return std::nullopt;
}

void PostmanFolderImport::collectAuths(const std::vector<FolderFile> &files)
{
    for (const FolderFile &file : files) {
        const auto tree = isDefinition(file) ? readTree(file.content) : Result<JsonValue>(JsonValue());
        for (const JsonValue &auth : tree ? itemsOf(tree->find("auth")) : std::vector<JsonValue>())
            m_auths.emplace(looseText(auth, "id"), auth);
    }
}

/// A definition may list several credentials, of which the first holds, or none that was filled in; a request may name one of them by id.
const JsonValue *PostmanFolderImport::chosenAuth(const JsonValue *auth)
{
    if (auth && auth->isArray()) {
        if (auth->items.size() > 1)
            m_reading.note(QStringLiteral("Of its %1 credentials the first is taken.").arg(auth->items.size()));
        auth = auth->items.empty() || !auth->items.front().find("credentials") ? nullptr : &auth->items.front();
    }
    if (!auth || looseText(*auth, "type") != "inherit")
        return auth;
    const auto named = m_auths.find(AuthMembers(auth->find("credentials")).text({"id"}));
    return named == m_auths.end() || named->first.isEmpty() ? auth : &named->second;
}

AuthDraft PostmanFolderImport::readAuth(const JsonValue *auth, AuthKind absent)
{
    return postmanAuth(chosenAuth(auth), absent, m_reading);
}

void PostmanFolderImport::readScripts(const JsonValue *scripts, std::vector<KeptScript> &kept)
{
    for (const JsonValue &script : itemsOf(scripts)) {
        const bool before = looseText(script, "type").contains("beforeRequest");
        m_reading.keepScript(kept, before ? QStringLiteral("before the request") : QStringLiteral("after the answer"),
                             looseText(script, "code"));
    }
}

void PostmanFolderImport::readBody(const JsonValue *body, RequestDraft &draft)
{
    if (!body || !body->isObject())
        return;
    const QByteArray type = looseText(*body, "type");
    const JsonValue *content = body->find("content");
    if (type == "urlencoded") {
        draft.body.kind = BodyKind::Form;
        draft.body.form = readRows(content);
    } else if (type == "formdata") {
        draft.body.kind = BodyKind::Multipart;
        for (const JsonValue &row : itemsOf(content)) {
            BodyPart part{!looseBool(row, "disabled"), looseText(row, "key"), looseText(row, "value"), {}, looseText(row, "contentType")};
            if (looseText(row, "type") == "file")
                part.file = looseString(row, "src");
            draft.body.parts.push_back(std::move(part));
        }
    } else if (type == "file") {
        draft.body.kind = BodyKind::File;
        draft.body.file = content && content->isObject() ? looseString(*content, "src") : QString::fromUtf8(looseText(content));
    } else if (type == "graphql" && content) {
        const JsonValue *variables = content->find("variables");
        setGraphQlBody(draft, looseText(*content, "query"), variables && variables->isObject() ? toJson(*variables) : looseText(variables));
    } else if (!type.isEmpty() && type != "none") {
        static constexpr std::pair<const char *, const char *> kTypes[]
            = {{"json", "application/json"}, {"xml", "application/xml"}, {"html", "text/html"}, {"javascript", "application/javascript"}};
        QByteArray mediaType;
        for (const auto &[name, media] : kTypes)
            mediaType = type == name ? QByteArray(media) : mediaType;
        setTextBody(draft, content && content->isObject() ? toJson(*content) : looseText(content), mediaType);
    }
}

/// A kind of its own, whose query and variables stand beside the address.
void PostmanFolderImport::readGraphQl(const JsonValue &tree, RequestDraft &draft)
{
    if (!tree.find("method"))
        draft.method = "POST";
    const JsonValue *variables = tree.find("variables");
    setGraphQlBody(draft, looseText(tree, "query"), variables && variables->isObject() ? toJson(*variables) : looseText(variables));
}

RequestDraft PostmanFolderImport::draftOf(const JsonValue &tree)
{
    RequestDraft draft;
    draft.method = tree.find("method") ? looseText(tree, "method") : QByteArray("GET");
    draft.address = looseText(tree, "url");
    draft.description = postmanDescription(tree);
    const bool inAddress = draft.address.contains('?');
    for (const DraftRow &row : readRows(tree.find("pathVariables"))) {
        const QByteArray value = row.value.isEmpty() ? "{{" + row.name + "}}" : row.value;
        draft.address.replace("/:" + row.name, '/' + value);
    }
    for (const DraftRow &row : readRows(tree.find("queryParams"))) {
        if (!row.enabled || !inAddress)
            addQueryRow(draft, row);
    }
    draft.fields = readRows(tree.find("headers"));
    draft.auth = readAuth(tree.find("auth"), AuthKind::Inherited);
    const bool isGraphQl = looseText(tree, "$kind") == "graphql-request";
    if (isGraphQl)
        readGraphQl(tree, draft);
    else
        readBody(tree.find("body"), draft);
    readScripts(tree.find("scripts"), draft.scripts);
    postmanBehavior(tree.find("settings"), draft, m_reading);
    noteUnread(tree,
               {"name", "order", "method", "url", "description", "headers", "queryParams", "pathVariables", isGraphQl ? "query" : "body",
                isGraphQl ? "variables" : "body", "auth", "scripts", "settings"});
    return draft;
}

std::optional<PlacedItem> PostmanFolderImport::readRequest(const FolderFile &file)
{
    const auto tree = parse(file);
    if (!tree)
        return std::nullopt;
    CollectionItem item;
    item.name = looseString(*tree, "name");
    if (item.name.isEmpty())
        item.name = file.name().first(file.name().lastIndexOf(QLatin1String(".request.")));
    const ImportStep step(m_reading, item.name);
    if (const QByteArray kind = looseText(*tree, "$kind"); kind != "http-request" && kind != "graphql-request") {
        m_reading.note(QStringLiteral("%1 is no HTTP request, and is left out.").arg(file.path));
        return std::nullopt;
    }
    item.request = draftOf(*tree);
    item.request.name = item.name;
    return PlacedItem{std::move(item), orderOf(*tree)};
}

PlacedItem PostmanFolderImport::readDefinition(const FolderFile &file)
{
    PlacedItem placed;
    placed.item.folder = true;
    const auto tree = parse(file);
    if (!tree)
        return placed;
    const ImportStep step(m_reading, folderOfDefinition(file));
    placed.item.name = looseString(*tree, "name");
    placed.item.description = postmanDescription(*tree);
    placed.item.auth = readAuth(tree->find("auth"), AuthKind::Inherited);
    placed.item.variables = postmanVariables(tree->find("variables"), m_reading);
    noteUnread(*tree, {"name", "description", "auth", "variables", "scripts", "order"});
    readScripts(tree->find("scripts"), placed.item.scripts);
    placed.order = orderOf(*tree);
    return placed;
}

/// Members of a file that nothing was made of.
void PostmanFolderImport::noteUnread(const JsonValue &tree, std::initializer_list<QByteArrayView> known)
{
    for (const JsonMember &member : tree.members) {
        const bool isKnown = member.name.startsWith('$') || member.name == "id" || member.name == "examples"
            || std::find(known.begin(), known.end(), QByteArrayView(member.name)) != known.end();
        if (!isKnown)
            m_reading.note(QStringLiteral("“%1” is left out.").arg(QString::fromUtf8(member.name)));
    }
}

void PostmanFolderImport::noteOthers(const std::vector<FolderFile> &files)
{
    const auto examples = std::count_if(files.begin(), files.end(), isExample);
    if (examples > 0)
        m_reading.note(QStringLiteral("Its examples of answers are left out: %1.").arg(examples));
    for (const FolderFile &file : files) {
        if (!isRequestFile(file) && !isDefinition(file) && !isEnvironmentFile(file) && !isGlobals(file) && !isExample(file))
            m_reading.imported.notes.push_back({QStringLiteral("The file belongs to no collection, and is left out."), file.path, {}});
    }
}

void PostmanFolderImport::readEnvironment(const FolderFile &file, const QString &otherwise)
{
    const auto tree = parse(file);
    if (!tree)
        return;
    const QString name = looseString(*tree, "name");
    m_reading.imported.environments.push_back(
        {name.isEmpty() ? otherwise : name,
         postmanVariables(tree->find("values") ? tree->find("values") : tree->find("variables"), m_reading)});
}

Imported PostmanFolderImport::run(const std::vector<FolderFile> &files)
{
    collectAuths(files);
    FolderFormat format;
    format.isFolderHead = isDefinition;
    format.isRequest = isRequestFile;
    format.folderOf = folderOfDefinition;
    format.request = [this](const FolderFile &file) { return readRequest(file); };
    format.folderHead = [this](const FolderFile &file) { return readDefinition(file); };
    Collection &collection = m_reading.imported.collection;
    collection.items = buildFolderTree(files, format);
    leaveWorkspace(collection);
    for (const FolderFile &file : files) {
        if (isEnvironmentFile(file) || isGlobals(file))
            readEnvironment(file, isGlobals(file) ? QStringLiteral("Globals") : file.name().section('.', 0, 0));
        if (!isDefinition(file) || !folderOfDefinition(file).isEmpty())
            continue;
        becomeCollection(readDefinition(file).item, collection);
    }
    noteOthers(files);
    return std::move(m_reading.imported);
}

}

bool isPostmanFolder(const std::vector<FolderFile> &files)
{
    return std::any_of(files.begin(), files.end(), [](const FolderFile &file) { return isRequestFile(file) || isDefinition(file); });
}

Imported importPostmanFolder(const std::vector<FolderFile> &files)
{
    return PostmanFolderImport().run(files);
}

}
