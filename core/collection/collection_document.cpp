// One file of a collection: its value, and what a list shows of it.
#include "core/collection/collection_index.h"
#include "core/collection/opencollection/rows.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

/// The scalar behind a colon, where it is written so that nothing but itself is meant.
std::optional<QByteArray> simpleScalar(QByteArrayView text)
{
    text = text.trimmed();
    if (text.isEmpty())
        return QByteArray();
    const char first = text.front();
    if (first == '"' || first == '\'') {
        const QByteArrayView inside = text.size() >= 2 && text.back() == first ? text.sliced(1, text.size() - 2) : QByteArrayView();
        const bool simple = !inside.isEmpty() && !inside.contains(first) && !inside.contains('\\');
        return simple ? std::optional(inside.toByteArray()) : std::nullopt;
    }
    const bool special
        = QByteArrayView("-?:,[]{}#&*!|>%@`").contains(first) || text.contains(" #") || text.contains(": ") || text.endsWith(':');
    return special ? std::nullopt : std::optional(text.toByteArray());
}

struct QuickFields {
    QByteArray name, type, seq, method, address;
};

QByteArray *fieldOf(QuickFields &fields, QByteArrayView section, QByteArrayView member)
{
    const std::tuple<const char *, const char *, QByteArray *> known[] = {{"info", "name", &fields.name},
                                                                          {"info", "type", &fields.type},
                                                                          {"info", "seq", &fields.seq},
                                                                          {"http", "method", &fields.method},
                                                                          {"http", "url", &fields.address}};
    for (const auto &[in, name, field] : known) {
        if (section == QByteArrayView(in) && member == QByteArrayView(name))
            return field;
    }
    return nullptr;
}

bool isSectionName(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
    });
}

/// Reads the members that a list shows, line by line, in the style in which such files are usually written; nothing in any other style.
std::optional<QuickFields> quickFields(QByteArrayView text)
{
    QuickFields fields;
    QByteArrayView section;
    qsizetype indent = -1;
    while (!text.isEmpty()) {
        const qsizetype end = text.indexOf('\n');
        const QByteArrayView line = end < 0 ? text : text.first(end);
        text = end < 0 ? QByteArrayView() : text.sliced(end + 1);
        const auto firstText = std::find_if_not(line.begin(), line.end(), [](char c) { return c == ' '; });
        const qsizetype column = firstText - line.begin();
        if (column == line.size() || line[column] == '#' || line[column] == '\r')
            continue;
        const qsizetype colon = line.indexOf(':');
        if (column == 0) {
            section = colon < 0 ? QByteArrayView() : line.first(colon);
            const QByteArrayView behind = colon < 0 ? line : line.sliced(colon + 1).trimmed();
            const bool listed = section == QByteArrayView("info") || section == QByteArrayView("http");
            if (!isSectionName(section) || (listed && !behind.isEmpty() && !behind.startsWith('#')))
                return std::nullopt;
            indent = -1;
            continue;
        }
        if (indent < 0)
            indent = column;
        if (column != indent || colon < 0)
            continue;
        if (QByteArray *field = fieldOf(fields, section, line.sliced(column, colon - column))) {
            const auto value = simpleScalar(line.sliced(colon + 1));
            if (!value || !field->isNull())
                return std::nullopt;
            *field = value->isNull() ? QByteArray("") : *value;
        }
    }
    return fields.type.isEmpty() ? std::nullopt : std::optional(fields);
}

CollectionEntry entryOf(const QuickFields &fields)
{
    CollectionEntry entry;
    entry.kind = fields.type == "http" ? CollectionEntry::Kind::Request
        : fields.type == "folder"      ? CollectionEntry::Kind::Folder
                                       : CollectionEntry::Kind::Other;
    entry.type = fields.type;
    entry.name = QString::fromUtf8(fields.name);
    entry.order = fields.seq.toDouble();
    entry.method = fields.method.isEmpty() ? QByteArray("GET") : fields.method;
    entry.address = fields.address;
    return entry;
}

int conflictLine(QByteArrayView text)
{
    int line = 1;
    for (qsizetype at = 0; at >= 0 && at < text.size(); ++line) {
        const QByteArrayView rest = text.sliced(at);
        if (rest.startsWith("<<<<<<< ") || rest.startsWith(">>>>>>> ") || rest.startsWith("||||||| "))
            return line;
        at = text.indexOf('\n', at);
        at = at < 0 ? at : at + 1;
    }
    return 0;
}

}

Result<YamlValue> readDocument(const QByteArray &text, const CollectionLimits &limits)
{
    YamlLimits yaml;
    yaml.bytes = limits.fileBytes;
    if (const int line = conflictLine(text))
        return failure(Error{QStringLiteral("a merge conflict of git stands in the file"), QStringLiteral("line %1").arg(line),
                             QStringLiteral("Choose one side there, or take one of the two versions, and save the file.")});
    auto read = parseYaml(text, yaml);
    if (read && read->kind != YamlValue::Kind::Mapping)
        return failure(Error{QStringLiteral("this is no request: names with values are expected"), QStringLiteral("line 1"),
                             QStringLiteral("Correct the file in a text editor.")});
    return read;
}

Result<CollectionEntry> indexFile(const QByteArray &text, const CollectionLimits &limits)
{
    if (const auto fields = quickFields(text))
        return entryOf(*fields);
    const auto document = readDocument(text, limits);
    if (!document)
        return failure(Error(document.error()));
    QuickFields fields;
    fields.type = opencollection::itemType(*document);
    const auto take = [&document](const char *section, const char *member) {
        const YamlValue *mapping = document->find(section);
        return mapping ? opencollection::looseText(mapping->find(member)) : QByteArray();
    };
    fields.name = take("info", "name");
    fields.seq = take("info", "seq");
    fields.method = take("http", "method");
    fields.address = take("http", "url");
    return entryOf(fields);
}

FileNote faultNote(const QString &file, const Error &error)
{
    static const QRegularExpression line(QStringLiteral("(?:^|, )line (\\d+)"));
    return {FileNote::Kind::Fault, file, line.match(error.place).captured(1).toInt(), error.what};
}

}
