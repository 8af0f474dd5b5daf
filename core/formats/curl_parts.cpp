#include "core/formats/curl_fields.h"

namespace keyhole {

namespace {

/// Goes over what stands behind "name=" in -F.
class PartText {
public:
    explicit PartText(const QByteArray &text) : m_text(text) { }

    bool ended() const { return m_at >= m_text.size(); }
    /// Up to ';', blanks around it cut off; or what stands in quotes, with its backslashes undone.
    QByteArray takeWord();
    void skip(qsizetype characters) { m_at += characters; }
    bool takeStart(QByteArrayView what);

private:
    void skipBlanks();
    std::optional<QByteArray> takeQuoted();
    qsizetype endOfWord() const;

    const QByteArray m_text;
    qsizetype m_at = 0;
};

void PartText::skipBlanks()
{
    while (!ended() && (m_text[m_at] == ' ' || m_text[m_at] == '\t'))
        ++m_at;
}

bool PartText::takeStart(QByteArrayView what)
{
    skipBlanks();
    if (!QByteArrayView(m_text).sliced(std::min(m_at, m_text.size())).startsWith(what))
        return false;
    m_at += what.size();
    return true;
}

qsizetype PartText::endOfWord() const
{
    const qsizetype end = m_text.indexOf(';', m_at);
    return end < 0 ? m_text.size() : end;
}

std::optional<QByteArray> PartText::takeQuoted()
{
    QByteArray taken;
    for (qsizetype at = m_at + 1; at < m_text.size(); ++at) {
        if (m_text[at] == '"') {
            m_at = at + 1;
            return taken;
        }
        if (m_text[at] == '\\' && at + 1 < m_text.size() && (m_text[at + 1] == '"' || m_text[at + 1] == '\\'))
            ++at;
        taken += m_text[at];
    }
    return std::nullopt;
}

QByteArray PartText::takeWord()
{
    skipBlanks();
    auto word = !ended() && m_text[m_at] == '"' ? takeQuoted() : std::nullopt;
    const qsizetype start = std::exchange(m_at, endOfWord());
    return word ? *word : m_text.mid(start, m_at - start).trimmed();
}

/// base64 in lines of 76 characters, as curl writes it.
QByteArray inBase64Lines(const QByteArray &content)
{
    QByteArray encoded = content.toBase64();
    for (qsizetype at = 76; at < encoded.size(); at += 78)
        encoded.insert(at, "\r\n");
    return encoded;
}

/// encoder=: what becomes of the content, and the field that says so. Gives whether it is known.
bool encodePart(CurlReading::Part &part, const QByteArray &encoder)
{
    if (encoder != "binary" && encoder != "8bit" && encoder != "7bit" && encoder != "base64")
        return false;
    if (encoder == "base64")
        part.part.value = inBase64Lines(part.part.value);
    part.fields.prepend("Content-Transfer-Encoding: " + encoder);
    return true;
}

void noteSkipped(CurlReading &reading, const QByteArray &parameter, const BodyPart &part)
{
    reading.note(QStringLiteral("“%1” of the part “%2” is left out.").arg(QString::fromUtf8(parameter), QString::fromUtf8(part.name)));
}

/// What follows the value: ";type=…;filename=…". A parameter of another name right behind the type belongs to it ("; charset=utf-8").
void readParameters(CurlReading &reading, PartText text, CurlReading::Part &read)
{
    BodyPart &part = read.part;
    bool behindType = false;
    while (!text.ended()) {
        text.skip(1);
        if (text.takeStart("headers=@")) {
            noteSkipped(reading, "headers=@" + text.takeWord(), part);
        } else if (text.takeStart("headers=")) {
            read.fields.append(text.takeWord());
        } else if (text.takeStart("encoder=")) {
            const QByteArray encoder = text.takeWord();
            if (!encodePart(read, encoder))
                noteSkipped(reading, "encoder=" + encoder, part);
        } else if (text.takeStart("type=")) {
            part.contentType = text.takeWord();
            behindType = true;
        } else if (text.takeStart("filename=")) {
            part.fileName = text.takeWord();
            behindType = false;
        } else if (const QByteArray other = text.takeWord(); behindType) {
            part.contentType += "; " + other;
        } else if (!other.isEmpty()) {
            noteSkipped(reading, other, part);
            behindType = false;
        }
    }
}

/// As curl does: by the end of the file's name. Empty for another one.
QByteArray mediaTypeFor(const QByteArray &fileName)
{
    static constexpr std::pair<const char *, const char *> kTypes[] = {
        {".gif", "image/gif"},  {".jpg", "image/jpeg"}, {".jpeg", "image/jpeg"}, {".png", "image/png"},       {".svg", "image/svg+xml"},
        {".txt", "text/plain"}, {".htm", "text/html"},  {".html", "text/html"},  {".pdf", "application/pdf"}, {".xml", "application/xml"}};
    const QByteArray lower = fileName.toLower();
    for (const auto &[ending, type] : kTypes) {
        if (lower.endsWith(ending))
            return type;
    }
    return {};
}

/// The content of a file that -F names, or of standard input where it is known.
void setContent(CurlReading &reading, BodyPart &part, const QByteArray &file, bool asText)
{
    CurlReading::Data data = reading.fileData(file);
    part.value = data.text;
    part.file = data.file;
    if (asText && !part.file.isEmpty())
        reading.note(QStringLiteral("%1 is sent as a file; curl would send its content as text.").arg(part.file));
    if (!asText && part.file.isEmpty())
        part.fileName = file;
}

}

QString addCurlPart(CurlReading &reading, const QByteArray &value)
{
    const qsizetype equals = value.indexOf('=');
    if (equals < 0)
        return QStringLiteral("name=content is expected");
    CurlReading::Part read;
    BodyPart &part = read.part;
    part.name = value.left(equals);
    PartText text(value.mid(equals + 1));
    if (text.takeStart("@"))
        setContent(reading, part, text.takeWord(), false);
    else if (text.takeStart("<"))
        setContent(reading, part, text.takeWord(), true);
    else
        part.value = text.takeWord();
    readParameters(reading, text, read);
    for (const QByteArray &fileName : {part.fileName, part.file.toUtf8()}) {
        if (part.contentType.isEmpty() && !fileName.isEmpty())
            part.contentType = mediaTypeFor(fileName);
    }
    if (part.contentType.isEmpty() && !part.file.isEmpty())
        part.contentType = "application/octet-stream";
    reading.parts.push_back(std::move(read));
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
    reading.parts.push_back({std::move(part), {}});
    return {};
}

}
