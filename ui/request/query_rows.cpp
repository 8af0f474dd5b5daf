#include "ui/request/query_rows.h"

namespace keyhole {

namespace {

struct AddressParts {
    QByteArrayView before, query, fragment;  // fragment with its '#'
};

AddressParts split(QByteArrayView address)
{
    AddressParts parts;
    const qsizetype hash = address.indexOf('#');
    const QByteArrayView whole = hash < 0 ? address : address.first(hash);
    parts.fragment = hash < 0 ? QByteArrayView() : address.sliced(hash);
    const qsizetype mark = whole.indexOf('?');
    parts.before = mark < 0 ? whole : whole.first(mark);
    parts.query = mark < 0 ? QByteArrayView() : whole.sliced(mark + 1);
    return parts;
}

DraftRow rowOf(QByteArrayView pair)
{
    DraftRow row;
    const qsizetype equals = pair.indexOf('=');
    row.name = (equals < 0 ? pair : pair.first(equals)).toByteArray();
    // A null value tells "?name" from "?name=".
    row.value = equals < 0 ? QByteArray() : QByteArray("").append(pair.sliced(equals + 1));
    return row;
}

bool mustEncode(char c, bool inName)
{
    return c == '&' || c == '#' || (inName && c == '=') || uchar(c) <= 0x20 || uchar(c) >= 0x7F || c == '"' || c == '<' || c == '>';
}

QByteArray encoded(const QByteArray &text, bool inName)
{
    QByteArray out;
    int braces = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '{' && i + 1 < text.size() && text[i + 1] == '{')
            ++braces;
        else if (c == '}' && i > 0 && text[i - 1] == '}' && braces > 0)
            --braces;
        if (braces == 0 && mustEncode(c, inName))
            out += '%' + QByteArray(1, c).toHex().toUpper();
        else
            out += c;
    }
    return out;
}

}

std::vector<DraftRow> queryRows(QByteArrayView address)
{
    std::vector<DraftRow> rows;
    const AddressParts parts = split(address);
    if (parts.query.isEmpty())
        return rows;
    for (const QByteArray &pair : parts.query.toByteArray().split('&'))
        rows.push_back(rowOf(pair));
    return rows;
}

QByteArray withQuery(QByteArrayView address, const std::vector<DraftRow> &rows)
{
    const AddressParts parts = split(address);
    QByteArray query;
    char separator = '?';
    for (const DraftRow &row : rows) {
        query += separator + encoded(row.name, true);
        separator = '&';
        if (!row.value.isNull())
            query += '=' + encoded(row.value, false);
    }
    return parts.before.toByteArray() + query + parts.fragment.toByteArray();
}

}
