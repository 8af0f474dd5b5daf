#include "core/yaml/yaml.h"

#include "core/json/fault.h"
#include "core/yaml/yaml_faults.h"

namespace keyhole {

namespace {

struct DocumentCloser {
    void operator()(fy_document *document) const { fy_document_destroy(document); }
};
using Document = std::unique_ptr<fy_document, DocumentCloser>;

bool isBlock(fy_node *node)
{
    return fy_node_is_scalar(node) && (fy_node_get_style(node) == FYNS_LITERAL || fy_node_get_style(node) == FYNS_FOLDED);
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// What a block says differs from how it is written in white space alone. (libfyaml 0.8 counts more bytes than it writes for some blocks
/// that begin with a line of blanks; the others are whatever the memory held.)
bool saysWhatIsWritten(QByteArrayView text, QByteArrayView written)
{
    auto at = written.begin();
    for (const char c : text) {
        if (isBlank(c))
            continue;
        at = std::find_if_not(at, written.end(), &isBlank);
        if (at == written.end() || *at++ != c)
            return false;
    }
    return true;
}

/// Whether its first line with something in it is indented deeper than `column`, from 0. (libfyaml 0.8 takes what follows an empty block
/// for its lines, where a line of blanks stands between.)
bool isDeeperThan(int column, QByteArrayView block)
{
    int indentation = 0;
    for (const char c : block) {
        if (c != ' ' && c != '\n' && c != '\r')
            return indentation > column;
        indentation = c == ' ' ? indentation + 1 : 0;
    }
    return true;
}

/// Copies the tree of libfyaml into values, within the limits.
class Copier {
public:
    Copier(QByteArrayView text, const YamlLimits &limits) : m_text(text), m_limits(limits) { }

    Result<YamlValue> copy(fy_document *document, fy_node *node, int depth)
    {
        YamlValue value;
        place(node, value);
        if (node && fy_node_is_alias(node)) {
            node = fy_node_resolve_alias(node);
            if (!node)
                return failure(yamlFault(QStringLiteral("there is no anchor of this name"), value.line, value.column));
            place(node, value);
        }
        if (!node)
            return value;
        if (depth > m_limits.depth)
            return failure(yamlFault(QStringLiteral("nested deeper than %1 levels").arg(m_limits.depth), value.line, value.column));
        if (++m_values > m_limits.values)
            return failure(yamlFault(QStringLiteral("more than %1 values").arg(m_limits.values), value.line, value.column));
        switch (fy_node_get_type(node)) {
        case FYNT_SCALAR:
            copyScalar(node, value);
            if (isBlock(node) && !saysWhatIsWritten(value.text, written(node)))
                return failure(yamlFault(QStringLiteral("the lines of this block are not indented as one"), value.line, value.column));
            return value;
        case FYNT_SEQUENCE:
            return copySequence(document, node, std::move(value), depth);
        case FYNT_MAPPING:
            return copyMapping(document, node, std::move(value), depth);
        }
        return value;
    }

private:
    /// The lines of a block in the text.
    QByteArrayView written(fy_node *node) const
    {
        fy_token *token = fy_node_get_scalar_token(node);
        const fy_mark *start = token ? fy_token_start_mark(token) : nullptr, *end = token ? fy_token_end_mark(token) : nullptr;
        if (!start || !end || end->input_pos > size_t(m_text.size()) || start->input_pos > end->input_pos)
            return {};
        return m_text.sliced(qsizetype(start->input_pos), qsizetype(end->input_pos - start->input_pos));
    }

    static const fy_mark *startOf(fy_node *node)
    {
        fy_token *token = fy_node_is_scalar(node) ? fy_node_get_scalar_token(node) : nullptr;
        if (!token && fy_node_is_mapping(node) && fy_node_mapping_item_count(node) > 0)
            return startOf(fy_node_pair_key(fy_node_mapping_get_by_index(node, 0)));
        if (!token && fy_node_is_sequence(node) && fy_node_sequence_item_count(node) > 0)
            return startOf(fy_node_sequence_get_by_index(node, 0));
        return token ? fy_token_start_mark(token) : nullptr;
    }

    /// The mark of a quoted scalar stands behind its quote.
    static void place(fy_node *node, YamlValue &value)
    {
        const fy_mark *mark = node ? startOf(node) : nullptr;
        if (!mark)
            return;
        const fy_node_style style = fy_node_get_style(node);
        value.line = mark->line + 1;
        value.column = mark->column + (style == FYNS_SINGLE_QUOTED || style == FYNS_DOUBLE_QUOTED ? 0 : 1);
    }

    static void copyScalar(fy_node *node, YamlValue &value)
    {
        size_t length = 0;
        const char *text = fy_node_get_scalar(node, &length);
        value.text = QByteArray(text, qsizetype(length));
        value.plain = fy_node_get_style(node) == FYNS_PLAIN;
        const bool null = value.plain && (value.text.isEmpty() || value.text == "~" || value.text == "null");
        value.kind = null ? YamlValue::Kind::Null : YamlValue::Kind::Scalar;
    }

    Result<YamlValue> copySequence(fy_document *document, fy_node *node, YamlValue value, int depth)
    {
        value.kind = YamlValue::Kind::Sequence;
        void *position = nullptr;
        while (fy_node *item = fy_node_sequence_iterate(node, &position)) {
            auto copied = copy(document, item, depth + 1);
            if (!copied)
                return failure(std::move(copied.error()));
            value.items.push_back(std::move(*copied));
        }
        return value;
    }

    Result<YamlValue> copyMapping(fy_document *document, fy_node *node, YamlValue value, int depth)
    {
        value.kind = YamlValue::Kind::Mapping;
        void *position = nullptr;
        while (fy_node_pair *pair = fy_node_mapping_iterate(node, &position)) {
            const auto key = copy(document, fy_node_pair_key(pair), depth + 1);
            if (!key)
                return failure(Error(key.error()));
            if (key->kind != YamlValue::Kind::Scalar)
                return failure(yamlFault(QStringLiteral("a name is expected before the colon"), key->line, key->column));
            if (value.find(key->text))
                return failure(
                    yamlFault(QStringLiteral("“%1” stands twice").arg(QString::fromUtf8(key->text).left(60)), key->line, key->column));
            fy_node *given = fy_node_pair_value(pair);
            auto member = copy(document, given, depth + 1);
            if (!member)
                return failure(std::move(member.error()));
            if (given && isBlock(given) && member->line == key->line + 1 && !isDeeperThan(key->column - 1, written(given)))
                return failure(yamlFault(
                    QStringLiteral("the block of “%1” is not indented deeper than its name").arg(QString::fromUtf8(key->text).left(60)),
                    key->line, key->column));
            value.members.push_back({key->text, key->line, std::move(*member)});
        }
        return value;
    }

    const QByteArrayView m_text;
    const YamlLimits &m_limits;
    int m_values = 0;
};

/// The first byte that is no UTF-8, over which libfyaml may turn in circles for ever; -1: none.
qsizetype firstForeignByte(QByteArrayView text)
{
    for (qsizetype at = 0; at < text.size();) {
        const int length = utf8Length(text.sliced(at));
        if (length == 0)
            return at;
        at += length;
    }
    return -1;
}

/// Blank lines and comments are a document without a value, which libfyaml takes for none.
bool holdsNothing(QByteArrayView text)
{
    if (text.startsWith("\xEF\xBB\xBF"))
        text = text.sliced(3);
    while (!text.isEmpty()) {
        const qsizetype end = text.indexOf('\n');
        const QByteArrayView line = (end < 0 ? text : text.first(end)).trimmed();
        if (!line.isEmpty() && !line.startsWith('#'))
            return false;
        text = end < 0 ? QByteArrayView() : text.sliced(end + 1);
    }
    return true;
}

}

const YamlValue *YamlValue::find(QByteArrayView name) const
{
    const auto found = std::find_if(members.begin(), members.end(), [name](const YamlMember &each) { return each.name == name; });
    return found == members.end() ? nullptr : &found->value;
}

Result<YamlValue> parseYaml(QByteArrayView text, const YamlLimits &limits)
{
    if (text.size() > limits.bytes)
        return failure(Error{QStringLiteral("the text is longer than %1 bytes").arg(limits.bytes), {}, QStringLiteral("Split it.")});
    if (const qsizetype at = firstForeignByte(text); at >= 0)
        return failure(yamlFault(QStringLiteral("there are bytes that are no UTF-8"), int(text.first(at).count('\n')) + 1, 1));
    if (holdsNothing(text))
        return YamlValue();
    const YamlFaults faults;
    const fy_parse_cfg configuration = faults.configuration();
    const Document document(fy_document_build_from_string(&configuration, text.data(), size_t(text.size())));
    if (!document)
        return failure(faults.first(text));
    return Copier(text, limits).copy(document.get(), fy_document_root(document.get()), 0);
}

}
