#include "core/yaml/yaml_patch.h"

#include "core/yaml/yaml_splice.h"

namespace keyhole {

namespace {

constexpr int kMostEdits = 20'000;

/// One edit: what gives way to what, and what the document is to be read as afterwards.
struct Edit {
    std::optional<YamlSplices> splices;
    int depth = 0;  ///< of the values that were put in, taken out or changed; the document is 0
};

bool isEmpty(const YamlValue &value)
{
    return value.items.empty() && value.members.empty();
}

/// Finds the first difference between a value and the wanted one, and makes one edit for it; `now` becomes the value after that edit.
class Difference {
public:
    Difference(const YamlEditor &editor, int deepest) : m_editor(editor), m_deepest(deepest) { }

    Edit edit(const YamlNode &node, YamlValue &now, const YamlValue &wanted, int depth)
    {
        return now.kind == YamlValue::Kind::Mapping ? ofMapping(node, now, wanted, depth) : ofSequence(node, now, wanted, depth);
    }

private:
    bool canEnter(const YamlNode &node, const YamlValue &now, const YamlValue &wanted, int depth) const
    {
        const bool collection = now.kind == YamlValue::Kind::Mapping || now.kind == YamlValue::Kind::Sequence;
        const size_t size = now.kind == YamlValue::Kind::Mapping ? now.members.size() : now.items.size();
        return collection && now.kind == wanted.kind && depth < m_deepest && !isEmpty(now) && !isEmpty(wanted)
            && (node.style == YamlStyle::Block || node.style == YamlStyle::Flow) && node.entries.size() == size;
    }

    Edit within(const YamlNode &node, size_t index, YamlValue &now, const YamlValue &wanted, int depth)
    {
        const YamlNode &inner = node.entries[index].value;
        if (canEnter(inner, now, wanted, depth + 1))
            return edit(inner, now, wanted, depth + 1);
        now = wanted;
        return {m_editor.replace(node, index, wanted), depth + 1};
    }

    Edit ofMapping(const YamlNode &node, YamlValue &now, const YamlValue &wanted, int depth)
    {
        for (size_t i = 0; i < now.members.size(); ++i) {
            YamlMember &member = now.members[i];
            const YamlValue *value = wanted.find(member.name);
            if (value && !sameYaml(member.value, *value))
                return within(node, i, member.value, *value, depth);
        }
        for (size_t i = 0; i < wanted.members.size(); ++i) {
            if (!now.find(wanted.members[i].name))
                return added(node, now, wanted, i, depth);
        }
        for (size_t i = 0; i < now.members.size(); ++i) {
            if (wanted.find(now.members[i].name))
                continue;
            now.members.erase(now.members.begin() + qsizetype(i));
            return {m_editor.remove(node, i), depth + 1};
        }
        return {};
    }

    /// A new member stands behind the one that it is wanted behind.
    Edit added(const YamlNode &node, YamlValue &now, const YamlValue &wanted, size_t which, int depth)
    {
        size_t index = 0;
        for (size_t before = which; before > 0 && index == 0; --before) {
            for (size_t i = 0; i < now.members.size(); ++i) {
                if (now.members[i].name == wanted.members[before - 1].name)
                    index = i + 1;
            }
        }
        const YamlMember &member = wanted.members[which];
        now.members.insert(now.members.begin() + qsizetype(index), member);
        return {m_editor.insert(node, index, &member.name, member.value), depth + 1};
    }

    Edit ofSequence(const YamlNode &node, YamlValue &now, const YamlValue &wanted, int depth)
    {
        std::vector<YamlValue> &items = now.items;
        const auto [old, fresh] = std::mismatch(items.begin(), items.end(), wanted.items.begin(), wanted.items.end(), &sameYaml);
        const auto n = size_t(old - items.begin());
        size_t tail = 0;
        while (tail < items.size() - n && tail < wanted.items.size() - n
               && sameYaml(items[items.size() - 1 - tail], wanted.items[wanted.items.size() - 1 - tail]))
            ++tail;
        const size_t oldCount = items.size() - n - tail, freshCount = wanted.items.size() - n - tail;
        if (freshCount == 0)
            return removed(node, items, n, depth);
        const auto isFresh = [fresh = fresh](const YamlValue &item) { return sameYaml(item, *fresh); };
        const auto oldEnd = old + qsizetype(oldCount);
        const auto from = std::find_if(old, oldEnd, isFresh);
        const auto isOld = [old = old](const YamlValue &item) { return sameYaml(item, *old); };
        const bool oldStays = oldCount > 0 && std::any_of(fresh, fresh + qsizetype(freshCount), isOld);
        if (from != oldEnd && !oldStays && oldCount > freshCount)
            return removed(node, items, n, depth);
        if (from != oldEnd)
            return moved(node, items, size_t(from - items.begin()), n, depth);
        if (oldCount > 0 && !oldStays)
            return within(node, n, items[n], *fresh, depth);
        items.insert(items.begin() + qsizetype(n), *fresh);
        return {m_editor.insert(node, n, nullptr, *fresh), depth + 1};
    }

    Edit removed(const YamlNode &node, std::vector<YamlValue> &items, size_t index, int depth)
    {
        items.erase(items.begin() + qsizetype(index));
        return {m_editor.remove(node, index), depth + 1};
    }

    Edit moved(const YamlNode &node, std::vector<YamlValue> &items, size_t from, size_t to, int depth)
    {
        std::rotate(items.begin() + qsizetype(to), items.begin() + qsizetype(from), items.begin() + qsizetype(from) + 1);
        return {m_editor.move(node, from, to), depth + 1};
    }

    const YamlEditor &m_editor;
    int m_deepest;
};

Error cannotHold()
{
    return {QStringLiteral("the value holds bytes that are no UTF-8"), {}, QStringLiteral("YAML is text; keep such a body in a file.")};
}

Error refused()
{
    return {QStringLiteral("the change cannot be made without writing the file anew"),
            {},
            QStringLiteral("The file is left as it is; make this change in a text editor.")};
}

bool canHold(const YamlValue &value)
{
    return isYamlText(value.text) && std::all_of(value.items.begin(), value.items.end(), &canHold)
        && std::all_of(value.members.begin(), value.members.end(),
                       [](const YamlMember &member) { return isYamlText(member.name) && canHold(member.value); });
}

/// A document of nothing but comments, or none: the value goes behind them.
Result<QByteArray> begun(QByteArray text, const YamlValue &wanted, const YamlLimits &limits)
{
    if (!text.isEmpty() && !text.endsWith('\n'))
        text += '\n';
    YamlHabits habits;
    if (text.contains("\r\n"))
        habits.lineEnd = "\r\n";
    text += YamlWriter(habits).document(wanted);
    const auto read = parseYaml(text, limits);
    if (!read || !sameYaml(*read, wanted))
        return failure(refused());
    return text;
}

/// The text after one edit, or nothing when it would not be read as intended.
std::optional<QByteArray> oneEdit(const QByteArray &text, const YamlNode &root, YamlValue &now, const YamlValue &wanted, int deepest,
                                  int &depth, const YamlLimits &limits)
{
    const YamlEditor editor(text, root);
    YamlValue after = now;
    const Edit edit = Difference(editor, deepest).edit(root, after, wanted, 0);
    depth = edit.depth;
    if (!edit.splices)
        return std::nullopt;
    QByteArray changed = spliced(text, *edit.splices);
    auto read = parseYaml(changed, limits);
    if (!read || !sameYaml(*read, after))
        return std::nullopt;
    now = std::move(*read);
    return changed;
}

}

Result<QByteArray> patchYaml(const QByteArray &original, const YamlValue &wanted, const YamlLimits &limits)
{
    if (!canHold(wanted))
        return failure(cannotHold());
    auto now = parseYaml(original, limits);
    if (!now)
        return failure(std::move(now.error()));
    if (sameYaml(*now, wanted))
        return original;
    if (now->kind == YamlValue::Kind::Null && wanted.kind == YamlValue::Kind::Mapping)
        return begun(original, wanted, limits);
    if (now->kind != wanted.kind || isEmpty(*now) || isEmpty(wanted))
        return failure(refused());
    QByteArray text = original;
    int deepest = limits.depth;
    for (int edits = 0; edits < kMostEdits && deepest >= 0; ++edits) {
        if (sameYaml(*now, wanted))
            return text;
        const auto root = layOutYaml(text);
        if (!root || (root->style != YamlStyle::Block && root->style != YamlStyle::Flow))
            return failure(refused());
        int depth = 0;
        if (auto changed = oneEdit(text, *root, *now, wanted, deepest, depth, limits)) {
            text = std::move(*changed);
            deepest = limits.depth;
        } else {
            deepest = std::min(deepest, depth) - 1;
        }
    }
    return failure(refused());
}

Result<QByteArray> writeYaml(const YamlValue &value)
{
    if (!canHold(value))
        return failure(cannotHold());
    YamlHabits habits;
    habits.blankLines = true;
    QByteArray text = YamlWriter(habits).document(value);
    const auto read = parseYaml(text);
    if (!read || !sameYaml(*read, value))
        return failure(Error{QStringLiteral("the value is too large or too deep for a file"), {}, QStringLiteral("Split it.")});
    return text;
}

}
