#include "core/formats/curl_body.h"

#include "core/formats/curl_fields.h"
#include "core/formats/form_text.h"

#include <QFileInfo>

namespace keyhole {

namespace {

bool isUnreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '*' || c == '-' || c == '.' || c == '_';
}

/// The decoded text, when encoding it for a form gives the same bytes again.
std::optional<QByteArray> exactlyDecoded(const QByteArray &text)
{
    QByteArray decoded;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char c = text.at(at);
        if (c == '+') {
            decoded += ' ';
        } else if (c == '%') {
            const QByteArray digits = text.mid(at + 1, 2);
            const QByteArray byte = QByteArray::fromHex(digits);
            if (byte.size() != 1 || digits != byte.toHex().toUpper() || isUnreserved(byte.at(0)) || byte == " ")
                return std::nullopt;
            decoded += byte;
            at += 2;
        } else if (isUnreserved(c)) {
            decoded += c;
        } else {
            return std::nullopt;
        }
    }
    return decoded;
}

/// The pieces of -d joined as curl joins them; a file among them cannot be, since nothing is read here.
QByteArray joinedData(CurlReading &reading)
{
    QByteArray joined;
    bool first = true;
    for (const CurlReading::Data &piece : reading.data) {
        if (!piece.file.isEmpty())
            reading.note(QStringLiteral("The content of the file %1 is not read; “@” and its name stand in its place.").arg(piece.file));
        if (!std::exchange(first, false) && !piece.joined)
            joined += '&';
        joined += piece.file.isEmpty() ? piece.text : piece.text + '@' + piece.file.toUtf8();
    }
    return joined;
}

bool switchedOff(const RequestDraft &draft, QByteArrayView name)
{
    return std::any_of(draft.automatic.begin(), draft.automatic.end(),
                       [name](const AutomaticField &field) { return equalsIgnoringCase(field.name, name); });
}

bool isTyped(const RequestDraft &draft, QByteArrayView name)
{
    return std::any_of(draft.fields.begin(), draft.fields.end(),
                       [name](const DraftRow &row) { return equalsIgnoringCase(row.name, name); });
}

QByteArray typedMediaType(const RequestDraft &draft)
{
    for (const DraftRow &row : draft.fields) {
        if (equalsIgnoringCase(row.name, "Content-Type"))
            return row.value.toLower();
    }
    return {};
}

bool hasJsonMediaType(const QByteArray &mediaType)
{
    const QByteArray essence = mediaType.split(';').first().trimmed();
    return essence.endsWith("/json") || essence.endsWith("+json");
}

/// A kind of body that gives exactly these bytes and, where none is typed, curl's media type.
void setTextBody(RequestDraft &draft, const QByteArray &text)
{
    const QByteArray typed = typedMediaType(draft);
    if (hasJsonMediaType(typed)) {
        draft.body.kind = BodyKind::Json;
        draft.body.text = text;
        return;
    }
    const bool isForm = !isTyped(draft, "Content-Type") || typed.startsWith("application/x-www-form-urlencoded");
    auto rows = isForm ? exactFormRows(text) : std::nullopt;
    if (rows) {
        draft.body.kind = BodyKind::Form;
        draft.body.form = std::move(*rows);
        return;
    }
    draft.body.kind = BodyKind::Text;
    draft.body.text = text;
    if (!isTyped(draft, "Content-Type") && !switchedOff(draft, "Content-Type"))
        draft.fields.push_back({true, "Content-Type", "application/x-www-form-urlencoded", {}});
}

void setJsonBody(CurlReading &reading)
{
    RequestDraft &draft = reading.draft;
    const bool wasTyped = hasCurlField(reading, "Content-Type");
    draft.body.kind = wasTyped && !hasJsonMediaType(typedMediaType(draft)) ? BodyKind::Text : BodyKind::Json;
    draft.body.text = joinedData(reading);
    if (!hasCurlField(reading, "Accept") && !switchedOff(draft, "Accept"))
        draft.fields.push_back({true, "Accept", "application/json", {}});
}

void setUpload(CurlReading &reading, QByteArray &address)
{
    BodyDraft &body = reading.draft.body;
    const QString upload = reading.uploads.front() == "." ? QStringLiteral("-") : reading.uploads.front();
    const CurlReading::Data data = reading.fileData(upload.toUtf8());
    if (!data.file.isEmpty() && data.file == "-")
        reading.note(QStringLiteral("Standard input is not read for the upload; choose a file."));
    body.kind = data.file.isEmpty() ? BodyKind::Text : BodyKind::File;
    body.text = data.text;
    body.file = data.file;
    if (upload != "-" && !address.mid(address.indexOf("://") + 3).contains('/') && !address.contains('?'))
        address += '/';
    if (upload != "-" && address.endsWith('/'))
        address += QFileInfo(upload).fileName().toUtf8().toPercentEncoding();
    if (!hasCurlField(reading, "Content-Type"))
        switchOffAutomatic(reading, "Content-Type");
}

/// Parts with fields of their own have no place in a draft: the body is written out.
void setWrittenParts(CurlReading &reading)
{
    QByteArrayList parts;
    for (const CurlReading::Part &each : reading.parts)
        parts.append(formPart(each.part, "form-data", each.fields));
    const QByteArray boundary = boundaryFor(parts);
    reading.draft.body.kind = BodyKind::Text;
    reading.draft.body.text = multipartText(parts, boundary);
    reading.draft.fields.push_back({true, "Content-Type", "multipart/form-data; boundary=" + boundary, {}});
}

/// With -F it is curl that writes the boundary behind whatever type is given.
void setParts(CurlReading &reading)
{
    std::erase_if(reading.draft.fields, [](const DraftRow &row) {
        return equalsIgnoringCase(row.name, "Content-Type") && row.value.toLower().startsWith("multipart/form-data");
    });
    const bool hasFields = std::any_of(reading.parts.begin(), reading.parts.end(), [](const auto &each) { return !each.fields.isEmpty(); });
    const bool hasFiles
        = std::any_of(reading.parts.begin(), reading.parts.end(), [](const auto &each) { return !each.part.file.isEmpty(); });
    if (hasFields && !hasFiles && !hasCurlField(reading, "Content-Type"))
        return setWrittenParts(reading);
    if (hasFields)
        reading.note(QStringLiteral("What headers= and encoder= say of a part is left out."));
    reading.draft.body.kind = BodyKind::Multipart;
    for (CurlReading::Part &each : reading.parts)
        reading.draft.body.parts.push_back(std::move(each.part));
}

/// curl refuses content of two kinds; the first of these is taken.
void noteOtherContent(CurlReading &reading)
{
    const int kinds = int(!reading.uploads.empty()) + int(!reading.data.empty()) + int(!reading.parts.empty());
    if (kinds > 1 && !reading.get)
        reading.note(QStringLiteral("curl takes only one of -T, -d and -F; the first of these is taken."));
}

}

void appendCurlQuery(QByteArray &address, const QByteArray &query)
{
    if (query.isEmpty())
        return;
    const qsizetype hash = address.indexOf('#');
    const qsizetype end = hash < 0 ? address.size() : hash;
    const bool hasQuery = address.first(end).contains('?');
    const bool open = address.first(end).endsWith('?') || address.first(end).endsWith('&');
    address.insert(end, (hasQuery ? (open ? "" : "&") : "?") + query);
}

std::optional<std::vector<DraftRow>> exactFormRows(const QByteArray &text)
{
    std::vector<DraftRow> rows;
    for (const QByteArray &pair : text.split('&')) {
        const qsizetype equals = pair.indexOf('=');
        if (equals < 0 || pair.size() < 2)
            return std::nullopt;
        const auto name = exactlyDecoded(pair.left(equals)), value = exactlyDecoded(pair.mid(equals + 1));
        if (!name || !value)
            return std::nullopt;
        rows.push_back({true, *name, *value, {}});
    }
    return rows;
}

QByteArray setCurlBody(CurlReading &reading, QByteArray &address)
{
    BodyDraft &body = reading.draft.body;
    noteOtherContent(reading);
    if (!reading.uploads.empty()) {
        setUpload(reading, address);
        return "PUT";
    }
    if (reading.data.empty() && !reading.parts.empty()) {
        setParts(reading);
        return "POST";
    }
    if (reading.data.empty())
        return reading.head ? "HEAD" : "GET";
    if (reading.get || reading.head) {
        appendCurlQuery(address, joinedData(reading));
        return reading.head ? "HEAD" : "GET";
    }
    if (reading.data.size() == 1 && !reading.data.front().file.isEmpty() && !reading.data.front().encoded) {
        body.kind = BodyKind::File;
        body.file = reading.data.front().file;
        if (!switchedOff(reading.draft, "Content-Type"))
            setCurlField(reading, "Content-Type", reading.json ? "application/json" : "application/x-www-form-urlencoded");
        if (reading.json && !switchedOff(reading.draft, "Accept"))
            setCurlField(reading, "Accept", "application/json");
        return "POST";
    }
    if (reading.json)
        setJsonBody(reading);
    else
        setTextBody(reading.draft, joinedData(reading));
    return "POST";
}

}
