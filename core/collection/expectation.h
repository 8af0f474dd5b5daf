#pragma once

#include "core/collection/selector.h"

namespace keyhole {

/// What is expected of an answer: a value of it, compared. Declared in a request; a comparison is a word of a fixed list, never code.
struct Expectation {
    bool enabled = true;
    QByteArray expression;  ///< as written; see Selector
    QByteArray comparison = "eq";  ///< see comparisons()
    QByteArray value;  ///< what it is compared with; a list with commas for "in", "notIn", "between"
    QString description = {};
    int line = 0;  ///< of the file that it stands in
    friend bool operator==(const Expectation &, const Expectation &) = default;
};

struct Judgement {
    enum class Result { Held, Failed, NotUnderstood };  ///< NotUnderstood: code, or a comparison that is not known
    Result result = Result::Held;
    QString says;  ///< "status is 401, expected 200"; secrets are not masked
};

/// The words that can compare two values: "eq", "neq", "gt", "contains", "matches", "isDefined" …
const std::vector<QByteArray> &comparisons();
/// Whether the comparison needs no value.
bool comparesAlone(const QByteArray &comparison);

/// Whether an answer is as expected. `causes` are the ids of the diagnosed causes; "eq" holds for any of them.
Judgement judge(const Expectation &expectation, const Exchange &exchange, const std::vector<QByteArray> &causes = {});

/// A value of an answer that becomes a variable. Declared in a request.
struct Capture {
    enum class Scope { Runtime, Request, Folder, Collection, Environment };
    bool enabled = true;
    QByteArray variable;
    QByteArray expression;  ///< as written; see Selector
    Scope scope = Scope::Runtime;  ///< Runtime: until the program ends, for every request
    QString description = {};
    int line = 0;
    friend bool operator==(const Capture &, const Capture &) = default;
};

struct Captured {
    QByteArray variable, value;
    Capture::Scope scope;
    friend bool operator==(const Captured &, const Captured &) = default;
};
struct Captures {
    std::vector<Captured> values;
    std::vector<QByteArray> missing;  ///< variables whose value is not in the answer, or whose expression is code
};
/// Values of more than 1 MB are not taken.
Captures capture(const std::vector<Capture> &captures, const Exchange &exchange);

}
