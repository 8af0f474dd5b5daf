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
    std::erase_if(reading.optionFields, [&name](const DraftRow &row) { return row.name == name; });
    reading.optionFields.push_back({true, name, value, {}});
}

void addOptionFields(CurlReading &reading)
{
    for (DraftRow &row : reading.optionFields) {
        if (!hasCurlField(reading, row.name))
            reading.draft.fields.push_back(std::move(row));
    }
    reading.optionFields.clear();
}

QString addCurlHeader(CurlReading &reading, const QByteArray &value)
{
    if (value.startsWith('@')) {
        const CurlReading::Data lines = reading.fileData(value.mid(1));
        if (!lines.file.isEmpty())
            reading.note(QStringLiteral("The fields in the file %1 are not read.").arg(lines.file));
        for (const QByteArray &line : lines.text.split('\n')) {
            const QByteArray field = line.endsWith('\r') ? line.chopped(1) : line;
            if (!field.isEmpty() && !field.startsWith('#') && !field.startsWith('@'))
                (void)addCurlHeader(reading, field);
        }
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

}
