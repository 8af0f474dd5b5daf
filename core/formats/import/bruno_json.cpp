#include "core/formats/import/bruno_json.h"

#include "core/formats/import/bruno_request.h"
#include "core/formats/import/folder_tree.h"

namespace keyhole {

namespace {

/// What another kind of file calls the block of a body.
constexpr std::pair<const char *, const char *> kTextBodies[]
    = {{"json", "body:json"}, {"text", "body:text"}, {"xml", "body:xml"}, {"sparql", "body:sparql"}};

bool isOn(const JsonValue &row)
{
    return looseBool(row, "enabled", true);
}

BruRow rowOf(const JsonValue &row)
{
    return {isOn(row), looseText(row, "name"), looseText(row, "value"), 0, looseText(row, "description")};
}

std::vector<BruRow> rowsOf(const JsonValue *list)
{
    std::vector<BruRow> rows;
    for (const JsonValue &row : itemsOf(list))
        rows.push_back(rowOf(row));
    return rows;
}

/// "@file(a|b)", as the text format has it.
QByteArray fileText(const JsonValue *value)
{
    QByteArrayList files;
    for (const JsonValue &file : itemsOf(value))
        files.append(looseText(&file));
    return "@file(" + (files.isEmpty() ? looseText(value) : files.join('|')) + ')';
}

QByteArray withContentType(QByteArray value, const JsonValue &row)
{
    const QByteArray type = looseText(row, "contentType");
    return type.isEmpty() ? value : value + " @contentType(" + type + ')';
}

std::vector<BruRow> partsOf(const JsonValue *list)
{
    std::vector<BruRow> rows;
    for (const JsonValue &part : itemsOf(list)) {
        BruRow row = rowOf(part);
        if (looseText(part, "type") == "file")
            row.value = fileText(part.find("value"));
        row.value = withContentType(row.value, part);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<BruRow> bodyFilesOf(const JsonValue *list)
{
    std::vector<BruRow> rows;
    for (const JsonValue &file : itemsOf(list))
        rows.push_back({looseBool(file, "selected", true), "file", withContentType(fileText(file.find("filePath")), file)});
    return rows;
}

/// The blocks of a text file that says the same as an item of the export.
class Blocks {
public:
    void addRows(const QByteArray &name, std::vector<BruRow> rows);
    void addText(const QByteArray &name, const QByteArray &text);
    void addHead(const JsonValue &item, const JsonValue &request);
    void addRequest(const JsonValue &request);
    void addParams(const JsonValue *params);
    void addBody(const JsonValue *body);
    void addAuth(const JsonValue *auth);
    void addRuntime(const JsonValue &request);
    void addSettings(const JsonValue *settings);
    BruFile file() && { return BruFile(std::move(m_blocks)); }

private:
    std::vector<BruBlock> m_blocks;
};

void Blocks::addRows(const QByteArray &name, std::vector<BruRow> rows)
{
    if (!rows.empty())
        m_blocks.push_back({name, 0, std::move(rows), {}});
}

void Blocks::addText(const QByteArray &name, const QByteArray &text)
{
    if (!text.isEmpty())
        m_blocks.push_back({name, 0, {}, text});
}

void Blocks::addHead(const JsonValue &item, const JsonValue &request)
{
    addRows("meta", {{true, "name", looseText(item, "name")}});
    const JsonValue *body = request.find("body"), *auth = request.find("auth");
    addRows("http",
            {{true, "method", looseText(request, "method")},
             {true, "url", looseText(request, "url")},
             {true, "body", body ? looseText(*body, "mode") : QByteArray()},
             {true, "auth", auth ? looseText(*auth, "mode") : QByteArray()}});
}

void Blocks::addParams(const JsonValue *params)
{
    std::vector<BruRow> query, path;
    for (const JsonValue &row : itemsOf(params))
        (looseText(row, "type") == "path" ? path : query).push_back(rowOf(row));
    addRows("params:query", std::move(query));
    addRows("params:path", std::move(path));
}

void Blocks::addBody(const JsonValue *body)
{
    const QByteArray mode = body ? looseText(*body, "mode") : QByteArray();
    for (const auto &[kind, block] : kTextBodies) {
        if (mode == kind)
            addText(block, looseText(*body, kind));
    }
    if (mode == "formUrlEncoded")
        addRows("body:form-urlencoded", rowsOf(body->find("formUrlEncoded")));
    if (mode == "multipartForm")
        addRows("body:multipart-form", partsOf(body->find("multipartForm")));
    if (mode == "file")
        addRows("body:file", bodyFilesOf(body->find("file")));
    const JsonValue *graphQl = mode == "graphql" ? body->find("graphql") : nullptr;
    if (graphQl) {
        addText("body:graphql", looseText(*graphQl, "query"));
        addText("body:graphql:vars", looseText(*graphQl, "variables"));
    }
}

void Blocks::addAuth(const JsonValue *auth)
{
    const QByteArray mode = auth ? looseText(*auth, "mode") : QByteArray();
    if (mode.isEmpty())
        return;
    std::vector<BruRow> rows;
    for (const JsonMember &member : membersOf(auth->find(mode)))
        rows.push_back({true, member.name, looseText(&member.value)});
    addRows("auth:" + mode, std::move(rows));
}

void Blocks::addRuntime(const JsonValue &request)
{
    if (const JsonValue *script = request.find("script")) {
        addText("script:pre-request", looseText(*script, "req"));
        addText("script:post-response", looseText(*script, "res"));
    }
    if (const JsonValue *variables = request.find("vars")) {
        addRows("vars:pre-request", rowsOf(variables->find("req")));
        addRows("vars:post-response", rowsOf(variables->find("res")));
    }
    addRows("assert", rowsOf(request.find("assertions")));
    addText("tests", looseText(request, "tests"));
    addText("docs", looseText(request, "docs"));
}

void Blocks::addSettings(const JsonValue *settings)
{
    std::vector<BruRow> rows;
    for (const JsonMember &member : membersOf(settings))
        rows.push_back({true, member.name, looseText(&member.value)});
    addRows("settings", std::move(rows));
}

void Blocks::addRequest(const JsonValue &request)
{
    addRows("headers", rowsOf(request.find("headers")));
    addParams(request.find("params"));
    addBody(request.find("body"));
    addAuth(request.find("auth"));
    addRuntime(request);
}

/// Goes over the items of an export.
class BrunoTreeImport {
public:
    Imported run(const JsonValue &tree);

private:
    std::vector<CollectionItem> readItems(const JsonValue *items);
    std::optional<CollectionItem> readRequest(const JsonValue &item);
    CollectionItem readFolder(const JsonValue &item);
    void readEnvironment(const JsonValue &environment);
    void noteConfig(const JsonValue *config);
    void giveFields(std::vector<CollectionItem> &items, const BruFile &head);

    ImportReading m_reading;
};

/// What a folder or the collection says for all that is in it.
BruFile headOf(const JsonValue *root)
{
    Blocks blocks;
    if (const JsonValue *request = root ? root->find("request") : nullptr) {
        blocks.addRequest(*request);
        if (const JsonValue *auth = request->find("auth"))
            blocks.addRows("auth", {{true, "mode", looseText(*auth, "mode")}});
    }
    if (root)
        blocks.addText("docs", looseText(*root, "docs"));
    return std::move(blocks).file();
}

void BrunoTreeImport::giveFields(std::vector<CollectionItem> &items, const BruFile &head)
{
    if (head.rows("headers").empty())
        return;
    addInheritedFields(items, brunoRows(head.rows("headers")));
    m_reading.note(QStringLiteral("Its fields stand in each of its requests now."));
}

CollectionItem BrunoTreeImport::readFolder(const JsonValue &item)
{
    CollectionItem folder;
    folder.folder = true;
    folder.name = looseString(item, "name");
    const ImportStep step(m_reading, folder.name);
    const BruFile head = headOf(item.find("root"));
    const QByteArray mode = head.value("auth", "mode");
    folder.auth = brunoAuth(head, mode.isEmpty() ? "inherit" : mode, m_reading);
    folder.description = QString::fromUtf8(head.text("docs"));
    folder.variables = brunoVariables(head, "vars:pre-request", m_reading);
    keepBrunoScripts(head, folder.scripts, m_reading);
    folder.children = readItems(item.find("items"));
    giveFields(folder.children, head);
    return folder;
}

std::optional<CollectionItem> BrunoTreeImport::readRequest(const JsonValue &item)
{
    const JsonValue *request = item.find("request");
    Blocks blocks;
    if (!request || !(request->find("method") || request->find("body"))) {
        const ImportStep step(m_reading, looseString(item, "name"));
        m_reading.note(QStringLiteral("It is no HTTP request, and is left out."));
        return std::nullopt;
    }
    blocks.addHead(item, *request);
    blocks.addRequest(*request);
    blocks.addSettings(item.find("settings") ? item.find("settings") : request->find("settings"));
    for (size_t example = 0; example < itemsOf(item.find("examples")).size(); ++example)
        blocks.addText("example", "{}");
    return brunoRequest(std::move(blocks).file(), m_reading);
}

std::vector<CollectionItem> BrunoTreeImport::readItems(const JsonValue *items)
{
    static constexpr QByteArrayView kHttp[] = {"http", "http-request", "graphql", "graphql-request"};
    std::vector<CollectionItem> read;
    for (const JsonValue &item : itemsOf(items)) {
        const QByteArray type = looseText(item, "type");
        if (type == "folder" || item.find("items")) {
            read.push_back(readFolder(item));
        } else if (std::find(std::begin(kHttp), std::end(kHttp), QByteArrayView(type)) != std::end(kHttp)) {
            if (auto request = readRequest(item))
                read.push_back(std::move(*request));
        } else {
            const ImportStep step(m_reading, looseString(item, "name"));
            m_reading.note(QStringLiteral("The kind “%1” is none that is sent here; it is left out.").arg(QString::fromUtf8(type)));
        }
    }
    return read;
}

void BrunoTreeImport::readEnvironment(const JsonValue &json)
{
    Environment environment{looseString(json, "name"), {}};
    environment.color = looseText(json, "color");
    const ImportStep step(m_reading, environment.name);
    for (const JsonValue &row : itemsOf(json.find("variables"))) {
        if (isOn(row))
            environment.variables.push_back({looseText(row, "name"), looseText(row, "value"), looseBool(row, "secret")});
        else
            m_reading.note(QStringLiteral("The variable “%1” is switched off, and is left out.").arg(looseString(row, "name")));
    }
    m_reading.imported.environments.push_back(std::move(environment));
}

void BrunoTreeImport::noteConfig(const JsonValue *config)
{
    const JsonValue *proxy = config ? config->find("proxy") : nullptr;
    if (proxy && (proxy->find("hostname") || proxy->find("config")))
        m_reading.noteIgnoredTransport(QStringLiteral("A proxy"));
    const JsonValue *certificates = config ? config->at({"clientCertificates", "certs"}) : nullptr;
    if (!itemsOf(certificates).empty())
        m_reading.noteIgnoredTransport(QStringLiteral("A client certificate"));
}

Imported BrunoTreeImport::run(const JsonValue &tree)
{
    Collection &into = m_reading.imported.collection;
    into.name = looseString(tree, "name");
    const ImportStep step(m_reading, into.name);
    const BruFile head = headOf(tree.find("root"));
    into.auth = brunoAuth(head, head.value("auth", "mode"), m_reading);
    into.description = QString::fromUtf8(head.text("docs"));
    into.environment = {into.name, brunoVariables(head, "vars:pre-request", m_reading)};
    keepBrunoScripts(head, into.scripts, m_reading);
    into.items = readItems(tree.find("items"));
    giveFields(into.items, head);
    for (const JsonValue &environment : itemsOf(tree.find("environments")))
        readEnvironment(environment);
    noteConfig(tree.find("brunoConfig"));
    return std::move(m_reading.imported);
}

}

bool isBrunoTree(const JsonValue &tree)
{
    const JsonValue *items = tree.find("items");
    return items && items->isArray() && tree.find("name") && tree.find("version") && !tree.find("info") && !tree.find("opencollection");
}

Imported importBrunoTree(const JsonValue &tree)
{
    return BrunoTreeImport().run(tree);
}

}
