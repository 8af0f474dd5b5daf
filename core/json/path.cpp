#include "core/json/path.h"

#include <vector>

namespace keyhole {

namespace {

constexpr size_t kDeepest = 100;

struct Level {
    bool isObject = false;
    QByteArrayView name = {};  ///< of the member, in an object
    qsizetype item = 0;  ///< in an array
    bool beforeColon = true;  ///< the next string is a name
};

qsizetype endOfString(QByteArrayView json, qsizetype quote)
{
    for (qsizetype at = quote + 1; at < json.size(); ++at) {
        if (json[at] == '\\')
            ++at;
        else if (json[at] == '"')
            return at;
    }
    return json.size();
}

QByteArray joined(const std::vector<Level> &levels)
{
    QByteArray path;
    for (const Level &level : levels) {
        if (!path.isEmpty())
            path += '.';
        path += level.isObject ? level.name.toByteArray() : QByteArray::number(level.item);
    }
    return path;
}

/// A bracket, comma or colon outside of strings.
void follow(std::vector<Level> &levels, char c)
{
    if (c == '{' || c == '[')
        levels.push_back({c == '{'});
    if (levels.empty())
        return;
    if (c == '}' || c == ']')
        levels.pop_back();
    if (levels.empty())
        return;
    if (c == ':')
        levels.back().beforeColon = false;
    if (c == ',') {
        levels.back().beforeColon = true;
        ++levels.back().item;
    }
}

}

QByteArray jsonPathAt(QByteArrayView json, qsizetype offset)
{
    std::vector<Level> levels;
    for (qsizetype at = 0; at < std::min(offset, json.size()) && levels.size() <= kDeepest; ++at) {
        if (json[at] != '"') {
            follow(levels, json[at]);
            continue;
        }
        const qsizetype end = endOfString(json, at);
        if (end >= offset)
            break;
        if (!levels.empty() && levels.back().isObject && levels.back().beforeColon)
            levels.back().name = json.sliced(at + 1, end - at - 1);
        at = end;
    }
    return levels.size() > kDeepest ? QByteArray() : joined(levels);
}

}
