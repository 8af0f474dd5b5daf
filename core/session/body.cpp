#include "core/session/body.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

namespace keyhole {

namespace {

constexpr qint64 kReadAtOnce = 1 << 20;  // a larger file is read while it is sent
constexpr qint64 kMostInParts = 64LL << 20;

Error unreadable(const QString &file, const QString &why)
{
    return {"The file cannot be read: " + why, file, "Choose another file, or change its permissions."};
}

/// Devices and pipes are refused: they may never end.
std::optional<Error> refuseFile(const QString &file)
{
    if (file.isEmpty())
        return Error{"No file is chosen.", "body", "Choose the file that is to be sent."};
    const QFileInfo info(file);
    if (!info.exists())
        return unreadable(file, "it does not exist.");
    if (!info.isFile())
        return unreadable(file, "it is no ordinary file.");
    if (!info.isReadable())
        return unreadable(file, "permission is denied.");
    return std::nullopt;
}

Result<QByteArray> readFile(const QString &path)
{
    if (auto error = refuseFile(path))
        return failure(std::move(*error));
    QFile file(path);
    if (file.size() > kMostInParts)
        return failure(Error{"The file is too large for a part.", path, "64 MB is the most; send it as the whole body instead."});
    if (!file.open(QIODevice::ReadOnly))
        return failure(unreadable(path, file.errorString()));
    return file.readAll();
}

BodyContent content(QByteArray bytes, QByteArray contentType)
{
    BodyContent body;
    body.size = bytes.size();
    body.bytes = std::move(bytes);
    body.contentType = std::move(contentType);
    return body;
}

QByteArray formEncode(QByteArrayView text)
{
    QByteArray encoded;
    for (const char c : text) {
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '*' || c == '-' || c == '.' || c == '_')
            encoded += c;
        else if (c == ' ')
            encoded += '+';
        else
            encoded += '%' + QByteArray(1, c).toHex().toUpper();
    }
    return encoded;
}

QByteArray formBytes(const std::vector<DraftRow> &rows)
{
    QByteArray bytes;
    for (const DraftRow &row : rows) {
        if (!row.enabled || (row.name.isEmpty() && row.value.isEmpty()))
            continue;
        bytes += (bytes.isEmpty() ? "" : "&") + formEncode(row.name) + '=' + formEncode(row.value);
    }
    return bytes;
}

/// Names in a part's head, as browsers escape them.
QByteArray escapePartName(QByteArray name)
{
    return name.replace('\r', "%0D").replace('\n', "%0A").replace('"', "%22");
}

Result<QByteArray> partHead(const BodyPart &part)
{
    for (const char c : part.contentType) {
        if (c == '\r' || c == '\n' || c == '\0')
            return failure(Error{"The content type of a part has a line end or a NUL in it.", "body", "Take it out."});
    }
    QByteArray head = "Content-Disposition: form-data; name=\"" + escapePartName(part.name) + '"';
    const QByteArray fileName = part.fileName.isEmpty() ? QFileInfo(part.file).fileName().toUtf8() : part.fileName;
    if (!fileName.isEmpty())
        head += "; filename=\"" + escapePartName(fileName) + '"';
    const QByteArray type = part.contentType.isEmpty() && !part.file.isEmpty() ? "application/octet-stream" : part.contentType;
    return type.isEmpty() ? head : head + "\r\nContent-Type: " + type;
}

struct Part {
    QByteArray head, value;
};

Result<std::vector<Part>> readParts(const std::vector<BodyPart> &rows)
{
    std::vector<Part> parts;
    qint64 size = 0;
    for (const BodyPart &row : rows) {
        if (!row.enabled || (row.name.isEmpty() && row.value.isEmpty() && row.file.isEmpty()))
            continue;
        const auto head = partHead(row);
        if (!head)
            return failure(head.error());
        auto value = row.file.isEmpty() ? Result<QByteArray>(row.value) : readFile(row.file);
        if (!value)
            return failure(value.error());
        size += value->size();
        if (size > kMostInParts)
            return failure(Error{"The parts are too large together.", "body", "64 MB is the most; leave some out."});
        parts.push_back({*head, std::move(*value)});
    }
    return parts;
}

/// Made from the content, so that what is previewed is what is sent.
QByteArray boundaryFor(const std::vector<Part> &parts)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    for (const Part &part : parts) {
        hash.addData(part.head);
        hash.addData(part.value);
    }
    for (;;) {
        const QByteArray boundary = "keyhole-" + hash.result().toHex().first(24);
        if (std::none_of(parts.begin(), parts.end(),
                         [&](const Part &part) { return part.value.contains(boundary) || part.head.contains(boundary); }))
            return boundary;
        hash.addData(boundary);
    }
}

Result<BodyContent> multipart(const std::vector<BodyPart> &rows)
{
    const auto parts = readParts(rows);
    if (!parts)
        return failure(parts.error());
    const QByteArray boundary = boundaryFor(*parts);
    QByteArray bytes;
    for (const Part &part : *parts)
        bytes += "--" + boundary + "\r\n" + part.head + "\r\n\r\n" + part.value + "\r\n";
    return content(bytes + "--" + boundary + "--\r\n", "multipart/form-data; boundary=" + boundary);
}

Result<BodyContent> wholeFile(const QString &path)
{
    if (auto error = refuseFile(path))
        return failure(std::move(*error));
    const QByteArray type = "application/octet-stream";
    const qint64 size = QFileInfo(path).size();
    if (size > kReadAtOnce)
        return BodyContent{{}, path, size, type};
    auto bytes = readFile(path);
    if (!bytes)
        return failure(bytes.error());
    return content(std::move(*bytes), type);
}

}

Result<BodyContent> makeBody(const BodyDraft &draft)
{
    switch (draft.kind) {
    case BodyKind::None:
        break;
    case BodyKind::Json:
        return content(draft.text, "application/json");
    case BodyKind::Text:
        return content(draft.text, "text/plain;charset=UTF-8");
    case BodyKind::Form:
        return content(formBytes(draft.form), "application/x-www-form-urlencoded");
    case BodyKind::Multipart:
        return multipart(draft.parts);
    case BodyKind::File:
        return wholeFile(draft.file);
    }
    return BodyContent{};
}

}
