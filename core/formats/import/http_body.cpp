#include "core/formats/import/http_lines.h"

namespace keyhole {

namespace {

QByteArray takeMediaType(const RequestDraft &draft)
{
    for (const DraftRow &row : draft.fields) {
        if (equalsIgnoringCase(row.name, "Content-Type"))
            return row.value;
    }
    return {};
}

/// "< ./data.json", "<@ ./data.json", "<@latin1 ./data.json": the file.
std::optional<QString> fileOf(const QByteArray &line)
{
    if (!line.startsWith("< ") && !line.startsWith("<@"))
        return std::nullopt;
    const qsizetype blank = line.indexOf(' ');
    return blank < 0 ? std::nullopt : std::optional(QString::fromUtf8(line.mid(blank + 1).trimmed()));
}

/// The value of a parameter, in quotes or not: name="a", boundary=x.
QByteArray parameter(const QByteArray &value, const QByteArray &name)
{
    for (qsizetype at = value.indexOf(name + '='); at >= 0; at = value.indexOf(name + '=', at + 1)) {
        if (at > 0 && value[at - 1] != ' ' && value[at - 1] != ';')
            continue;
        const qsizetype start = at + name.size() + 1;
        if (value.mid(start).startsWith('"'))
            return value.mid(start + 1, value.indexOf('"', start + 1) - start - 1);
        const qsizetype end = value.indexOf(';', start);
        return value.mid(start, end < 0 ? -1 : end - start).trimmed();
    }
    return {};
}

void readPartHead(const QByteArray &line, BodyPart &part)
{
    const qsizetype colon = line.indexOf(':');
    const QByteArray name = line.left(colon).trimmed(), value = line.mid(colon + 1).trimmed();
    if (equalsIgnoringCase(name, "Content-Disposition")) {
        part.name = parameter(value, "name");
        part.fileName = parameter(value, "filename");
    } else if (equalsIgnoringCase(name, "Content-Type")) {
        part.contentType = value;
    }
}

/// One part between two boundaries: fields, an empty line, content or a file.
BodyPart readPart(const QByteArrayList &lines)
{
    BodyPart part;
    qsizetype at = 0;
    for (; at < lines.size() && !lines[at].trimmed().isEmpty(); ++at)
        readPartHead(lines[at], part);
    const QByteArrayList content = lines.mid(at + 1);
    const auto file = content.isEmpty() ? std::nullopt : fileOf(content.first());
    if (file)
        part.file = *file;
    else
        part.value = content.join('\n');
    return part;
}

bool setParts(RequestDraft &draft, const QByteArrayList &lines, const QByteArray &boundary)
{
    std::vector<BodyPart> parts;
    std::optional<QByteArrayList> open;
    for (const QByteArray &line : lines) {
        const bool end = line.trimmed() == "--" + boundary + "--";
        if (!end && line.trimmed() != "--" + boundary) {
            if (open)
                open->append(line);
            continue;
        }
        if (open)
            parts.push_back(readPart(*open));
        open = end ? std::nullopt : std::optional(QByteArrayList());
    }
    if (open)
        parts.push_back(readPart(*open));
    if (parts.empty() || std::any_of(parts.begin(), parts.end(), [](const BodyPart &part) { return part.name.isEmpty(); }))
        return false;
    draft.body.kind = BodyKind::Multipart;
    draft.body.parts = std::move(parts);
    std::erase_if(draft.fields, [](const DraftRow &row) { return equalsIgnoringCase(row.name, "Content-Type"); });
    return true;
}

/// The query, an empty line, and the variables as JSON.
void setGraphQl(RequestDraft &draft, const QByteArrayList &lines)
{
    const qsizetype blank
        = std::find_if(lines.begin(), lines.end(), [](const QByteArray &line) { return line.trimmed().isEmpty(); }) - lines.begin();
    std::erase_if(draft.fields, [](const DraftRow &row) { return equalsIgnoringCase(row.name, "X-Request-Type"); });
    setGraphQlBody(draft, lines.mid(0, blank).join('\n'), lines.mid(blank + 1).join('\n'));
}

bool isGraphQl(const RequestDraft &draft)
{
    return draft.method == "GRAPHQL" || std::any_of(draft.fields.begin(), draft.fields.end(), [](const DraftRow &row) {
               return equalsIgnoringCase(row.name, "X-Request-Type") && equalsIgnoringCase(row.value, "GraphQL");
           });
}

/// A form may go over several lines, of which each but the first begins with "&".
QByteArray joinedForm(const QByteArrayList &lines)
{
    QByteArray text;
    for (const QByteArray &line : lines)
        text += line.trimmed();
    return text;
}

}

void setHttpBody(RequestDraft &draft, const QByteArrayList &lines, ImportReading &reading)
{
    if (lines.isEmpty())
        return;
    if (isGraphQl(draft)) {
        setGraphQl(draft, lines);
        draft.method = draft.method == "GRAPHQL" ? "POST" : draft.method;
        return;
    }
    const QByteArray type = takeMediaType(draft);
    const QByteArray lower = type.toLower();
    if (const auto file = fileOf(lines.first()); file && lines.size() == 1) {
        draft.body.kind = BodyKind::File;
        draft.body.file = *file;
        return;
    }
    if (lower.startsWith("multipart/form-data") && setParts(draft, lines, parameter(type, "boundary")))
        return;
    if (std::any_of(lines.begin(), lines.end(), [](const QByteArray &line) { return fileOf(line).has_value(); }))
        reading.note(QStringLiteral("A file stands among the lines of the body; its content is not put in."));
    const bool isForm = lower.startsWith("application/x-www-form-urlencoded");
    setTextBody(draft, isForm ? joinedForm(lines) : lines.join('\n'), type);
}

}
