#pragma once

#include "core/collection/dynamic_values.h"
#include "core/collection/request_draft.h"

namespace keyhole {

/// Puts the values of variables in the place of {{name}}, and dynamic values in that of {{$name}} where no variable is called so. Text
/// only: nothing is calculated or run. A value may hold further variables, ten deep; all that is put in for one request is 1 MB at most.
class Substitution {
public:
    explicit Substitution(const Environment &environment, const DynamicValues &dynamic = systemDynamicValues())
        : m_environment(environment), m_dynamic(dynamic)
    { }

    /// The text with the values put in. A name without a value stays as it stands and is noted.
    QByteArray apply(const QByteArray &text);

    const std::vector<QByteArray> &unresolved() const { return m_unresolved; }  ///< names without a value, each once
    /// The same, and begins anew.
    std::vector<QByteArray> takeUnresolved() { return std::exchange(m_unresolved, {}); }
    const std::vector<QByteArray> &secrets() const { return m_secrets; }  ///< values of secret variables that were put in
    const std::vector<const Variable *> &bound() const { return m_bound; }  ///< those put in that may go to some origins only
    bool limitReached() const { return m_limitReached; }  ///< too deep or too much: what was left stays, and is noted

private:
    QByteArray expand(const QByteArray &text, int depth);
    QByteArray valueOf(const QByteArray &name, const QByteArray &reference, int depth);

    const Environment &m_environment;
    const DynamicValues &m_dynamic;
    std::vector<QByteArray> m_unresolved, m_secrets;
    std::vector<const Variable *> m_bound;
    qsizetype m_inserted = 0;
    bool m_limitReached = false;
};

/// A {{name}} in a text.
struct VariableReference {
    QByteArray name;
    qsizetype offset = 0, size = 0;  ///< of the whole, braces included, in bytes
    friend bool operator==(const VariableReference &, const VariableReference &) = default;
};
std::vector<VariableReference> referencesIn(QByteArrayView text);
/// The names that a request refers to, each once, in the order of its parts.
std::vector<QByteArray> referencesIn(const RequestDraft &draft);

}
