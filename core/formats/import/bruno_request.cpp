#include "core/formats/import/bruno_request.h"

#include "core/formats/import/auth_members.h"

namespace keyhole {

namespace {

constexpr QByteArrayView kMethods[] = {"get", "post", "put", "delete", "patch", "options", "head", "connect", "trace", "http"};

const BruBlock *methodBlock(const BruFile &file)
{
    for (const BruBlock &block : file.blocks()) {
        if (std::any_of(std::begin(kMethods), std::end(kMethods), [&block](QByteArrayView name) { return block.name == name; }))
            return &block;
    }
    return nullptr;
}

/// "@file(a.png) @contentType(image/png)": what stands in the brackets.
QByteArray annotation(const QByteArray &value, const QByteArray &name)
{
    const qsizetype start = value.indexOf('@' + name + '(');
    const qsizetype close = start < 0 ? -1 : value.indexOf(')', start);
    return close < 0 ? QByteArray() : value.mid(start + name.size() + 2, close - start - name.size() - 2);
}

void setQuery(RequestDraft &draft, const BruFile &file)
{
    const bool inAddress = draft.address.contains('?');
    const QByteArrayView block = file.find("params:query") ? "params:query" : "query";
    for (const DraftRow &row : brunoRows(file.rows(block))) {
        if (!row.enabled || !inAddress)
            addQueryRow(draft, row);
    }
}

void setPathParameters(RequestDraft &draft, const BruFile &file)
{
    const qsizetype query = draft.address.indexOf('?');
    const QByteArray tail = query < 0 ? QByteArray() : draft.address.mid(query);
    QByteArrayList segments = draft.address.first(query < 0 ? draft.address.size() : query).split('/');
    for (const BruRow &row : file.rows("params:path")) {
        for (QByteArray &segment : segments) {
            if (segment == ':' + row.name)
                segment = row.value.isEmpty() ? "{{" + row.name + "}}" : row.value;
        }
    }
    draft.address = segments.join('/') + tail;
}

/// Each file of a row is a part of its own.
void addParts(const BruRow &row, std::vector<BodyPart> &parts)
{
    BodyPart part{row.enabled, row.name, row.value, {}, annotation(row.value, "contentType")};
    if (row.value.startsWith("@file(")) {
        part.value.clear();
        for (const QByteArray &file : annotation(row.value, "file").split('|')) {
            part.file = QString::fromUtf8(file);
            parts.push_back(part);
        }
        return;
    }
    if (!part.contentType.isEmpty())
        part.value = row.value.first(row.value.indexOf("@contentType(")).trimmed();
    parts.push_back(std::move(part));
}

void setFileBody(RequestDraft &draft, const BruFile &file)
{
    for (const BruRow &row : file.rows(file.find("body:file") ? "body:file" : "body:binary-file")) {
        if (!row.enabled || draft.body.kind == BodyKind::File || annotation(row.value, "file").isEmpty())
            continue;
        draft.body.kind = BodyKind::File;
        draft.body.file = QString::fromUtf8(annotation(row.value, "file"));
        if (const QByteArray type = annotation(row.value, "contentType"); !type.isEmpty() && !hasField(draft, "Content-Type"))
            draft.fields.push_back({true, "Content-Type", type, {}});
    }
}

void setBody(RequestDraft &draft, const BruFile &file, const QByteArray &mode, ImportReading &reading)
{
    if (mode == "json") {
        setTextBody(draft, file.find("body:json") ? file.text("body:json") : file.text("body"), "application/json");
    } else if (mode == "text") {
        setTextBody(draft, file.text("body:text"), "text/plain");
    } else if (mode == "xml") {
        setTextBody(draft, file.text("body:xml"), "application/xml");
    } else if (mode == "sparql") {
        setTextBody(draft, file.text("body:sparql"), "application/sparql-query");
    } else if (mode == "graphql") {
        setGraphQlBody(draft, file.text("body:graphql"), file.text("body:graphql:vars"));
    } else if (mode == "formUrlEncoded" || mode == "form-urlencoded") {
        draft.body.kind = BodyKind::Form;
        draft.body.form = brunoRows(file.rows("body:form-urlencoded"));
    } else if (mode == "multipartForm" || mode == "multipart-form") {
        draft.body.kind = BodyKind::Multipart;
        for (const BruRow &row : file.rows("body:multipart-form"))
            addParts(row, draft.body.parts);
    } else if (mode == "file" || mode == "binaryFile") {
        setFileBody(draft, file);
    } else if (!mode.isEmpty() && mode != "none") {
        reading.note(QStringLiteral("The body of the kind “%1” is left out.").arg(QString::fromUtf8(mode)));
    }
}

void setSettings(RequestDraft &draft, const BruFile &file)
{
    if (file.value("settings", "followRedirects") == "false")
        draft.followRedirects = false;
    bool isNumber = false;
    const int timeout = file.value("settings", "timeout").toInt(&isNumber);
    if (isNumber && timeout > 0)
        draft.transport.totalLimit = Milliseconds(timeout);
}

/// "json" for "body:json", as the method's block names its choice.
QByteArray choiceOf(const QByteArray &block)
{
    const QByteArray kind = block.mid(block.indexOf(':') + 1);
    if (kind == "form-urlencoded")
        return "formUrlEncoded";
    if (kind == "binary-file")
        return "binaryFile";
    return kind == "multipart-form" ? QByteArray("multipartForm") : kind.startsWith("graphql") ? QByteArray("graphql") : kind;
}

/// The kinds of blocks of this start that the method does not name, each once.
QByteArrayList unchosen(const BruFile &file, QByteArrayView start, const QByteArray &chosen)
{
    QByteArrayList kinds;
    for (const BruBlock &block : file.blocks()) {
        const QByteArray kind = block.name.startsWith(start) ? choiceOf(block.name) : QByteArray();
        if (!kind.isEmpty() && kind != chosen && block.name.mid(start.size()) != chosen && !kinds.contains(kind))
            kinds.append(kind);
    }
    return kinds;
}

bool isTaken(const BruBlock &block)
{
    static constexpr QByteArrayView kNames[] = {"meta", "headers", "query", "assert", "tests", "docs", "settings", "body", "example"};
    static constexpr QByteArrayView kStarts[] = {"params:", "vars:", "script:", "body:", "auth:"};
    return std::any_of(std::begin(kNames), std::end(kNames), [&block](QByteArrayView name) { return block.name == name; })
        || std::any_of(std::begin(kStarts), std::end(kStarts), [&block](QByteArrayView start) { return block.name.startsWith(start); });
}

/// What a file holds and a request has no place for.
void noteLeftOut(const BruFile &file, const BruBlock &method, ImportReading &reading)
{
    const auto noteKinds = [&reading](const QString &what, const QByteArrayList &kinds) {
        if (!kinds.isEmpty())
            reading.note(QStringLiteral("%1 that are not chosen are left out: %2.").arg(what, QString::fromUtf8(kinds.join(", "))));
    };
    noteKinds(QStringLiteral("Bodies"), unchosen(file, "body:", method.value("body")));
    noteKinds(QStringLiteral("Credentials"), unchosen(file, "auth:", method.value("auth")));
    int examples = 0;
    for (const BruBlock &block : file.blocks()) {
        examples += block.name == "example" ? 1 : 0;
        if (&block != &method && !isTaken(block))
            reading.note(QStringLiteral("The block “%1” is left out.").arg(QString::fromUtf8(block.name)));
    }
    if (examples > 0)
        reading.note(QStringLiteral("Its examples are left out: %1.").arg(examples));
    for (const BruRow &row : file.rows("settings")) {
        if (row.name != "followRedirects" && row.name != "timeout" && row.name != "encodeUrl")
            reading.note(QStringLiteral("The setting “%1” is left out.").arg(QString::fromUtf8(row.name)));
    }
}

/// The rows of a block as text, to be read by a person.
QByteArray rowsText(const std::vector<BruRow> &rows)
{
    QByteArrayList lines;
    for (const BruRow &row : rows)
        lines.append((row.enabled ? "" : "~") + row.name + ": " + row.value);
    return lines.join('\n');
}

}

const BruBlock *BruFile::find(QByteArrayView name) const
{
    const auto found = std::find_if(m_blocks.begin(), m_blocks.end(), [name](const BruBlock &block) { return block.name == name; });
    return found == m_blocks.end() ? nullptr : &*found;
}

QByteArray BruFile::value(QByteArrayView block, QByteArrayView row) const
{
    const BruBlock *found = find(block);
    return found ? found->value(row) : QByteArray();
}

QByteArray BruFile::text(QByteArrayView block) const
{
    const BruBlock *found = find(block);
    return found ? found->text : QByteArray();
}

const std::vector<BruRow> &BruFile::rows(QByteArrayView block) const
{
    static const std::vector<BruRow> kNone;
    const BruBlock *found = find(block);
    return found ? found->rows : kNone;
}

std::vector<DraftRow> brunoRows(const std::vector<BruRow> &rows)
{
    std::vector<DraftRow> drafted;
    for (const BruRow &row : rows)
        drafted.push_back({row.enabled, row.name, row.value, QString::fromUtf8(row.description)});
    return drafted;
}

std::vector<Variable> brunoVariables(const BruFile &file, QByteArrayView block, ImportReading &reading)
{
    std::vector<Variable> variables;
    for (const BruRow &row : file.rows(block)) {
        if (row.enabled)
            variables.push_back({row.name.startsWith('@') ? row.name.mid(1) : row.name, row.value, false});
        else
            reading.note(QStringLiteral("The variable “%1” is switched off, and is left out.").arg(QString::fromUtf8(row.name)));
    }
    return variables;
}

AuthDraft brunoAuth(const BruFile &file, const QByteArray &mode, ImportReading &reading)
{
    if (mode.isEmpty())
        return {};
    AuthMembers members;
    for (const BruRow &row : file.rows("auth:" + mode)) {
        if (row.enabled)
            members.set(row.name, row.value);
    }
    return authNamed(mode, members, reading);
}

void keepBrunoScripts(const BruFile &file, std::vector<KeptScript> &scripts, ImportReading &reading)
{
    reading.keepScript(scripts, QStringLiteral("before the request"), file.text("script:pre-request"));
    reading.keepScript(scripts, QStringLiteral("after the answer"), file.text("script:post-response"));
    reading.keepScript(scripts, QStringLiteral("as a test"), file.text("tests"));
    reading.keepScript(scripts, QStringLiteral("to take variables from the answer"), rowsText(file.rows("vars:post-response")));
    reading.keepScript(scripts, QStringLiteral("as assertions"), rowsText(file.rows("assert")));
}

std::optional<CollectionItem> brunoRequest(const BruFile &file, ImportReading &reading)
{
    CollectionItem item;
    item.name = QString::fromUtf8(file.value("meta", "name"));
    const ImportStep step(reading, item.name);
    const BruBlock *method = methodBlock(file);
    if (!method) {
        reading.note(QStringLiteral("It is no HTTP request, and is left out."));
        return std::nullopt;
    }
    RequestDraft &draft = item.request;
    draft.name = item.name;
    draft.method = method->name == "http" ? method->value("method") : method->name.toUpper();
    draft.address = method->value("url");
    setPathParameters(draft, file);
    setQuery(draft, file);
    draft.fields = brunoRows(file.rows("headers"));
    draft.auth = brunoAuth(file, method->value("auth"), reading);
    setBody(draft, file, method->value("body"), reading);
    setSettings(draft, file);
    draft.description = QString::fromUtf8(file.text("docs"));
    keepBrunoScripts(file, draft.scripts, reading);
    item.variables = brunoVariables(file, "vars:pre-request", reading);
    noteLeftOut(file, *method, reading);
    return item;
}

}
