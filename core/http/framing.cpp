#include "core/http/framing.h"

#include "core/http/cursor.h"
#include "core/http/line.h"

#include <QByteArrayList>
#include <algorithm>
#include <cstddef>

namespace keyhole {

namespace {

constexpr qsizetype kMostLengthDigits = 18;  // fits in 63 bits
constexpr qsizetype kMostBeforeDigit = PTRDIFF_MAX >> 8;  // of a chunk's size, so that another digit fits

/// Tells a defect about the field with the place of its line.
class FramingDefects {
public:
    FramingDefects(QByteArrayView bytes, qsizetype headStart, const FieldList &fields, std::vector<Defect> &defects)
        : m_bytes(bytes), m_headStart(headStart), m_fields(fields), m_defects(defects)
    { }
    void tell(const char *id, QByteArrayView fieldName, const QString &text)
    {
        const Field *field = m_fields.find(fieldName);
        const qsizetype place = field && !field->raw.isEmpty() ? m_bytes.indexOf(field->raw, m_headStart) : -1;
        m_defects.push_back({id, std::max(place, m_headStart), text});
    }

private:
    QByteArrayView m_bytes;
    qsizetype m_headStart;
    const FieldList &m_fields;
    std::vector<Defect> &m_defects;
};

/// The members of a list field, over all fields of this name, in lower case. RFC 9110, 5.6.1.
QByteArrayList listMembers(const FieldList &fields, QByteArrayView name)
{
    QByteArrayList members;
    for (const QByteArray &value : fields.values(name)) {
        for (const QByteArray &member : value.split(','))
            members.append(member.trimmed().toLower());
    }
    return members;
}

bool isLength(const QByteArray &text)
{
    return !text.isEmpty() && text.size() <= kMostLengthDigits && std::all_of(text.begin(), text.end(), isDigit);
}

BodyFraming framingByLength(const FieldList &fields, FramingDefects &defects)
{
    const QByteArrayList lengths = listMembers(fields, "Content-Length");
    if (lengths.isEmpty())
        return {Framing::UntilClose, 0};
    if (!std::all_of(lengths.begin(), lengths.end(), isLength)) {
        defects.tell("length.unreadable", "Content-Length",
                     "Content-Length is no number of bytes; what came until the connection closed is shown.");
        return {Framing::UntilClose, 0};
    }
    const qint64 length = lengths.front().toLongLong();
    if (std::any_of(lengths.begin(), lengths.end(), [length](const QByteArray &other) { return other.toLongLong() != length; })) {
        defects.tell("length.conflict", "Content-Length",
                     "Content-Length is given twice with different values; what came until the connection closed is shown.");
        return {Framing::UntilClose, 0};
    }
    if (lengths.size() > 1)
        defects.tell("length.repeated", "Content-Length", "Content-Length is given more than once, with the same value.");
    return {Framing::Length, length};
}

/// Nothing when Transfer-Encoding has no say.
std::optional<BodyFraming> framingByTransferCoding(const Response &response, FramingDefects &defects)
{
    const QByteArrayList codings = listMembers(response.fields, "Transfer-Encoding");
    if (codings.isEmpty())
        return std::nullopt;
    if (response.httpVersion.startsWith("HTTP/2") || response.httpVersion.startsWith("HTTP/3")) {
        defects.tell("transfer-encoding.version", "Transfer-Encoding", "HTTP/2 and HTTP/3 have no Transfer-Encoding; it was ignored.");
        return std::nullopt;
    }
    if (response.httpVersion == "HTTP/1.0")
        defects.tell("transfer-encoding.version", "Transfer-Encoding", "HTTP/1.0 has no Transfer-Encoding; it was undone all the same.");
    if (response.fields.contains("Content-Length"))
        defects.tell("length.and-transfer-encoding", "Content-Length",
                     "Content-Length stands beside Transfer-Encoding; it was ignored. Others may read this answer differently.");
    if (codings.size() > 1 || codings.front() != "chunked")
        defects.tell("transfer-encoding.unknown", "Transfer-Encoding", "Transfer codings other than one final \"chunked\" are not undone.");
    return BodyFraming{codings.back() == "chunked" ? Framing::Chunked : Framing::UntilClose, 0};
}

/// Reads chunks one after another. Each kind of fault is told once, so that a long body does not bury the rest.
class ChunkReader {
public:
    ChunkReader(QByteArrayView bytes, qsizetype start, bool closed, std::vector<Defect> &defects, const HeadLimits &limits)
        : m_bytes(bytes), m_offset(start), m_closed(closed), m_defects(defects), m_limits(limits)
    {
        m_body.content.reserve(bytes.size() - start);
    }

    ReadBody read()
    {
        while (readChunk()) { }
        m_body.end = m_offset;
        return std::move(m_body);
    }

private:
    bool readChunk()
    {
        const Line line = lineAt(m_bytes, m_offset);
        if (!line.ended)
            return cutShort("The body ends before its last chunk.");
        const std::optional<qsizetype> size = readSize(line);
        if (!size)
            return takeRestAsContent();
        noteBareLf(line);
        m_offset = line.next;
        if (*size == 0)
            return readTrailers();
        const qsizetype available = std::min(*size, m_bytes.size() - m_offset);
        m_body.content.append(m_bytes.sliced(m_offset, available));
        m_offset += available;
        return available < *size ? cutShort("The body ends in the middle of a chunk.") : readChunkEnd();
    }

    std::optional<qsizetype> readSize(const Line &line)
    {
        Cursor cursor(line.text);
        const QByteArrayView digits = cursor.takeWhile([](char c) { return isxdigit(static_cast<unsigned char>(c)) != 0; });
        if (digits.isEmpty()) {
            tell("chunk.size", line.start, "The size of a chunk was expected here; the rest is shown as it stands.");
            return std::nullopt;
        }
        qsizetype size = 0;
        for (const char digit : digits) {
            if (size > kMostBeforeDigit) {
                tell("chunk.overflow", line.start, "The size of this chunk is no possible number; the rest is shown as it stands.");
                return std::nullopt;
            }
            size = size * 16 + (isDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }
        const bool blanks = isBlank(cursor.peek());
        cursor.skipBlanks();
        if ((!cursor.atEnd() && cursor.peek() != ';') || (blanks && cursor.atEnd()))
            tellOnce(m_toldSize, "chunk.size", line.start, "Something other than an extension follows the size of a chunk.");
        return size;
    }

    bool readChunkEnd()
    {
        const QByteArrayView rest = m_bytes.sliced(m_offset, std::min<qsizetype>(2, m_bytes.size() - m_offset));
        if (rest.startsWith('\n') || rest == "\r\n") {
            noteBareLf(lineAt(m_bytes, m_offset));
            m_offset += rest.startsWith('\n') ? 1 : 2;
            return true;
        }
        if (rest.isEmpty() || rest == "\r")
            return cutShort("The body ends before its last chunk.");
        tell("chunk.end", m_offset, "A line end was expected after this chunk; the rest is shown as it stands.");
        return takeRestAsContent();
    }

    bool readTrailers()
    {
        const std::optional<Line> end = emptyLineFrom(m_bytes, m_offset);
        const qsizetype stop = end ? end->start : m_bytes.size();
        if (!end && !m_closed)
            return false;
        m_body.trailers = readFields(m_bytes.sliced(m_offset, stop - m_offset), m_offset, m_defects, m_limits);
        m_offset = end ? end->next : stop;
        m_body.complete = end.has_value();
        if (!end)
            tell("trailer.incomplete", stop, "The empty line after the last chunk never came.");
        return false;
    }

    bool cutShort(const char *text)
    {
        m_offset = m_bytes.size();
        if (m_closed)
            tell("body.truncated", m_offset, text);
        return false;
    }

    bool takeRestAsContent()
    {
        m_body.content.append(m_bytes.sliced(m_offset));
        m_offset = m_bytes.size();
        m_body.complete = m_closed;
        return false;
    }

    void noteBareLf(const Line &line)
    {
        if (line.bareLf)
            tellOnce(m_toldBareLf, "line-end.bare-lf", line.start, "Lines among the chunks end in LF without CR.");
    }
    void tell(const char *id, qsizetype offset, const QString &text) { m_defects.push_back({id, offset, text}); }
    void tellOnce(bool &told, const char *id, qsizetype offset, const QString &text)
    {
        if (!told)
            tell(id, offset, text);
        told = true;
    }

    QByteArrayView m_bytes;
    qsizetype m_offset;
    bool m_closed;
    std::vector<Defect> &m_defects;
    const HeadLimits &m_limits;
    ReadBody m_body;
    bool m_toldSize = false, m_toldBareLf = false;
};

ReadBody readBodyOfLength(QByteArrayView bytes, qsizetype start, qint64 length, bool closed, std::vector<Defect> &defects)
{
    const qint64 available = std::min<qint64>(length, bytes.size() - start);
    if (available < length && closed)
        defects.push_back({"body.truncated", bytes.size(),
                           QString("Content-Length promises %1 bytes; the connection closed after %2.").arg(length).arg(available)});
    return {bytes.sliced(start, available).toByteArray(), {}, start + available, available == length};
}

}

BodyFraming framingOf(const Response &response, QByteArrayView requestMethod, QByteArrayView bytes, qsizetype headStart,
                      std::vector<Defect> &defects)
{
    const int status = response.status;
    if (status == 101 || (requestMethod == "CONNECT" && status / 100 == 2))
        return {Framing::Tunnel, 0};
    FramingDefects told(bytes, headStart, response.fields, defects);
    const auto byCoding = framingByTransferCoding(response, told);
    const BodyFraming framing = byCoding ? *byCoding : framingByLength(response.fields, told);
    if (requestMethod == "HEAD" || status == 204 || status == 304)
        return {Framing::NoBody, 0};
    return framing;
}

ReadBody readBody(QByteArrayView bytes, qsizetype start, BodyFraming framing, bool closed, std::vector<Defect> &defects,
                  const HeadLimits &limits)
{
    switch (framing.kind) {
    case Framing::NoBody:
        return {{}, {}, start, true};
    case Framing::Chunked:
        return ChunkReader(bytes, start, closed, defects, limits).read();
    case Framing::Length:
        return readBodyOfLength(bytes, start, framing.length, closed, defects);
    case Framing::Tunnel:
    case Framing::UntilClose:
        break;
    }
    return {bytes.sliced(start).toByteArray(), {}, bytes.size(), closed || framing.kind == Framing::Tunnel};
}

}
