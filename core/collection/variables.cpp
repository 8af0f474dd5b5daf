#include "core/collection/variables.h"

#include "core/collection/draft_texts.h"

namespace keyhole {

namespace {

constexpr int kDeepest = 10;
constexpr qsizetype kMostInserted = 1 << 20;

/// Braces around anything else are the user's own text, such as a template in a body.
bool isVariableName(QByteArrayView name)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' || c == '$';
    });
}

template <class T> void noteOnce(std::vector<T> &list, const T &value)
{
    if (std::find(list.begin(), list.end(), value) == list.end())
        list.push_back(value);
}

}

const Variable *Environment::find(QByteArrayView variable) const
{
    const auto found
        = std::find_if(variables.begin(), variables.end(), [variable](const Variable &candidate) { return candidate.name == variable; });
    return found == variables.end() ? nullptr : &*found;
}

QByteArray Substitution::apply(const QByteArray &text)
{
    return expand(text, 0);
}

QByteArray Substitution::expand(const QByteArray &text, int depth)
{
    qsizetype open = text.indexOf("{{");
    if (open < 0)
        return text;
    QByteArray expanded;
    qsizetype copied = 0;
    for (; open >= 0; open = text.indexOf("{{", open)) {
        const qsizetype close = text.indexOf("}}", open + 2);
        if (close < 0)
            break;
        const QByteArray name = text.mid(open + 2, close - open - 2).trimmed();
        if (!isVariableName(name)) {
            ++open;
            continue;
        }
        expanded += QByteArrayView(text).sliced(copied, open - copied);
        expanded += valueOf(name, text.mid(open, close + 2 - open), depth);
        open = copied = close + 2;
    }
    expanded += QByteArrayView(text).sliced(copied);
    return expanded;
}

QByteArray Substitution::valueOf(const QByteArray &name, const QByteArray &reference, int depth)
{
    const Variable *variable = m_environment.find(name);
    if (!variable) {
        if (auto made = m_dynamic.value(name))
            return *made;
        noteOnce(m_unresolved, name);
        return reference;
    }
    if (depth >= kDeepest || m_inserted + variable->value.size() > kMostInserted) {
        m_limitReached = true;
        noteOnce(m_unresolved, name);
        return reference;
    }
    m_inserted += variable->value.size();
    const QByteArray value = variable->literal ? variable->value : expand(variable->value, depth + 1);
    if (variable->secret && !value.isEmpty())
        noteOnce(m_secrets, value);
    if (variable->onlyTo)
        noteOnce(m_bound, variable);
    return value;
}

std::vector<VariableReference> referencesIn(QByteArrayView text)
{
    std::vector<VariableReference> references;
    for (qsizetype open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", open)) {
        const qsizetype close = text.indexOf("}}", open + 2);
        if (close < 0)
            break;
        const QByteArray name = text.sliced(open + 2, close - open - 2).trimmed().toByteArray();
        if (!isVariableName(name)) {
            ++open;
            continue;
        }
        references.push_back({name, open, close + 2 - open});
        open = close + 2;
    }
    return references;
}

std::vector<QByteArray> referencesIn(const RequestDraft &draft)
{
    std::vector<QByteArray> names;
    visitTexts(draft, [&names](const QByteArray &text, const TextPlace &place) {
        for (const VariableReference &reference : referencesIn(text)) {
            if (!isOwnName(reference.name, place))
                noteOnce(names, reference.name);
        }
    });
    return names;
}

}
