#include "core/collection/opencollection/params_member.h"

#include "core/collection/opencollection/rows.h"

namespace keyhole::opencollection {

namespace {

/// A query row as it stands in an address.
QByteArray queryText(const DraftRow &row)
{
    return row.value.isEmpty() ? row.name : row.name + '=' + row.value;
}

QList<QByteArray> queryOf(const QByteArray &address)
{
    const qsizetype mark = address.indexOf('?');
    if (mark < 0)
        return {};
    const qsizetype fragment = address.indexOf('#', mark);
    const QByteArray query = address.mid(mark + 1, fragment < 0 ? -1 : fragment - mark - 1);
    return query.isEmpty() ? QList<QByteArray>() : query.split('&');
}

DraftRow queryRow(const QByteArray &pair)
{
    const qsizetype equals = pair.indexOf('=');
    return {true, equals < 0 ? pair : pair.left(equals), equals < 0 ? QByteArray() : pair.mid(equals + 1), {}};
}

struct ParamRow {
    DraftRow row;
    bool inPath = false;
    friend bool operator==(const ParamRow &, const ParamRow &) = default;
};

std::vector<ParamRow> paramRows(const RequestFile &file)
{
    std::vector<ParamRow> rows;
    for (const QByteArray &pair : queryOf(file.draft.address))
        rows.push_back({queryRow(pair), false});
    for (const DraftRow &row : file.draft.disabledParams)
        rows.push_back({row, false});
    for (const DraftRow &row : file.pathParams)
        rows.push_back({row, true});
    return rows;
}

void writeParam(YamlValue &item, const ParamRow &param)
{
    DraftRow row = param.row;
    if (row.description.isEmpty())
        row.description = QString::fromUtf8(looseText(item.find("description")));
    writeRow(item, row);
    if (textOf(item, "type") != (param.inPath ? "path" : "query"))
        memberOf(item, "type") = yamlText(param.inPath ? "path" : "query");
}

/// The rows as the file has them, one an item, so that each is found again.
std::vector<ParamRow> paramItems(const YamlValue &http)
{
    std::vector<ParamRow> rows;
    if (const YamlValue *list = http.find("params")) {
        for (const YamlValue &item : list->items)
            rows.push_back({readRow(item), textOf(item, "type") == "path"});
    }
    return rows;
}

}

/// Bruno keeps query parameters in the address and in a table; where another tool has them in the table alone, they join the address.
void readParams(const YamlValue &http, RequestFile &read)
{
    const YamlValue *list = http.find("params");
    if (!list)
        return;
    QByteArray &address = read.draft.address;
    const QList<QByteArray> pairs = queryOf(address);
    for (const YamlValue &item : list->items) {
        const DraftRow row = readRow(item);
        if (textOf(item, "type") == "path") {
            read.pathParams.push_back(row);
            continue;
        }
        const bool there
            = std::any_of(pairs.begin(), pairs.end(), [&row](const QByteArray &pair) { return queryRow(pair).name == row.name; });
        if (!row.enabled)
            read.draft.disabledParams.push_back(row);
        else if (!there)
            address += (address.contains('?') ? '&' : '?') + queryText(row);
    }
}

void updateParams(YamlValue &http, const RequestFile &before, const RequestFile &after)
{
    if (paramRows(before) == paramRows(after))
        return;
    std::vector<ParamRow> wanted = paramRows(after);
    const std::vector<ParamRow> there = paramItems(http);
    for (ParamRow &param : wanted) {
        const auto same = std::find_if(there.begin(), there.end(), [&param](const ParamRow &item) {
            return item.row.name == param.row.name && item.row.value == param.row.value && item.inPath == param.inPath;
        });
        if (same != there.end() && param.row.description.isEmpty())
            param.row.description = same->row.description;
    }
    updateRows(
        http, "params", there, wanted,
        [](const ParamRow &a, const ParamRow &b) { return a.row.name == b.row.name && a.inPath == b.inPath; }, &writeParam);
}

}
