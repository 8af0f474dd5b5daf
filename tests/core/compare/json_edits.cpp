#include "core/compare/json_edits.h"

#include "core/json/values.h"

#include <QByteArrayList>
#include <map>

namespace keyhole {

namespace {

using Kind = JsonChange::Kind;

/// What happens to one list: by the place on the right, what stands there; the rest of the left follows in order.
class Application {
public:
    explicit Application(const JsonComparison &comparison)
    {
        for (const JsonChange &change : comparison.changes) {
            if (change.kind == Kind::Removed || change.kind == Kind::Moved)
                m_leaving[change.leftPointer] = true;
            if (change.kind == Kind::Moved)
                m_arriving[change.rightPointer] = change.leftPointer;
            if (change.kind == Kind::Added)
                m_new[change.rightPointer] = change.right;
            if (change.kind == Kind::Changed)
                m_changed[change.leftPointer] = change.right;
        }
    }

    JsonValue run(const JsonValue &value, const QByteArray &left, const QByteArray &right) const
    {
        if (const auto changed = m_changed.find(left); changed != m_changed.end())
            return *changed->second;
        return value.isObject() ? object(value, left, right) : value.isArray() ? list(value, left, right) : value;
    }

private:
    static QByteArray step(const QByteArray &name) { return '/' + QByteArray(name).replace('~', "~0").replace('/', "~1"); }

    JsonValue object(const JsonValue &value, const QByteArray &left, const QByteArray &right) const
    {
        JsonValue result = jsonObject({});
        for (const JsonMember &member : value.members) {
            if (!m_leaving.count(left + step(member.name)))
                result.members.push_back({member.name, run(member.value, left + step(member.name), right + step(member.name))});
        }
        for (const auto &[pointer, added] : m_new) {
            if (pointer.startsWith(right + '/') && !pointer.mid(right.size() + 1).contains('/'))
                result.members.push_back({lastName(pointer), *added});
        }
        return result;
    }

    JsonValue list(const JsonValue &value, const QByteArray &left, const QByteArray &right) const
    {
        const auto place = [](const QByteArray &list, size_t item) { return list + '/' + QByteArray::number(qulonglong(item)); };
        std::vector<size_t> staying;
        for (size_t i = 0; i < value.items.size(); ++i) {
            if (!m_leaving.count(place(left, i)))
                staying.push_back(i);
        }
        JsonValue result = jsonList({});
        for (size_t next = 0;;) {
            const QByteArray here = place(right, result.items.size());
            if (const auto added = m_new.find(here); added != m_new.end()) {
                result.items.push_back(*added->second);
            } else if (const auto moved = m_arriving.find(here); moved != m_arriving.end()) {
                result.items.push_back(run(value.items.at(size_t(lastName(moved->second).toInt())), moved->second, here));
            } else if (next < staying.size()) {
                result.items.push_back(run(value.items[staying[next]], place(left, staying[next]), here));
                ++next;
            } else {
                return result;
            }
        }
    }

    std::map<QByteArray, bool> m_leaving;
    std::map<QByteArray, QByteArray> m_arriving;  ///< right to left
    std::map<QByteArray, const JsonValue *> m_new, m_changed;
};

JsonValue randomScalar(QRandomGenerator &random)
{
    switch (random.bounded(4)) {
    case 0:
        return jsonNumber(random.bounded(5));
    case 1:
        return jsonBool(random.bounded(2) == 0);
    case 2:
        return {};
    default:
        return jsonText(QByteArray(1, char('a' + random.bounded(6))));
    }
}

}

JsonValue applied(const JsonValue &left, const JsonComparison &comparison)
{
    return Application(comparison).run(left, {}, {});
}

JsonValue randomJson(QRandomGenerator &random, int depth)
{
    if (depth == 0 || random.bounded(4) == 0)
        return randomScalar(random);
    JsonValue value = random.bounded(2) ? jsonObject({}) : jsonList({});
    const int count = random.bounded(7);
    for (int i = 0; i < count; ++i) {
        if (value.isArray())
            value.items.push_back(randomJson(random, depth - 1));
        else if (const QByteArray name = QByteArrayList{"a", "b", "/", "~", "id", "z"}[random.bounded(6)]; !value.find(name))
            value.members.push_back({name, randomJson(random, name == "id" ? 0 : depth - 1)});
    }
    return value;
}

JsonValue edited(JsonValue value, QRandomGenerator &random)
{
    if (value.isArray() && !value.items.empty()) {
        const auto at = size_t(random.bounded(int(value.items.size())));
        switch (random.bounded(4)) {
        case 0:
            value.items.erase(value.items.begin() + qsizetype(at));
            break;
        case 1:
            value.items.insert(value.items.begin() + qsizetype(at), randomJson(random, 1));
            break;
        case 2:
            std::swap(value.items[at], value.items.front());
            break;
        default:
            value.items[at] = edited(value.items[at], random);
        }
        return value;
    }
    if (value.isObject() && !value.members.empty()) {
        const auto at = size_t(random.bounded(int(value.members.size())));
        if (random.bounded(4) == 0)
            value.members.erase(value.members.begin() + qsizetype(at));
        else
            value.members[at].value = edited(value.members[at].value, random);
        return value;
    }
    return randomJson(random, 1);
}

bool meansTheSame(const JsonValue &a, const JsonValue &b)
{
    if (a.type != b.type || a.items.size() != b.items.size() || a.members.size() != b.members.size())
        return false;
    for (size_t i = 0; i < a.items.size(); ++i) {
        if (!meansTheSame(a.items[i], b.items[i]))
            return false;
    }
    for (const JsonMember &member : a.members) {
        const JsonValue *other = b.find(member.name);
        if (!other || !meansTheSame(member.value, *other))
            return false;
    }
    return a.text == b.text && a.boolean == b.boolean;
}

}
