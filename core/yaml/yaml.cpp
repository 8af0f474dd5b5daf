#include "core/yaml/yaml.h"

#include "core/json/fault.h"

#include <libfyaml.h>
#include <memory>

namespace keyhole {

namespace {

struct DocumentCloser {
    void operator()(fy_document *document) const { fy_document_destroy(document); }
};
struct DiagnosticsCloser {
    void operator()(fy_diag *diagnostics) const { fy_diag_destroy(diagnostics); }
};
using Document = std::unique_ptr<fy_document, DocumentCloser>;
using Diagnostics = std::unique_ptr<fy_diag, DiagnosticsCloser>;

QString placeText(int line, int column)
{
    return QStringLiteral("line %1, column %2").arg(line).arg(column);
}

Error faultAt(const QString &what, int line, int column)
{
    return {what, placeText(line, column), QStringLiteral("Correct the text there; YAML 1.2 is read.")};
}

/// Copies the tree of libfyaml into values, within the limits.
class Copier {
public:
    explicit Copier(const YamlLimits &limits) : m_limits(limits) { }

    Result<YamlValue> copy(fy_document *document, fy_node *node, int depth)
    {
        YamlValue value;
        place(node, value);
        if (node && fy_node_is_alias(node)) {
            node = fy_node_resolve_alias(node);
            if (!node)
                return failure(faultAt(QStringLiteral("there is no anchor of this name"), value.line, value.column));
            place(node, value);
        }
        if (!node)
            return value;
        if (depth > m_limits.depth)
            return failure(faultAt(QStringLiteral("nested deeper than %1 levels").arg(m_limits.depth), value.line, value.column));
        if (++m_values > m_limits.values)
            return failure(faultAt(QStringLiteral("more than %1 values").arg(m_limits.values), value.line, value.column));
        switch (fy_node_get_type(node)) {
        case FYNT_SCALAR:
            copyScalar(node, value);
            return value;
        case FYNT_SEQUENCE:
            return copySequence(document, node, std::move(value), depth);
        case FYNT_MAPPING:
            return copyMapping(document, node, std::move(value), depth);
        }
        return value;
    }

private:
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
                return failure(faultAt(QStringLiteral("a name is expected before the colon"), key->line, key->column));
            if (value.find(key->text))
                return failure(
                    faultAt(QStringLiteral("“%1” stands twice").arg(QString::fromUtf8(key->text).left(60)), key->line, key->column));
            auto member = copy(document, fy_node_pair_value(pair), depth + 1);
            if (!member)
                return failure(std::move(member.error()));
            value.members.push_back({key->text, key->line, std::move(*member)});
        }
        return value;
    }

    const YamlLimits &m_limits;
    int m_values = 0;
};

/// What libfyaml found wrong first.
Error firstFault(fy_diag *diagnostics)
{
    void *position = nullptr;
    if (const fy_diag_error *fault = fy_diag_errors_iterate(diagnostics, &position))
        return faultAt(QString::fromUtf8(fault->msg).simplified(), fault->line, fault->column);
    return faultAt(QStringLiteral("this is no YAML document"), 1, 1);
}

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
        return failure(faultAt(QStringLiteral("there are bytes that are no UTF-8"), int(text.first(at).count('\n')) + 1, 1));
    if (holdsNothing(text))
        return YamlValue();
    fy_diag_cfg silent;
    fy_diag_cfg_default(&silent);
    silent.fp = nullptr;
    silent.output_fn = [](fy_diag *, void *, const char *, size_t) {};  // it would write to standard error; the faults are collected
    const Diagnostics diagnostics(fy_diag_create(&silent));
    fy_diag_set_collect_errors(diagnostics.get(), true);
    fy_parse_cfg configuration{};
    configuration.flags = fy_parse_cfg_flags(FYPCF_QUIET);
    configuration.diag = diagnostics.get();
    const Document document(fy_document_build_from_string(&configuration, text.data(), size_t(text.size())));
    if (!document)
        return failure(firstFault(diagnostics.get()));
    return Copier(limits).copy(document.get(), fy_document_root(document.get()), 0);
}

}
