#include "core/replay/answer_parts.h"

#include "core/compare/body_comparison.h"
#include "core/compare/json_comparison.h"
#include "core/compare/noise.h"
#include "core/json/json.h"
#include "core/json/pointer.h"

#include <QCryptographicHash>
#include <map>

namespace keyhole {

namespace {

constexpr size_t kMostParts = 24;
constexpr qsizetype kLargest = 1 << 20;
constexpr qsizetype kDigits = 8;

struct Leaf {
    QByteArray pointer;
    QByteArray value;
};

/// Seconds or milliseconds since 1970, between 2001 and 2065.
bool isMoment(const QByteArray &number)
{
    bool whole = false;
    const qint64 value = number.toLongLong(&whole);
    const qint64 seconds = value >= 1'000'000'000'000 ? value / 1000 : value;
    return whole && seconds >= 1'000'000'000 && seconds <= 3'000'000'000;
}

bool isNoise(const QByteArray &name, const JsonValue &value)
{
    return !memberNoise(name).isEmpty() || (value.isString() && looksGenerated(value.text)) || (value.isNumber() && isMoment(value.text));
}

/// A list counts as one with all its items under the same place, and by its length.
void collect(const JsonValue &value, const QByteArray &pointer, const QByteArray &name, std::vector<Leaf> &leaves)
{
    if (value.isObject()) {
        for (const JsonMember &member : value.members)
            collect(member.value, pointer + '/' + pointerStep(member.name), member.name, leaves);
    } else if (value.isArray()) {
        leaves.push_back({pointer, QByteArray::number(value.items.size())});
        for (const JsonValue &item : value.items)
            collect(item, pointer + "/*", name, leaves);
    } else if (!isNoise(name, value)) {
        leaves.push_back({pointer, toJson(value)});
    }
}

QByteArray upTo(const QByteArray &pointer, int depth)
{
    qsizetype end = 0;
    for (int i = 0; i < depth && end >= 0; ++i)
        end = pointer.indexOf('/', end + 1);
    return depth == 0 ? QByteArray() : end < 0 ? pointer : pointer.first(end);
}

/// As deep as there are few enough places. The order of members says nothing, that of items does.
std::vector<AnswerPart> partsOf(std::vector<Leaf> leaves)
{
    if (leaves.empty())
        leaves.emplace_back();  // all is noise: that is known, too
    std::stable_sort(leaves.begin(), leaves.end(), [](const Leaf &a, const Leaf &b) { return a.pointer < b.pointer; });
    int depth = 0;
    for (const Leaf &leaf : leaves)
        depth = std::max(depth, int(leaf.pointer.count('/')));
    for (;; --depth) {
        std::map<QByteArray, QByteArray> contents;
        for (const Leaf &leaf : leaves)
            contents[upTo(leaf.pointer, depth)] += leaf.pointer + '=' + leaf.value + '\n';
        if (contents.size() > kMostParts && depth > 0)
            continue;
        std::vector<AnswerPart> parts;
        for (const auto &[place, content] : contents)
            parts.push_back({place, contentDigits(content)});
        return parts;
    }
}

}

QByteArray contentDigits(const QByteArray &content)
{
    return QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex().first(kDigits);
}

std::vector<AnswerPart> partsOf(const Response &response)
{
    const QByteArray &body = response.body;
    if (!response.bodyFile.isEmpty() || body.isEmpty() || body.size() > kLargest)
        return {};
    const BodyKind kind = bodyKindOf(body, response.fields.value("Content-Type").value_or(QByteArray()));
    if (kind == BodyKind::Json) {
        if (const auto json = parseJson(body)) {
            std::vector<Leaf> leaves;
            collect(*json, {}, {}, leaves);
            return partsOf(std::move(leaves));
        }
    }
    return {{{}, contentDigits(kind == BodyKind::Binary ? body : withoutGenerated(body))}};
}

}
