#include "core/formats/curl_variables.h"

#include <algorithm>
#include <limits>

namespace keyhole {

namespace {

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool isVariableName(QByteArrayView name)
{
    return !name.isEmpty() && name.size() <= 128 && std::all_of(name.begin(), name.end(), isNameCharacter);
}

QByteArray trimmed(QByteArrayView content)
{
    constexpr QByteArrayView kSpace(" \t\n\v\f\r");
    const auto isSpace = [kSpace](char c) { return kSpace.contains(c); };
    const auto first = std::find_if_not(content.begin(), content.end(), isSpace);
    const auto last = std::find_if_not(content.rbegin(), std::make_reverse_iterator(first), isSpace);
    return QByteArray(first, last.base() - first);
}

/// As the inside of a JSON string.
QByteArray jsonEscaped(QByteArrayView content)
{
    static constexpr QByteArrayView kPlain("\\\"\b\f\n\r\t"), kLetters("\\\"bfnrt");
    QByteArray escaped;
    for (const char c : content) {
        if (const qsizetype at = kPlain.indexOf(c); at >= 0)
            escaped += QByteArray("\\") + kLetters[at];
        else if (uchar(c) < 0x20)
            escaped += "\\u" + QByteArray::number(uchar(c), 16).rightJustified(4, '0');
        else
            escaped += c;
    }
    return escaped;
}

std::optional<QByteArray> applied(QByteArrayView function, const QByteArray &content)
{
    if (function == "trim")
        return trimmed(content);
    if (function == "json")
        return jsonEscaped(content);
    if (function == "url")
        return content.toPercentEncoding();
    if (function == "b64")
        return content.toBase64();
    if (function != "64dec")
        return std::nullopt;
    const auto decoded = QByteArray::fromBase64Encoding(content, QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? *decoded : QByteArray("[64dec-fail]");
}

/// "name[2-5]": which bytes of the content are meant.
struct Range {
    qsizetype first = 0;
    qsizetype last = std::numeric_limits<qsizetype>::max() - 1;
};

/// Takes the range off the name; nothing when it cannot be read.
std::optional<Range> takeRange(QByteArray &name)
{
    Range range;
    const qsizetype open = name.indexOf('[');
    if (open < 0)
        return range;
    const QByteArray inside = name.mid(open + 1);
    const qsizetype dash = inside.indexOf('-');
    bool isFirst = false, isLast = true;
    range.first = inside.left(std::max<qsizetype>(dash, 0)).toLongLong(&isFirst);
    const QByteArray last = inside.mid(dash + 1).chopped(inside.endsWith(']') ? 1 : 0);
    if (!last.isEmpty())
        range.last = last.toLongLong(&isLast);
    name.truncate(open);
    const bool isReadable = inside.endsWith(']') && isFirst && isLast && range.first >= 0 && range.first <= range.last;
    return isReadable ? std::optional(range) : std::nullopt;
}

}

QString CurlVariables::set(const QByteArray &value, const ShellInput &input, QStringList &notes)
{
    const bool ofEnvironment = value.startsWith('%');
    const auto mark = std::find_if(value.begin(), value.end(), [](char c) { return c == '=' || c == '@'; });
    QByteArray name(value.begin() + (ofEnvironment ? 1 : 0), mark - value.begin() - (ofEnvironment ? 1 : 0));
    const QByteArray content = mark == value.end() ? QByteArray() : value.mid(mark - value.begin() + 1);
    const auto range = takeRange(name);
    if (!range || !isVariableName(name) || (mark == value.end() && !ofEnvironment))
        return QStringLiteral("name=content or name@file is expected");
    const QString shown = QString::fromLatin1(name);
    std::optional<QByteArray> known;
    if (mark != value.end() && *mark == '=')
        known = content;
    else if (mark != value.end() && content == "-")
        known = input.text;
    if (ofEnvironment)
        notes += QStringLiteral("The environment of curl is not known here; “{{%1}}” is %2.")
                     .arg(shown, known ? QStringLiteral("what the command line gives instead") : QStringLiteral("kept as it is"));
    else if (!known)
        notes
            += QStringLiteral("The content of the file %1 is not read; “{{%2}}” is kept as it is.").arg(QString::fromUtf8(content), shown);
    if (known)
        known = known->mid(range->first, range->last - range->first + 1);
    m_contents.insert(name, known);
    return {};
}

/// `written` is what stands between the braces: a name, and functions behind colons.
QByteArray CurlVariables::contentOf(const QByteArray &written, QStringList &notes) const
{
    const QByteArrayList parts = written.split(':');
    const QByteArray asWritten = "{{" + written + "}}";
    if (!isVariableName(parts.front()))
        return asWritten;
    const QString shown = QString::fromLatin1(parts.front());
    const auto content = m_contents.constFind(parts.front());
    if (content == m_contents.constEnd()) {
        notes += QStringLiteral("curl's variable “%1” was never set; nothing stands in its place.").arg(shown);
        return {};
    }
    if (!content->has_value()) {
        if (parts.size() > 1)
            notes += QStringLiteral("“%1” is not applied to “{{%2}}”, whose content is not known here.")
                         .arg(QString::fromUtf8(written.mid(parts.front().size() + 1)), shown);
        return "{{" + parts.front() + "}}";
    }
    QByteArray text = **content;
    for (qsizetype each = 1; each < parts.size(); ++each) {
        const auto changed = applied(parts[each], text);
        if (!changed) {
            notes += QStringLiteral("curl has no function “%1” for variables.").arg(QString::fromUtf8(parts[each].left(40)));
            return asWritten;
        }
        text = *changed;
    }
    return text;
}

QByteArray CurlVariables::expanded(const QByteArray &text, QStringList &notes) const
{
    QByteArray result;
    qsizetype at = 0;
    while (true) {
        const qsizetype open = text.indexOf("{{", at);
        const qsizetype close = open < 0 ? -1 : text.indexOf("}}", open);
        if (close < 0)
            return result + text.mid(at);
        if (open > at && text[open - 1] == '\\') {  // "\{{" is "{{"
            result += text.mid(at, open - 1 - at) + "{{";
            at = open + 2;
            continue;
        }
        result += text.mid(at, open - at) + contentOf(text.mid(open + 2, close - open - 2), notes);
        at = close + 2;
    }
}

}
