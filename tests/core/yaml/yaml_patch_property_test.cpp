#include "catch.h"
#include "core/yaml/yaml_patch.h"
#include "core/yaml/yaml_value.h"

#include <QRandomGenerator>

using namespace keyhole;

namespace {

/// Documents of every style, and edits of every kind, from a seed.
class Maker {
public:
    explicit Maker(quint32 seed) : m_random(seed) { }

    int below(int limit) { return int(m_random.bounded(limit)); }
    bool chance(int percent) { return below(100) < percent; }
    template <class T> const T &anyOf(const std::vector<T> &values) { return values[size_t(below(int(values.size())))]; }

    QByteArray document()
    {
        m_lineEnd = chance(20) ? "\r\n" : "\n";
        m_step = 1 + below(4);
        m_dash = chance(50) ? 0 : m_step;
        QByteArray text = chance(10) ? "\xEF\xBB\xBF" : "";
        if (chance(30))
            text += "# the file" + m_lineEnd + (chance(50) ? m_lineEnd : "");
        text += chance(90) ? mapping(0, 0) : sequence(0, 0);
        if (chance(10) && text.endsWith(m_lineEnd))
            text.chop(m_lineEnd.size());
        return text;
    }

    YamlValue value(int depth)
    {
        const int kind = depth > 2 ? 0 : below(10);
        if (kind < 7)
            return chance(20) ? yamlPlain(anyOf(std::vector<QByteArray>{"1", "true", "2.5"})) : chance(5) ? YamlValue() : yamlText(text());
        std::vector<YamlValue> items;
        for (int i = below(4); i > 0; --i)
            items.push_back(value(depth + 1));
        if (kind < 8)
            return yamlSequence(items);
        YamlValue made = yamlMapping();
        for (const YamlValue &item : items)
            memberOf(made, name()) = item;
        return made;
    }

    void edit(YamlValue &value)
    {
        if (value.kind == YamlValue::Kind::Mapping && !value.members.empty())
            editMapping(value);
        else if (value.kind == YamlValue::Kind::Sequence && !value.items.empty())
            editSequence(value);
        else
            value = this->value(2);
    }

private:
    QByteArray name() { return anyOf(std::vector<QByteArray>{"a", "b", "name", "value", "x-y", "two words", "q\"", "h: i", "data"}); }

    QByteArray text()
    {
        return anyOf(std::vector<QByteArray>{"word",
                                             "two words",
                                             "",
                                             "a: b",
                                             "{{base}}/me",
                                             "it's",
                                             "\"q\"",
                                             "# no",
                                             "line\nline",
                                             "line\n",
                                             " lead\nin",
                                             "\xC3\xA9t\xC3\xA9",
                                             "tab\there",
                                             "true",
                                             "12",
                                             "{\n  \"a\": [1]\n}",
                                             "\n\nx",
                                             "x\n\n",
                                             "https://example.com/?a=b&c#d",
                                             "[x]",
                                             "- x",
                                             "\a",
                                             "a\r\nb"});
    }

    QByteArray comment() { return chance(20) ? "  # why: \"[x\"" : ""; }

    QByteArray linesBefore(int column)
    {
        QByteArray lines;
        if (chance(10))
            lines += m_lineEnd;
        if (chance(15))
            lines += QByteArray(column, ' ') + "# above" + m_lineEnd;
        return lines;
    }

    QByteArray scalarInFlow()
    {
        return anyOf(std::vector<QByteArray>{"word", "1", "true", "'single, it''s'", "\"dou\\\"ble # \"", "two words", "~", "http://x/y"});
    }

    QByteArray flow(int depth)
    {
        QByteArray inside;
        const bool map = chance(50);
        for (int i = below(4); i > 0; --i) {
            inside += inside.isEmpty() ? "" : chance(50) ? ", " : ",";
            if (map)
                inside += "k" + QByteArray::number(i) + ": ";
            inside += depth < 2 && chance(20) ? flow(depth + 1) : scalarInFlow();
        }
        return (map ? "{" : "[") + inside + (map ? "}" : "]");
    }

    QByteArray blockScalar(int column)
    {
        QByteArray lines = anyOf(std::vector<QByteArray>{"|", "|-", ">", ">-", "|+"}) + comment() + m_lineEnd;
        for (int i = 1 + below(3); i > 0; --i)
            lines += QByteArray(column + m_step, ' ') + anyOf(std::vector<QByteArray>{"text", "# text", "- a: b", "{"}) + m_lineEnd;
        return lines + (chance(20) ? m_lineEnd : "");
    }

    /// Behind a colon or a dash in `column`, to the end of the line or of the lines.
    QByteArray written(int column, int depth, bool dash)
    {
        const int kind = below(depth > 3 ? 6 : 10);
        if (kind == 0 && (!dash || m_dash > 0))  // libfyaml takes no empty item before a key in the same column
            return comment() + m_lineEnd;
        if (kind == 1)
            return ' ' + flow(0) + comment() + m_lineEnd;
        if (kind == 2)
            return ' ' + blockScalar(column);
        if (kind < 6)
            return ' ' + anyOf(std::vector<QByteArray>{"plain", "'single'", "\"double\"", "two words", "42", "a:b", "\"a\\nb\"", "~"})
                + comment() + m_lineEnd;
        const bool map = kind < 8;
        if (dash && chance(80)) {
            const QByteArray lines = map ? mapping(column + 2, depth + 1, false) : sequence(column + 2, depth + 1, false);
            return ' ' + lines.mid(column + 2);
        }
        const int inner = column + (map || dash ? m_step : m_dash);
        return comment() + m_lineEnd + (map ? mapping(inner, depth + 1) : sequence(inner, depth + 1));
    }

    QByteArray mapping(int column, int depth, bool space = true)
    {
        QByteArray lines;
        const std::vector<QByteArray> names{"info", "\"http\"", "'x y'", "body", "z"};
        for (const QByteArray &key : names) {
            if (!lines.isEmpty() && chance(40))
                continue;
            lines += (space || !lines.isEmpty() ? linesBefore(column) : QByteArray()) + QByteArray(column, ' ') + key + ':'
                + written(column, depth, false);
        }
        return lines;
    }

    QByteArray sequence(int column, int depth, bool space = true)
    {
        QByteArray lines;
        for (int i = 1 + below(4); i > 0; --i)
            lines += (space || !lines.isEmpty() ? linesBefore(column) : QByteArray()) + QByteArray(column, ' ') + '-'
                + written(column, depth, true);
        return lines;
    }

    void editMapping(YamlValue &value)
    {
        const auto member = value.members.begin() + below(int(value.members.size()));
        const int kind = below(10);
        if (kind < 5)
            edit(member->value);
        else if (kind < 7)
            member->value = this->value(0);
        else if (kind < 8)
            value.members.erase(member);
        else if (const QByteArray fresh = name(); !value.find(fresh))
            value.members.insert(member, {fresh, 0, this->value(0)});
    }

    void editSequence(YamlValue &value)
    {
        const auto item = value.items.begin() + below(int(value.items.size()));
        const int kind = below(10);
        if (kind < 4)
            edit(*item);
        else if (kind < 6)
            value.items.erase(item);
        else if (kind < 8)
            value.items.insert(item, this->value(0));
        else if (kind < 9)
            std::swap(*item, value.items.front());
        else
            *item = this->value(0);
    }

    QRandomGenerator m_random;
    QByteArray m_lineEnd;
    int m_step = 2, m_dash = 2;
};

/// How many lines differ between two texts, when equal lines at both ends are left out.
std::pair<qsizetype, qsizetype> differing(const QByteArray &before, const QByteArray &after)
{
    const QList<QByteArray> a = before.split('\n'), b = after.split('\n');
    const qsizetype shorter = std::min(a.size(), b.size());
    qsizetype front = 0, back = 0;
    while (front < shorter && a[front] == b[front])
        ++front;
    while (back < shorter - front && a[a.size() - 1 - back] == b[b.size() - 1 - back])
        ++back;
    return {a.size() - front - back, b.size() - front - back};
}

}

TEST_CASE("YAML patch: any edit of any document reads as intended, or is refused with the document as it was", "[yaml]")
{
    int refused = 0, unread = 0;
    constexpr int kRounds = 4000;
    for (quint32 seed = 0; seed < kRounds; ++seed) {
        Maker maker(seed);
        const QByteArray text = maker.document();
        auto value = parseYaml(text);
        if (!value) {
            ++unread;
            continue;
        }
        for (int edits = 1 + maker.below(3); edits > 0; --edits)
            maker.edit(*value);
        const auto patched = patchYaml(text, *value);
        if (!patched) {
            ++refused;
            continue;
        }
        const auto read = parseYaml(*patched);
        INFO("seed " << seed << "\n" << text.toStdString() << "\n=>\n" << patched->toStdString());
        REQUIRE(read);
        REQUIRE(sameYaml(*read, *value));
        CHECK(patched->startsWith("\xEF\xBB\xBF") == text.startsWith("\xEF\xBB\xBF"));
    }
    CAPTURE(refused, unread);
    CHECK(unread < kRounds / 50);
    CHECK(refused < kRounds / 50);
}

TEST_CASE("YAML patch: a new scalar in a line leaves every other line as it was", "[yaml]")
{
    int tried = 0;
    for (quint32 seed = 0; seed < 2000; ++seed) {
        Maker maker(seed);
        const QByteArray text = maker.document();
        auto value = parseYaml(text);
        if (!value || value->members.empty())
            continue;
        YamlValue *leaf = &*value;
        while (!leaf->members.empty() || !leaf->items.empty())
            leaf = leaf->members.empty() ? &leaf->items.back() : &leaf->members[size_t(maker.below(int(leaf->members.size())))].value;
        if (leaf->kind != YamlValue::Kind::Scalar || leaf->text.contains('\n') || leaf->text.contains(' '))
            continue;
        *leaf = yamlText("changed");
        const auto patched = patchYaml(text, *value);
        INFO("seed " << seed << "\n" << text.toStdString());
        REQUIRE(patched);
        INFO("=>\n" << patched->toStdString());
        const auto [before, after] = differing(text, *patched);
        CHECK(before <= 2);
        CHECK(after == before);
        ++tried;
    }
    CHECK(tried > 300);
}
