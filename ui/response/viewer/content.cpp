#include "ui/response/viewer/content.h"

#include "core/http/media_type.h"
#include "ui/response/viewer/json_fault.h"

#include <QCoreApplication>
#include <QStringDecoder>
#include <limits>

namespace keyhole {

namespace {

using Charset = ViewerContent::Charset;
constexpr qsizetype kLookedAt = 64 << 10;

std::optional<Charset> byteOrderMark(const QByteArray &bytes)
{
    if (bytes.startsWith("\xEF\xBB\xBF"))
        return Charset::Utf8;
    if (bytes.startsWith("\xFF\xFE"))
        return Charset::Utf16Le;
    if (bytes.startsWith("\xFE\xFF"))
        return Charset::Utf16Be;
    return std::nullopt;
}

std::optional<Charset> namedCharset(const QByteArray &name)
{
    const QByteArray lower = name.toLower();
    if (lower == "utf-8" || lower == "utf8" || lower == "us-ascii")
        return Charset::Utf8;
    if (lower == "iso-8859-1" || lower == "latin1" || lower == "windows-1252")
        return Charset::Latin1;
    if (lower == "utf-16le")
        return Charset::Utf16Le;
    if (lower == "utf-16be" || lower == "utf-16")
        return Charset::Utf16Be;
    return std::nullopt;
}

/// Half of the bytes of UTF-16 text in a Latin script are zero, all at even or all at odd places.
std::optional<Charset> utf16ByZeros(QByteArrayView bytes)
{
    qsizetype even = 0, odd = 0;
    for (qsizetype i = 0; i < bytes.size(); ++i)
        (i % 2 == 0 ? even : odd) += bytes[i] == '\0';
    if (odd > bytes.size() / 3 && even == 0)
        return Charset::Utf16Le;
    if (even > bytes.size() / 3 && odd == 0)
        return Charset::Utf16Be;
    return std::nullopt;
}

bool looksBinary(QByteArrayView bytes)
{
    const auto isOdd = [](char c) { return uchar(c) < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\x1B'; };
    const auto odd = std::count_if(bytes.begin(), bytes.end(), isOdd);
    return bytes.contains('\0') || odd * 20 > bytes.size();
}

/// A character that the look ends in does not count.
bool isUtf8(QByteArrayView bytes)
{
    const int most = bytes.size() == kLookedAt ? 3 : 0;
    for (int cut = 0; cut <= most; ++cut) {
        if (bytes.chopped(cut).isValidUtf8())
            return true;
    }
    return false;
}

Charset guessCharset(QByteArrayView first)
{
    if (const auto zeros = utf16ByZeros(first))
        return *zeros;
    if (looksBinary(first))
        return Charset::Binary;
    return isUtf8(first) ? Charset::Utf8 : Charset::Latin1;
}

bool beginsWith(QByteArrayView text, QByteArrayView characters)
{
    const QByteArrayView trimmed = text.first(std::min<qsizetype>(text.size(), 256)).trimmed();
    return !trimmed.isEmpty() && characters.contains(trimmed.front());
}

bool isBinaryType(const MediaType &type)
{
    return (type.type == "image" && !type.isXml()) || type.type == "audio" || type.type == "video" || type.type == "font";
}

/// UTF-8, without a byte order mark. Shares the bytes when nothing has to change.
QByteArray toUtf8(const ViewerContent &content, qsizetype bytes)
{
    const QByteArray &from = content.bytes;
    if (content.charset == Charset::Binary)
        return from;
    const qsizetype mark = byteOrderMark(from) ? (content.charset == Charset::Utf8 ? 3 : 2) : 0;
    if (content.charset == Charset::Utf8)
        return mark ? from.mid(mark) : from;
    const auto encoding = content.charset == Charset::Latin1 ? QStringConverter::Latin1
        : content.charset == Charset::Utf16Le                ? QStringConverter::Utf16LE
                                                             : QStringConverter::Utf16BE;
    const QByteArrayView part = QByteArrayView(from).sliced(std::min(mark, from.size())).first(std::min(bytes & ~1, from.size() - mark));
    const QString text = QStringDecoder(encoding)(part);
    return text.toUtf8();
}

}

ViewerContent recognise(const QByteArray &bytes, const QByteArray &contentType)
{
    ViewerContent content;
    content.bytes = bytes;
    const QByteArrayView first = QByteArrayView(bytes).first(std::min(bytes.size(), kLookedAt));
    const auto type = parseMediaType(contentType);
    const auto named = type ? namedCharset(type->parameter("charset").value_or(QByteArray())) : std::nullopt;
    if (const auto mark = byteOrderMark(bytes))
        content.charset = *mark;
    else if (type && isBinaryType(*type))
        content.charset = Charset::Binary;
    else if (named && *named != Charset::Utf8)
        content.charset = *named;
    else
        content.charset = guessCharset(first);
    if (content.charset == Charset::Binary)
        return content;
    const bool typed = type && (type->isXml() || type->isHtml() || type->isJson());
    content.isJson = typed ? type->isJson() : beginsWith(first, "{[");
    content.language = content.isJson ? Language::Json : (typed || beginsWith(first, "<")) ? Language::Xml : Language::Plain;
    return content;
}

QString contentKind(const ViewerContent &content, const QByteArray &contentType)
{
    const auto type = parseMediaType(contentType);
    const auto say = [](const char *text) { return QCoreApplication::translate("keyhole::contentKind", text); };
    if (content.charset == Charset::Binary)
        return type ? QString::fromLatin1(type->essence()) : say("Binary");
    QString kind = content.isJson           ? say("JSON")
        : content.language != Language::Xml ? say("Text")
        : type && type->isHtml()            ? say("HTML")
                                            : say("XML");
    if (content.charset == Charset::Latin1)
        kind += QStringLiteral(", Latin-1");
    if (content.charset == Charset::Utf16Le || content.charset == Charset::Utf16Be)
        kind += QStringLiteral(", UTF-16");
    return kind;
}

ViewerDocument prepare(const ViewerContent &content, RowRules rules, qsizetype bytes, const ViewerDocument::GoOn &goOn)
{
    const QByteArray text = toUtf8(content, bytes);
    if (content.charset == Charset::Binary)
        rules.layout = RowLayout::Hex;
    rules.language = content.language;
    if (rules.layout == RowLayout::PrettyJson) {
        const QByteArrayView checked = QByteArrayView(text).first(std::min(bytes, text.size()));
        const qsizetype fault = jsonFault(checked);
        rules.brokenAt = fault < checked.size() ? fault : -1;
    }
    ViewerDocument document(text, rules);
    document.index(bytes, goOn);
    return document;
}

}
