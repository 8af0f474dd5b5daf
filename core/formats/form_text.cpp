#include "core/formats/form_text.h"

#include <QCryptographicHash>
#include <QFileInfo>

namespace keyhole {

namespace {

QByteArray formEncoded(const QByteArray &text)
{
    return text.toPercentEncoding("*", "~").replace("%20", "+");
}

QByteArray escapedName(QByteArray name)
{
    return name.replace('\r', "%0D").replace('\n', "%0A").replace('"', "%22");
}

}

QByteArray formText(const std::vector<DraftRow> &rows)
{
    QByteArray text;
    for (const DraftRow &row : rows) {
        if (row.enabled && !(row.name.isEmpty() && row.value.isEmpty()))
            text += (text.isEmpty() ? "" : "&") + formEncoded(row.name) + '=' + formEncoded(row.value);
    }
    return text;
}

QByteArray formPart(const BodyPart &part, const QByteArray &disposition, const QByteArrayList &fields)
{
    QByteArray text = "Content-Disposition: " + disposition;
    if (!part.name.isEmpty())
        text += "; name=\"" + escapedName(part.name) + '"';
    const QByteArray fileName = part.fileName.isEmpty() ? QFileInfo(part.file).fileName().toUtf8() : part.fileName;
    if (!fileName.isEmpty())
        text += "; filename=\"" + escapedName(fileName) + '"';
    const QByteArray type = part.contentType.isEmpty() && !part.file.isEmpty() ? "application/octet-stream" : part.contentType;
    if (!type.isEmpty())
        text += "\r\nContent-Type: " + type;
    for (const QByteArray &field : fields)
        text += "\r\n" + field;
    return text + "\r\n\r\n" + (part.file.isEmpty() ? part.value : '@' + part.file.toUtf8()) + "\r\n";
}

QByteArray boundaryFor(const QByteArrayList &parts)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    for (const QByteArray &part : parts)
        hash.addData(part);
    return "------------------------" + hash.result().toHex().first(16);
}

QByteArray multipartText(const QByteArrayList &parts, const QByteArray &boundary)
{
    QByteArray text;
    for (const QByteArray &part : parts)
        text += "--" + boundary + "\r\n" + part;
    return text + "--" + boundary + "--\r\n";
}

}
