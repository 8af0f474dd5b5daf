#include "core/formats/export/postman_url.h"

#include "core/json/values.h"

namespace keyhole {

namespace {

using Members = std::vector<JsonMember>;

/// Splits where it is not between double braces.
JsonValue split(QByteArrayView text, char separator)
{
    JsonValue parts = jsonList({});
    qsizetype start = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (const qsizetype close = text.sliced(at).startsWith("{{") ? text.indexOf("}}", at) : -1; close >= 0)
            at = close + 1;
        else if (text[at] == separator) {
            parts.items.push_back(jsonText(text.sliced(start, at - start).toByteArray()));
            start = at + 1;
        }
    }
    parts.items.push_back(jsonText(text.sliced(start).toByteArray()));
    return parts;
}

/// Where ":8080" or ":{{port}}" begins; -1 where there is none.
qsizetype portOf(QByteArrayView authority)
{
    const qsizetype variable = authority.lastIndexOf(":{{");
    const qsizetype colon = authority.endsWith("}}") && variable >= 0 ? variable : authority.lastIndexOf(':');
    const QByteArrayView port = colon < 0 ? QByteArrayView() : authority.sliced(colon + 1);
    const bool isNumber = !port.isEmpty() && std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
    return isNumber || port.startsWith("{{") ? colon : -1;
}

void addAuthority(QByteArrayView authority, Members &members)
{
    const qsizetype port = portOf(authority);
    members.push_back({"host", split(port < 0 ? authority : authority.first(port), '.')});
    if (port >= 0)
        members.push_back({"port", jsonText(authority.sliced(port + 1).toByteArray())});
}

/// A row of a query as it is written: one without "=" has no value, which is another thing than an empty one.
JsonValue queryRow(const QByteArray &pair)
{
    const qsizetype equals = pair.indexOf('=');
    return jsonObject(
        {{"key", jsonText(equals < 0 ? pair : pair.first(equals))}, {"value", equals < 0 ? JsonValue() : jsonText(pair.mid(equals + 1))}});
}

JsonValue disabledRow(const DraftRow &row)
{
    Members members{{"key", jsonText(row.name)}, {"value", jsonText(row.value)}, {"disabled", jsonBool(true)}};
    if (!row.description.isEmpty())
        members.push_back({"description", jsonText(row.description.toUtf8())});
    return jsonObject(std::move(members));
}

}

JsonValue postmanUrl(const RequestDraft &draft)
{
    const QByteArray &raw = draft.address;
    const qsizetype hash = raw.indexOf('#');
    const QByteArrayView whole = QByteArrayView(raw).first(hash < 0 ? raw.size() : hash);
    const qsizetype mark = whole.indexOf('?');
    QByteArrayView rest = whole.first(mark < 0 ? whole.size() : mark);
    Members members{{"raw", jsonText(raw)}};
    if (const qsizetype scheme = rest.indexOf("://"); scheme >= 0) {
        members.push_back({"protocol", jsonText(rest.first(scheme).toByteArray())});
        rest = rest.sliced(scheme + 3);
    }
    const qsizetype slash = rest.indexOf('/');
    addAuthority(rest.first(slash < 0 ? rest.size() : slash), members);
    if (slash >= 0)
        members.push_back({"path", split(rest.sliced(slash + 1), '/')});
    JsonValue query = jsonList({});
    for (const QByteArray &pair : mark < 0 ? QByteArrayList() : whole.sliced(mark + 1).toByteArray().split('&'))
        query.items.push_back(queryRow(pair));
    for (const DraftRow &row : draft.disabledParams)
        query.items.push_back(disabledRow(row));
    if (!query.items.empty())
        members.push_back({"query", std::move(query)});
    if (hash >= 0)
        members.push_back({"hash", jsonText(raw.mid(hash + 1))});
    return jsonObject(std::move(members));
}

}
