#include "core/yaml/yaml_layout.h"

#include "core/yaml/yaml_faults.h"

namespace keyhole {

namespace {

struct ParserCloser {
    void operator()(fy_parser *parser) const { fy_parser_destroy(parser); }
};

struct EventCloser {
    fy_parser *parser;
    void operator()(fy_event *event) const { fy_parser_event_free(parser, event); }
};

Error notLaidOut()
{
    return {QStringLiteral("the text cannot be edited in place"), {}, QStringLiteral("Correct it in a text editor.")};
}

/// Follows the events of libfyaml, which mark scalars behind their opening quote, blocks behind their header, and nothing for a null of no
/// characters.
class LayoutReader {
public:
    explicit LayoutReader(QByteArrayView text) : m_text(text)
    {
        const fy_parse_cfg configuration = m_faults.configuration();
        m_parser.reset(fy_parser_create(&configuration));
        fy_parser_set_string(m_parser.get(), text.data(), size_t(text.size()));
    }

    Result<YamlNode> document()
    {
        while (next() && type() != FYET_DOCUMENT_START) { }
        if (!m_event || !next())
            return failure(notLaidOut());
        qsizetype from = 0;
        YamlNode root = node(from, false);
        if (m_failed || fy_parser_get_stream_error(m_parser.get()))
            return failure(notLaidOut());
        return root;
    }

private:
    bool next()
    {
        m_event.reset();
        m_event = {fy_parser_parse(m_parser.get()), EventCloser{m_parser.get()}};
        m_failed |= !m_event;
        return bool(m_event);
    }
    fy_event_type type() const { return m_event ? m_event->type : FYET_NONE; }

    static qsizetype endOf(fy_token *token, qsizetype otherwise)
    {
        const fy_mark *mark = token ? fy_token_end_mark(token) : nullptr;
        return mark ? std::max(otherwise, qsizetype(mark->input_pos)) : otherwise;
    }

    /// The node of the current event. `from` is behind what stands before it, and is moved behind its tag and anchor.
    YamlNode node(qsizetype &from, bool inFlow)
    {
        switch (type()) {
        case FYET_SCALAR:
            from = endOf(m_event->scalar.anchor, endOf(m_event->scalar.tag, from));
            return scalar(from);
        case FYET_ALIAS: {
            const auto mark = fy_token_start_mark(m_event->alias.anchor);
            YamlNode alias;
            alias.style = YamlStyle::Alias;
            alias.begin = qsizetype(mark->input_pos) - 1;
            alias.end = endOf(m_event->alias.anchor, alias.begin);
            return alias;
        }
        case FYET_MAPPING_START:
            from = endOf(m_event->mapping_start.anchor, endOf(m_event->mapping_start.tag, from));
            return mapping(inFlow);
        case FYET_SEQUENCE_START:
            from = endOf(m_event->sequence_start.anchor, endOf(m_event->sequence_start.tag, from));
            return sequence(inFlow);
        default:
            m_failed = true;
            return {};
        }
    }

    YamlNode scalar(qsizetype from) const
    {
        YamlNode node;
        const fy_mark *begin = fy_event_start_mark(m_event.get()), *end = fy_event_end_mark(m_event.get());
        node.begin = node.end = from;
        if (!begin || !end)
            return node;
        node.begin = qsizetype(begin->input_pos);
        node.end = qsizetype(end->input_pos);
        switch (fy_event_get_node_style(m_event.get())) {
        case FYNS_SINGLE_QUOTED:
        case FYNS_DOUBLE_QUOTED:
            node.style = m_text[--node.begin] == '"' ? YamlStyle::DoubleQuoted : YamlStyle::SingleQuoted;
            ++node.end;
            break;
        case FYNS_LITERAL:
        case FYNS_FOLDED:
            blockScalar(node, from);
            break;
        default:
            node.style = YamlStyle::Plain;
        }
        return node;
    }

    void blockScalar(YamlNode &node, qsizetype from) const
    {
        while (from < m_text.size() && m_text[from] != '|' && m_text[from] != '>')
            ++from;
        node.style = from < m_text.size() && m_text[from] == '|' ? YamlStyle::Literal : YamlStyle::Folded;
        node.begin = from;
        node.contentBegin = std::min(behindLine(m_text, from + 1), m_text.size());
        const QByteArrayView header = m_text.sliced(from, node.contentBegin - from);
        const qsizetype comment = header.indexOf('#');
        const bool keeps = (comment < 0 ? header : header.first(comment)).contains('+');
        node.end = std::max(node.end, node.contentBegin);
        if (node.end < m_text.size())
            node.end = std::max(lineBegin(m_text, node.end), node.contentBegin);
        while (!keeps && node.end > node.contentBegin) {
            const qsizetype before = lineBegin(m_text, node.end - 1);
            if (before < node.contentBegin || !m_text.sliced(before, node.end - before).trimmed().isEmpty())
                break;
            node.end = before;
        }
    }

    YamlNode collection(bool mapping, bool inFlow)
    {
        YamlNode node;
        node.mapping = mapping;
        const fy_mark *mark = fy_event_start_mark(m_event.get());
        node.begin = mark ? qsizetype(mark->input_pos) : 0;
        const char first = node.begin < m_text.size() ? m_text[node.begin] : ' ';
        const bool bracket = first == (mapping ? '{' : '[') && fy_event_get_node_style(m_event.get()) == FYNS_FLOW;
        node.style = bracket ? YamlStyle::Flow : inFlow ? YamlStyle::Odd : YamlStyle::Block;
        node.column = int(node.begin - lineBegin(m_text, node.begin));
        if (node.column == node.begin && m_text.startsWith("\xEF\xBB\xBF") && node.column >= 3)
            node.column -= 3;
        return node;
    }

    /// Behind blanks, line ends and comments.
    qsizetype skipped(qsizetype from) const
    {
        while (from < m_text.size()) {
            const char c = m_text[from];
            if (c == '#' && (from == 0 || QByteArrayView(" \t\r\n").contains(m_text[from - 1])))
                from = behindLine(m_text, from + 1);
            else if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
                ++from;
            else
                break;
        }
        return from;
    }
    bool at(qsizetype offset, char c) const { return offset < m_text.size() && m_text[offset] == c; }

    void finish(YamlNode &node)
    {
        const fy_mark *mark = fy_event_end_mark(m_event.get());
        if (node.style == YamlStyle::Flow && mark)
            node.end = qsizetype(mark->input_pos);
        else if (!node.entries.empty())
            node.end = node.entries.back().end();
    }

    YamlNode mapping(bool inFlow)
    {
        YamlNode node = collection(true, inFlow);
        const bool flow = inFlow || node.style == YamlStyle::Flow;
        while (next() && type() != FYET_MAPPING_END) {
            YamlEntry entry;
            qsizetype behind = node.entries.empty() ? node.begin : node.entries.back().end();
            if (flow && (at(skipped(behind), ',') || at(behind, '{')))
                behind = skipped(behind) + 1;
            const qsizetype entryBegin = skipped(behind);
            const YamlNode key = this->node(behind, flow);
            if (at(entryBegin, '?') || key.style > YamlStyle::DoubleQuoted || key.style == YamlStyle::Absent)
                node.style = YamlStyle::Odd;
            entry.begin = entryBegin;
            const qsizetype colon = skipped(key.end);
            entry.bare = !at(colon, ':');
            entry.headEnd = entry.bare ? key.end : colon + 1;
            if (next())
                entry.value = this->node(entry.headEnd, flow);
            node.entries.push_back(std::move(entry));
        }
        finish(node);
        return node;
    }

    YamlNode sequence(bool inFlow)
    {
        YamlNode node = collection(false, inFlow);
        const bool flow = inFlow || node.style == YamlStyle::Flow;
        while (next() && type() != FYET_SEQUENCE_END) {
            YamlEntry entry;
            qsizetype behind = node.entries.empty() ? node.begin : node.entries.back().end();
            if (flow && (at(skipped(behind), ',') || node.entries.empty()))
                behind = skipped(behind) + 1;
            entry.begin = skipped(behind);
            if (!flow && !at(entry.begin, '-'))
                node.style = YamlStyle::Odd;
            entry.headEnd = flow ? entry.begin : entry.begin + 1;
            entry.value = this->node(entry.headEnd, flow);
            node.entries.push_back(std::move(entry));
        }
        finish(node);
        return node;
    }

    QByteArrayView m_text;
    YamlFaults m_faults;
    std::unique_ptr<fy_parser, ParserCloser> m_parser;
    std::unique_ptr<fy_event, EventCloser> m_event{nullptr, EventCloser{nullptr}};
    bool m_failed = false;
};

}

Result<YamlNode> layOutYaml(QByteArrayView text)
{
    return LayoutReader(text).document();
}

qsizetype lineBegin(QByteArrayView text, qsizetype offset)
{
    while (offset > 0 && text[offset - 1] != '\n')
        --offset;
    return offset;
}

qsizetype behindLine(QByteArrayView text, qsizetype offset)
{
    if (offset == 0 || text[offset - 1] == '\n')
        return offset;
    const qsizetype end = text.indexOf('\n', offset);
    return end < 0 ? text.size() : end + 1;
}

}
