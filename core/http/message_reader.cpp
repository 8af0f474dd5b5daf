#include "core/http/message_reader.h"

#include "core/http/cursor.h"
#include "core/http/framing.h"
#include "core/http/line.h"

namespace keyhole {

namespace {

/// Field names of HTTP/2 and HTTP/3 that begin with a colon: RFC 9113, 8.3.
bool isPseudoField(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':', 1);
    return line.startsWith(':') && colon > 1 && isToken(line.sliced(1, colon - 1));
}

class FieldReader {
public:
    FieldReader(QByteArrayView lines, qsizetype offset, std::vector<Defect> &defects, const HeadLimits &limits)
        : m_lines(lines), m_offset(offset), m_defects(defects), m_limits(limits)
    { }

    FieldList read()
    {
        qsizetype start = 0;
        while (start < m_lines.size()) {
            const Line line = lineAt(m_lines, start);
            if (line.text.isEmpty() || isOverLimit(line))
                break;
            start = readField(line);
        }
        return std::move(m_fields);
    }

private:
    /// Reads the field that begins in this line, with its folded lines; gives where the next one begins.
    qsizetype readField(const Line &first)
    {
        noteBareLf(first);
        if (isBlank(first.text.front()))
            tell("header.leading-blank", first.start, "The first field line begins with a blank.");
        QByteArray text = trimmedBlanks(first.text).toByteArray();
        Line last = first;
        while (last.next < m_lines.size() && isBlank(m_lines[last.next])) {
            last = lineAt(m_lines, last.next);
            noteBareLf(last);
            text += ' ';
            text += trimmedBlanks(last.text);
        }
        if (last.start != first.start)
            tell("header.folded", first.start, "This field is folded over several lines, which RFC 9112 forbids.");
        QByteArrayView raw = m_lines.sliced(first.start, last.end() - first.start);
        noteBytes(raw, first.start);
        if (raw.size() > m_limits.field) {
            tell("header.too-large", first.start, QString("This field has %1 bytes; it is cut at %2.").arg(raw.size()).arg(m_limits.field));
            raw = raw.first(m_limits.field);
            text.truncate(m_limits.field);
        }
        m_total += raw.size();
        append(text, raw, first.start);
        return last.next;
    }

    void append(const QByteArray &text, QByteArrayView raw, qsizetype start)
    {
        const qsizetype colon = text.indexOf(':', isPseudoField(text) ? 1 : 0);
        if (colon < 0) {
            tell("header.no-colon", start, "This line has no colon; it is no field, and is kept as text.");
            m_fields.append({{}, text, raw.toByteArray()});
            return;
        }
        const QByteArrayView name = trimmedBlanks(QByteArrayView(text).first(colon));
        checkName(name, name.size() < colon, start);
        m_fields.append({name.toByteArray(), trimmedBlanks(QByteArrayView(text).sliced(colon + 1)).toByteArray(), raw.toByteArray()});
    }

    void checkName(QByteArrayView name, bool blankBeforeColon, qsizetype start)
    {
        if (blankBeforeColon)
            tell("header.space-before-colon", start, "A blank stands before the colon; some readers take it as part of the name.");
        if (name.isEmpty())
            tell("header.name-empty", start, "This field has no name.");
        else if (!isToken(name.startsWith(':') ? name.sliced(1) : name))
            tell("header.name-invalid", start, "The name of this field holds characters that no field name may hold.");
    }

    void noteBytes(QByteArrayView raw, qsizetype start)
    {
        bool nul = false, carriageReturn = false, control = false;
        for (qsizetype i = 0; i < raw.size(); ++i) {
            const char c = raw[i];
            if (!isControl(c) || c == '\t' || c == '\n')
                continue;
            nul |= c == '\0';
            carriageReturn |= c == '\r' && (i + 1 == raw.size() || raw[i + 1] != '\n');
            control |= c != '\0' && c != '\r';
        }
        if (nul)
            tell("header.nul", start, "This field holds a NUL byte.");
        if (carriageReturn)
            tell("line-end.bare-cr", start, "This field holds a CR without LF; some readers take it for a line end.");
        if (control)
            tell("header.control", start, "This field holds a control character.");
    }

    bool isOverLimit(const Line &line)
    {
        if (m_fields.size() >= m_limits.fieldCount)
            tell("header.too-many", line.start, QString("There are more than %1 fields; the rest is left out.").arg(m_limits.fieldCount));
        else if (m_total >= m_limits.allFields)
            tell("header.all-too-large", line.start,
                 QString("The fields have more than %1 bytes; the rest is left out.").arg(m_limits.allFields));
        else
            return false;
        return true;
    }

    void noteBareLf(const Line &line)
    {
        if (line.bareLf && !m_toldBareLf)
            tell("line-end.bare-lf", line.start, "Lines of the head end in LF without CR.");
        m_toldBareLf |= line.bareLf;
    }

    void tell(const char *id, qsizetype start, const QString &text) { m_defects.push_back({id, m_offset + start, text}); }

    QByteArrayView m_lines;
    qsizetype m_offset;
    std::vector<Defect> &m_defects;
    const HeadLimits &m_limits;
    FieldList m_fields;
    qsizetype m_total = 0;
    bool m_toldBareLf = false;
};

/// "HTTP/1.1", "HTTP/2"
bool isVersion(QByteArrayView text)
{
    const QByteArrayView number = text.startsWith("HTTP/") ? text.sliced(5) : QByteArrayView();
    return (number.size() == 1 && isDigit(number[0]))
        || (number.size() == 3 && isDigit(number[0]) && number[1] == '.' && isDigit(number[2]));
}

/// Reads the first line of an answer into version, status and reason. RFC 9112, 4.
void readStatusLine(const Line &line, Response &response, const HeadLimits &limits)
{
    const auto tell = [&](const char *id, const QString &text) { response.defects.push_back({id, line.start, text}); };
    QByteArrayView text = line.text;
    if (text.size() > limits.statusLine) {
        tell("status-line.too-large", QString("The status line has %1 bytes; it is cut at %2.").arg(text.size()).arg(limits.statusLine));
        text = text.first(limits.statusLine);
    }
    if (std::any_of(text.begin(), text.end(), [](char c) { return isControl(c) && c != '\t'; }))
        tell("status-line.control", "The status line holds a control character.");
    Cursor cursor(text);
    const QByteArrayView version = cursor.takeWhile([](char c) { return !isBlank(c); });
    const QByteArrayView gap = cursor.takeWhile(isBlank);
    const QByteArrayView digits = cursor.takeWhile(isDigit);
    const QByteArrayView secondGap = cursor.takeWhile(isBlank, 1);
    if (!isVersion(version) || (gap != " " && !digits.isEmpty()) || (secondGap.isEmpty() && !cursor.atEnd() && !digits.isEmpty()))
        tell("status-line.malformed", "The status line is not of the form \"HTTP/1.1 200 OK\".");
    response.httpVersion = version.toByteArray();
    response.reason = cursor.rest().toByteArray();
    if (digits.size() != 3)
        tell("status.unreadable", "Three digits were expected as the status.");
    else
        response.status = digits.toByteArray().toInt();
    if (digits.size() == 3 && (response.status < 100 || response.status > 599))
        tell("status.out-of-range", "The status is not between 100 and 599.");
}

/// Reads heads until the final one.
class ResponseReader {
public:
    ResponseReader(QByteArrayView bytes, QByteArrayView requestMethod, bool closed, const HeadLimits &limits)
        : m_bytes(bytes), m_method(requestMethod), m_closed(closed), m_limits(limits)
    { }

    ReadResponse read()
    {
        qsizetype start = skipEmptyLines();
        if (start == m_bytes.size()) {
            if (m_closed)
                tell("message.empty", start, "The connection closed without an answer.");
            return std::move(m_read);
        }
        while (beginsLikeHttp(start)) {
            const std::optional<qsizetype> bodyStart = readHead(start);
            if (!bodyStart)
                return std::move(m_read);
            if (!isInformational()) {
                m_read.headLength = *bodyStart;
                readContent(start, *bodyStart);
                return std::move(m_read);
            }
            keepInformational();
            start = *bodyStart;
        }
        readWithoutHead(start);
        return std::move(m_read);
    }

private:
    qsizetype skipEmptyLines()
    {
        qsizetype start = 0;
        while (start < m_bytes.size() && (m_bytes[start] == '\r' || m_bytes[start] == '\n'))
            ++start;
        if (start > 0 && start < m_bytes.size())
            tell("status-line.preceded", 0, "Empty lines stand before the status line.");
        return start;
    }

    bool beginsLikeHttp(qsizetype start) const { return m_bytes.sliced(start).startsWith("HTTP/"); }

    /// Gives where the body (or the next head) begins; nothing when the head is not whole.
    std::optional<qsizetype> readHead(qsizetype start)
    {
        const Line first = lineAt(m_bytes, start);
        if (!first.ended && !m_closed)
            return std::nullopt;
        readStatusLine(first, m_read.response, m_limits);
        const std::optional<Line> end = emptyLineFrom(m_bytes, first.next);
        const qsizetype stop = end ? end->start : m_closed ? m_bytes.size() : m_bytes.lastIndexOf('\n') + 1;
        const QByteArrayView lines = m_bytes.sliced(first.next, stop - first.next);
        m_read.response.fields = readFields(lines, first.next, m_read.response.defects, m_limits);
        if (end)
            return end->next;
        if (m_closed)
            tell("header.incomplete", stop, "The connection closed before the end of the header fields.");
        return std::nullopt;
    }

    bool isInformational() const
    {
        const int status = m_read.response.status;
        return status / 100 == 1 && status != 101;
    }

    void keepInformational()
    {
        Response &response = m_read.response;
        if (int(response.informational.size()) < m_limits.informational)
            response.informational.push_back({response.status, std::move(response.reason), std::move(response.fields)});
        else if (!std::exchange(m_toldFlood, true))
            tell("informational.flood", 0, QString("More than %1 interim answers came; the rest is left out.").arg(m_limits.informational));
        response.status = 0;
        response.reason.clear();
        response.fields = {};
    }

    void readContent(qsizetype headStart, qsizetype bodyStart)
    {
        Response &response = m_read.response;
        const BodyFraming framing = framingOf(response, m_method, m_bytes, headStart, response.defects);
        ReadBody body = readBody(m_bytes, bodyStart, framing, m_closed, response.defects, m_limits);
        response.body = std::move(body.content);
        response.bodySize = response.body.size();
        response.trailers = std::move(body.trailers);
        m_read.messageLength = body.end;
        m_read.complete = body.complete;
        if (body.complete && body.end < m_bytes.size())
            tell("message.extra", body.end, QString("%1 more bytes came after the end of the answer.").arg(m_bytes.size() - body.end));
    }

    /// What begins otherwise is an answer of HTTP/0.9: a body and nothing else.
    void readWithoutHead(qsizetype start)
    {
        const QByteArrayView rest = m_bytes.sliced(start);
        if (rest.isEmpty() || (!m_closed && QByteArrayView("HTTP/").startsWith(rest))) {
            if (m_closed)
                tell("message.empty", start, "The connection closed after interim answers, without a final one.");
            return;
        }
        tell("status-line.missing", start, "There is no status line; all of it is read as a body, as HTTP/0.9 had it.");
        m_read.response.httpVersion = "HTTP/0.9";
        m_read.response.body = rest.toByteArray();
        m_read.response.bodySize = rest.size();
        m_read.messageLength = m_bytes.size();
        m_read.complete = m_closed;
    }

    void tell(const char *id, qsizetype offset, const QString &text) { m_read.response.defects.push_back({id, offset, text}); }

    QByteArrayView m_bytes;
    QByteArrayView m_method;
    bool m_closed;
    HeadLimits m_limits;
    ReadResponse m_read;
    bool m_toldFlood = false;
};

}

FieldList readFields(QByteArrayView lines, qsizetype offset, std::vector<Defect> &defects, const HeadLimits &limits)
{
    return FieldReader(lines, offset, defects, limits).read();
}

ReadResponse readResponse(QByteArrayView bytes, QByteArrayView requestMethod, bool closed, const HeadLimits &limits)
{
    return ResponseReader(bytes, requestMethod, closed, limits).read();
}

}
