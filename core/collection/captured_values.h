#pragma once

#include "core/collection/expectation.h"
#include "core/collection/hand_on.h"
#include "core/collection/variable_scopes.h"

namespace keyhole {

/// Where a request stands, as far as it decides which captured values it sees.
struct CapturePlace {
    QString collection;  ///< its folder; empty: none
    QString environment;
    QString request;  ///< its path in the collection
    QString name;  ///< what the request is called, for people
    friend bool operator==(const CapturePlace &, const CapturePlace &) = default;
};

/// Whether a value that was taken from an answer must be masked: a cookie, a token by its name or its form.
bool looksSecret(const Capture &capture, const QByteArray &value);

/// What was taken from answers since the start. In memory alone: nothing of it is written anywhere. The latest 1,000 values are kept.
class CapturedValues {
public:
    /// Takes what the request declares. Gives the variables whose value is not in the answer; these keep the value that they had.
    std::vector<QByteArray> take(const std::vector<Capture> &captures, const Exchange &exchange, const CapturePlace &from);
    /// What a request sees of it: values for every request, and those of its own folder, collection and environment; the latest first.
    /// Secrets are bound to the origin whose answer gave them, and to those that it may be handed on to.
    std::vector<ScopedVariables> seenFrom(const CapturePlace &place, const std::vector<HandOn> &allowed = {}) const;
    /// An environment is called otherwise now: what was taken in it stays in it.
    void renameEnvironment(const QString &collection, const QString &from, const QString &to);
    void clear() { m_values.clear(); }
    bool isEmpty() const { return m_values.empty(); }

private:
    struct Value {
        Capture::Scope scope;
        CapturePlace from;
        VariableRow row;
        Origin origin;  ///< whose answer gave it
    };
    static bool isSeen(const Value &value, const CapturePlace &place);

    std::vector<Value> m_values;  ///< the latest last
};

}
