#include "core/formats/curl_fields.h"

namespace keyhole {

namespace {

constexpr const char *kAutomatic[] = {"Host", "User-Agent", "Accept", "Accept-Encoding", "Content-Type", "Content-Length"};

QByteArray withoutLeadingBlank(const QByteArray &value)
{
    return value.startsWith(' ') ? value.mid(1) : value;
}

}

bool hasCurlField(const CurlReading &reading, QByteArrayView name)
{
    return std::any_of(reading.draft.fields.begin(), reading.draft.fields.end(),
                       [name](const DraftRow &row) { return equalsIgnoringCase(row.name, name); });
}

void switchOffAutomatic(CurlReading &reading, const QByteArray &name)
{
    for (const char *automatic : kAutomatic) {
        if (!equalsIgnoringCase(name, automatic))
            continue;
        std::erase_if(reading.draft.automatic, [automatic](const AutomaticField &field) { return field.name == automatic; });
        reading.draft.automatic.push_back({automatic, AutomaticMode::Off});
    }
}

void setCurlField(CurlReading &reading, const QByteArray &name, const QByteArray &value)
{
    std::erase_if(reading.draft.fields, [&name](const DraftRow &row) { return row.name == name; });
    reading.draft.fields.push_back({true, name, value, {}});
}

QString addCurlHeader(CurlReading &reading, const QByteArray &value)
{
    if (value.startsWith('@')) {
        reading.note(QStringLiteral("The fields in the file %1 are not read.").arg(QString::fromUtf8(value.mid(1))));
        return {};
    }
    const qsizetype colon = value.indexOf(':');
    const qsizetype semicolon = value.indexOf(';');
    if (colon < 0 && semicolon < 0) {
        reading.note(QStringLiteral("curl sends no field without a colon; “%1” is left out.")
                         .arg(QString::fromUtf8(value.first(std::min<qsizetype>(value.size(), 40)))));
        return {};
    }
    if (colon < 0) {
        if (value.mid(semicolon + 1).trimmed().isEmpty())
            reading.draft.fields.push_back({true, value.left(semicolon), {}, {}});
        return {};
    }
    const QByteArray name = value.left(colon);
    if (value.mid(colon + 1).trimmed().isEmpty())
        switchOffAutomatic(reading, name);
    else
        reading.draft.fields.push_back({true, name, withoutLeadingBlank(value.mid(colon + 1)), {}});
    return {};
}

namespace {

/// Takes a part's value up to ';' (or in quotes, with backslashes), and steps behind it.
QByteArray takePartText(const QByteArray &text, qsizetype &at)
{
    if (at >= text.size() || text.at(at) != '"') {
        const qsizetype end = text.indexOf(';', at);
        const qsizetype start = std::exchange(at, end < 0 ? text.size() : end);
        return text.mid(start, at - start);
    }
    QByteArray taken;
    for (++at; at < text.size() && text.at(at) != '"'; ++at) {
        if (text.at(at) == '\\' && at + 1 < text.size() && (text.at(at + 1) == '"' || text.at(at + 1) == '\\'))
            ++at;
        taken += text.at(at);
    }
    const qsizetype end = text.indexOf(';', at);
    at = end < 0 ? text.size() : end;
    return taken;
}

/// Only these begin a parameter; any other ';' belongs to the value.
qsizetype endOfPartValue(const QByteArray &text, qsizetype from)
{
    for (qsizetype at = text.indexOf(';', from); at >= 0; at = text.indexOf(';', at + 1)) {
        const QByteArray rest = text.mid(at + 1).trimmed();
        if (rest.startsWith("type=") || rest.startsWith("filename=") || rest.startsWith("headers=") || rest.startsWith("encoder="))
            return at;
    }
    return text.size();
}

void readPartParameters(CurlReading &reading, const QByteArray &text, qsizetype at, BodyPart &part)
{
    while (at < text.size()) {
        ++at;
        while (at < text.size() && text.at(at) == ' ')
            ++at;
        const qsizetype equals = text.indexOf('=', at);
        if (equals < 0)
            return;
        const QByteArray key = text.mid(at, equals - at).trimmed();
        at = equals + 1;
        const QByteArray value = takePartText(text, at);
        if (key == "type")
            part.contentType = value;
        else if (key != "filename" && key != "headers" && key != "encoder")
            part.contentType += "; " + key + '=' + value;  // of the media type, as in "text/plain; charset=utf-8"
        else
            reading.note(QStringLiteral("%1 of the part “%2” is left out.").arg(QString::fromUtf8(key), QString::fromUtf8(part.name)));
    }
}

}

QString addCurlPart(CurlReading &reading, const QByteArray &value)
{
    const qsizetype equals = value.indexOf('=');
    if (equals < 0)
        return QStringLiteral("name=content is expected");
    BodyPart part;
    part.name = value.left(equals);
    const char kind = equals + 1 < value.size() ? value.at(equals + 1) : '\0';
    qsizetype at = equals + 1;
    if (kind == '@' || kind == '<') {
        ++at;
        part.file = QString::fromUtf8(takePartText(value, at));
        if (kind == '<')
            reading.note(QStringLiteral("%1 is sent as a file; curl would send its content as text.").arg(part.file));
    } else if (kind == '"') {
        part.value = takePartText(value, at);
    } else {
        at = endOfPartValue(value, at);
        part.value = value.mid(equals + 1, at - equals - 1);
    }
    readPartParameters(reading, value, at, part);
    reading.parts.push_back(std::move(part));
    return {};
}

QString addCurlTextPart(CurlReading &reading, const QByteArray &value)
{
    const qsizetype equals = value.indexOf('=');
    if (equals < 0)
        return QStringLiteral("name=content is expected");
    BodyPart part;
    part.name = value.left(equals);
    part.value = value.mid(equals + 1);
    reading.parts.push_back(std::move(part));
    return {};
}

}
