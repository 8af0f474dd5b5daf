#include "core/compare/body_comparison.h"

#include "core/diagnosis/words.h"
#include "core/http/media_type.h"
#include "core/json/json.h"

#include <QCryptographicHash>
#include <QStringConverter>

namespace keyhole {

namespace {

constexpr qsizetype kLargestJson = 16 << 20, kLargestText = 32 << 20;

bool isText(const QByteArray &body)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(body.first(std::min<qsizetype>(body.size(), 64 << 10)));
    return !body.first(std::min<qsizetype>(body.size(), 64 << 10)).contains('\0') && !decoder.hasError() && !text.isNull();
}

void indent(const JsonValue &value, int depth, QByteArray &out)
{
    const auto line = [&out](int level) { out += '\n' + QByteArray(2 * level, ' '); };
    const auto between = [&out](bool &first) {
        if (!first)
            out += ',';
        first = false;
    };
    bool first = true;
    if (value.isObject() && !value.members.empty()) {
        out += '{';
        for (const JsonMember &member : value.members) {
            between(first);
            line(depth + 1);
            out += jsonString(member.name) + ": ";
            indent(member.value, depth + 1, out);
        }
        line(depth);
        out += '}';
    } else if (value.isArray() && !value.items.empty()) {
        out += '[';
        for (const JsonValue &item : value.items) {
            between(first);
            line(depth + 1);
            indent(item, depth + 1, out);
        }
        line(depth);
        out += ']';
    } else {
        out += toJson(value);
    }
}

}

BodyKind bodyKindOf(const QByteArray &body, const QByteArray &contentType)
{
    if (body.isEmpty())
        return BodyKind::Empty;
    const auto type = parseMediaType(contentType);
    const bool form = type && type->essence() == "application/x-www-form-urlencoded";
    const char first = body.trimmed().left(1).isEmpty() ? '\0' : body.trimmed().front();
    if (!form && body.size() <= kLargestJson && (first == '{' || first == '[' || (type && type->isJson())) && parseJson(body))
        return BodyKind::Json;
    if (body.size() > kLargestText || !isText(body))
        return BodyKind::Binary;
    return form ? BodyKind::Form : BodyKind::Text;
}

QString bodyText(const QByteArray &body, BodyKind kind)
{
    const QString size = byteText(body.size());
    switch (kind) {
    case BodyKind::Empty:
        return QStringLiteral("(empty)");
    case BodyKind::Json:
        return QStringLiteral("JSON, %1").arg(size);
    case BodyKind::Form:
        return QStringLiteral("a form, %1").arg(size);
    case BodyKind::Text:
        return QStringLiteral("text, %1").arg(size);
    case BodyKind::Binary:
        break;
    }
    const QByteArray hash = QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex().first(16);
    return QStringLiteral("%1, SHA-256 %2…").arg(size, QString::fromLatin1(hash));
}

QByteArray indentedJson(const QByteArray &text)
{
    const auto value = text.size() <= kLargestJson ? parseJson(text) : Result<JsonValue, SyntaxError>(failure(SyntaxError{}));
    if (!value)
        return text;
    QByteArray out;
    out.reserve(2 * text.size());
    indent(*value, 0, out);
    return out;
}

}
