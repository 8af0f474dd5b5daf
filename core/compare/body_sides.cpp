#include "core/compare/body_sides.h"

#include "core/compare/body_comparison.h"
#include "core/compare/exchange_pair.h"

namespace keyhole {

namespace {

BodySides sidesOf(ExchangePair &pair, const QByteArray &left, const QByteArray &right, const QByteArray &leftType,
                  const QByteArray &rightType)
{
    const BodyKind leftKind = bodyKindOf(left, leftType), rightKind = bodyKindOf(right, rightType);
    BodySides sides;
    if (leftKind == BodyKind::Binary || rightKind == BodyKind::Binary) {
        sides.unreadable = QStringLiteral("This content is no text: %1, %2.").arg(bodyText(left, leftKind), bodyText(right, rightKind));
        return sides;
    }
    const auto lines = [&pair](const QByteArray &body, BodyKind kind) {
        return pair.secrets().masked(kind == BodyKind::Json ? indentedJson(body) : body);
    };
    sides.left = lines(left, leftKind);
    sides.right = lines(right, rightKind);
    sides.runs = compareLines(linesOf(sides.left), linesOf(sides.right));
    return sides;
}

QByteArray typeOf(const FieldList &fields)
{
    return fields.value("Content-Type").value_or(QByteArray());
}

}

BodySides requestBodySides(const Exchange &left, const Exchange &right)
{
    ExchangePair pair(left, right, ComparedSides::Whole);
    const Request &one = pair.left().request, &other = pair.right().request;
    return sidesOf(pair, one.body, other.body, typeOf(one.fields), typeOf(other.fields));
}

BodySides responseBodySides(const Exchange &left, const Exchange &right)
{
    ExchangePair pair(left, right, ComparedSides::Whole);
    const auto &one = pair.left().response, &other = pair.right().response;
    if (!one || !other) {
        BodySides none;
        none.unreadable = QStringLiteral("One of the two has no answer.");
        return none;
    }
    return sidesOf(pair, one->body, other->body, typeOf(one->fields), typeOf(other->fields));
}

}
