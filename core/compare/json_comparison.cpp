#include "core/compare/json_comparison.h"

#include "core/compare/alignment.h"
#include "core/json/pointer.h"

#include <cmath>
#include <string_view>
#include <unordered_map>

namespace keyhole {

namespace {

using Kind = JsonChange::Kind;

/// What an item is told by, where all of a list have it.
constexpr const char *kNaming[] = {"id", "_id", "uuid", "key", "name", "code", "slug", "sku", "href", "url", "email", "path"};

class Comparer {
public:
    explicit Comparer(qsizetype mostChanges) : m_most(mostChanges) { }

    JsonComparison take() { return std::move(m_result); }

    void compare(const JsonValue &left, const JsonValue &right, const QByteArray &leftPlace, const QByteArray &rightPlace)
    {
        if (left.type == right.type && hashOf(left) == hashOf(right))
            return;
        if (left.isObject() && right.isObject())
            return compareMembers(left, right, leftPlace, rightPlace);
        if (left.isArray() && right.isArray())
            return compareItems(left, right, leftPlace, rightPlace);
        add({Kind::Changed, leftPlace, rightPlace, &left, &right});
    }

private:
    void add(const JsonChange &change)
    {
        if (qsizetype(m_result.changes.size()) < m_most)
            m_result.changes.push_back(change);
        else
            ++m_result.leftOut;
    }

    /// The same for values that mean the same.
    uint64_t hashOf(const JsonValue &value)
    {
        if (const auto known = m_hashes.find(&value); known != m_hashes.end())
            return known->second;
        size_t hash = qHash(int(value.type), 17u);
        if (value.type == JsonValue::Type::Bool)
            hash = qHashMulti(hash, value.boolean);
        if (value.isString())
            hash = qHashMulti(hash, value.text);
        if (value.isNumber())
            hash = qHashMulti(hash, numberHash(value));
        for (const JsonValue &item : value.items)
            hash = qHashMulti(hash, quint64(hashOf(item)));
        uint64_t members = 0;  // in any order
        for (const JsonMember &member : value.members)
            members += qHashMulti(size_t(99), member.name, quint64(hashOf(member.value)));
        hash = qHashMulti(hash, quint64(members));
        m_hashes.emplace(&value, hash);
        return hash;
    }

    static size_t numberHash(const JsonValue &value)
    {
        constexpr double kExact = 1e15;
        const auto number = value.number();
        return number && std::abs(*number) < kExact ? qHash(*number + 0.0) : qHash(value.text);
    }

    using Places = std::unordered_map<std::string_view, std::vector<const JsonMember *>>;
    static std::string_view viewOf(const QByteArray &text) { return {text.constData(), size_t(text.size())}; }

    static Places placesOf(const JsonValue &object)
    {
        Places places;
        for (const JsonMember &member : object.members)
            places[viewOf(member.name)].push_back(&member);
        return places;
    }

    /// A name that stands twice is compared time by time.
    void compareMembers(const JsonValue &left, const JsonValue &right, const QByteArray &leftPlace, const QByteArray &rightPlace)
    {
        Places others = placesOf(right), own = placesOf(left);
        std::unordered_map<std::string_view, size_t> met;
        for (const JsonMember &member : left.members) {
            const size_t time = met[viewOf(member.name)]++;
            const auto other = others.find(viewOf(member.name));
            const QByteArray step = '/' + pointerStep(member.name);
            if (other == others.end() || other->second.size() <= time)
                add({Kind::Removed, leftPlace + step, {}, &member.value, nullptr});
            else
                compare(member.value, other->second[time]->value, leftPlace + step, rightPlace + step);
        }
        met.clear();
        for (const JsonMember &member : right.members) {
            const auto other = own.find(viewOf(member.name));
            if (other == own.end() || other->second.size() <= met[viewOf(member.name)]++)
                add({Kind::Added, {}, rightPlace + '/' + pointerStep(member.name), nullptr, &member.value});
        }
    }

    /// The items by their names; nothing when some have none, or two the same.
    std::optional<std::vector<uint64_t>> named(const JsonValue &list, const char *name)
    {
        std::vector<uint64_t> names;
        std::unordered_map<uint64_t, bool> seen;
        for (const JsonValue &item : list.items) {
            const JsonValue *value = item.isObject() ? item.find(name) : nullptr;
            if (!value || !(value->isString() || value->isNumber()) || !seen.emplace(hashOf(*value), true).second)
                return std::nullopt;
            names.push_back(hashOf(*value));
        }
        return names;
    }

    static bool shareOne(std::vector<uint64_t> lefts, std::vector<uint64_t> rights)
    {
        std::sort(lefts.begin(), lefts.end());
        return std::any_of(rights.begin(), rights.end(),
                           [&](uint64_t each) { return std::binary_search(lefts.begin(), lefts.end(), each); });
    }

    void compareItems(const JsonValue &left, const JsonValue &right, const QByteArray &leftPlace, const QByteArray &rightPlace)
    {
        for (const char *name : kNaming) {
            const auto lefts = named(left, name), rights = lefts ? named(right, name) : std::nullopt;
            if (lefts && rights && shareOne(*lefts, *rights))
                return compareAligned({left, right, leftPlace, rightPlace, *lefts, *rights, true});
        }
        std::vector<uint64_t> lefts, rights;
        for (const JsonValue &item : left.items)
            lefts.push_back(hashOf(item));
        for (const JsonValue &item : right.items)
            rights.push_back(hashOf(item));
        compareAligned({left, right, leftPlace, rightPlace, std::move(lefts), std::move(rights), false});
    }

    struct Lists {
        const JsonValue &left, &right;
        const QByteArray &leftPlace, &rightPlace;
        std::vector<uint64_t> lefts, rights;  ///< what each item is told by
        bool byName;  ///< otherwise by all that it holds
    };

    static constexpr qsizetype kNone = -1;

    /// For each item of the left its partner on the right, in place or elsewhere.
    struct Partners {
        std::vector<qsizetype> ofLeft, ofRight;
        std::vector<bool> moved;  ///< by the left
    };

    static Partners partnersOf(const Lists &lists)
    {
        Partners partners{std::vector<qsizetype>(lists.lefts.size(), kNone), std::vector<qsizetype>(lists.rights.size(), kNone),
                          std::vector<bool>(lists.lefts.size(), false)};
        const auto join = [&](qsizetype left, qsizetype right) {
            partners.ofLeft[size_t(left)] = right;
            partners.ofRight[size_t(right)] = left;
        };
        for (const AlignedPair &pair : align(lists.lefts, lists.rights))
            join(pair.left, pair.right);
        std::unordered_map<uint64_t, std::vector<qsizetype>> free;  // the first at the end
        for (size_t i = lists.rights.size(); i-- > 0;) {
            if (partners.ofRight[i] == kNone)
                free[lists.rights[i]].push_back(qsizetype(i));
        }
        for (size_t i = 0; i < lists.lefts.size(); ++i) {
            const auto found = partners.ofLeft[i] == kNone ? free.find(lists.lefts[i]) : free.end();
            if (found == free.end() || found->second.empty())
                continue;
            join(qsizetype(i), found->second.back());
            found->second.pop_back();
            partners.moved[i] = true;
        }
        return partners;
    }

    /// What is left without a partner between two that have theirs is one item that changed, pair by pair.
    static void pairUp(Partners &partners)
    {
        const auto fixed = [&](size_t left) { return partners.ofLeft[left] != kNone && !partners.moved[left]; };
        size_t right = 0;
        for (size_t left = 0; left < partners.ofLeft.size(); ++left) {
            if (fixed(left)) {
                right = size_t(partners.ofLeft[left]) + 1;
                continue;
            }
            if (partners.ofLeft[left] != kNone)
                continue;
            while (right < partners.ofRight.size() && partners.ofRight[right] != kNone && partners.moved[size_t(partners.ofRight[right])])
                ++right;
            if (right >= partners.ofRight.size() || partners.ofRight[right] != kNone)
                continue;
            partners.ofLeft[left] = qsizetype(right);
            partners.ofRight[right] = qsizetype(left);
            ++right;
        }
    }

    void compareAligned(const Lists &lists)
    {
        Partners partners = partnersOf(lists);
        if (!lists.byName)
            pairUp(partners);
        const auto leftPlace = [&](size_t i) { return lists.leftPlace + '/' + QByteArray::number(qulonglong(i)); };
        const auto rightPlace = [&](size_t i) { return lists.rightPlace + '/' + QByteArray::number(qulonglong(i)); };
        for (size_t i = 0; i < lists.left.items.size(); ++i) {
            const JsonValue &left = lists.left.items[i];
            if (partners.ofLeft[i] == kNone) {
                add({Kind::Removed, leftPlace(i), {}, &left, nullptr});
                continue;
            }
            const size_t to = size_t(partners.ofLeft[i]);
            const JsonValue &right = lists.right.items[to];
            if (partners.moved[i])
                add({Kind::Moved, leftPlace(i), rightPlace(to), &left, &right});
            compare(left, right, leftPlace(i), rightPlace(to));
        }
        for (size_t i = 0; i < lists.right.items.size(); ++i) {
            if (partners.ofRight[i] == kNone)
                add({Kind::Added, {}, rightPlace(i), nullptr, &lists.right.items[i]});
        }
    }

    qsizetype m_most;
    JsonComparison m_result;
    std::unordered_map<const JsonValue *, uint64_t> m_hashes;
};

}

JsonComparison compareJson(const JsonValue &left, const JsonValue &right, qsizetype mostChanges)
{
    Comparer comparer(mostChanges);
    comparer.compare(left, right, {}, {});
    return comparer.take();
}

QByteArray generalPointer(QByteArrayView pointer)
{
    QByteArray general;
    for (const QByteArray &step : pointer.toByteArray().split('/').mid(1)) {
        const bool number = !step.isEmpty() && std::all_of(step.begin(), step.end(), [](char c) { return c >= '0' && c <= '9'; });
        general += '/' + (number ? QByteArray("*") : step);
    }
    return general;
}

QByteArray lastName(QByteArrayView pointer)
{
    return memberName(pointer.sliced(pointer.lastIndexOf('/') + 1));
}

}
