#pragma once

#include "core/http/instant.h"
#include "core/result.h"

#include <QByteArrayList>
#include <QString>
#include <QTimeZone>
#include <optional>

namespace keyhole {

/// What a search asks for. All conditions hold together; values of one key are alternatives.
struct HistoryQuery {
    QStringList words;  ///< each is the beginning of a word of address, cause, headline or note
    QStringList withoutWords;
    QByteArrayList statuses;  ///< "401", "4xx", "0" for no answer
    QByteArrayList methods;  ///< in upper case
    QStringList hosts;  ///< beginnings of labels: "api" finds api.example.com
    QByteArrayList causes;  ///< "token.expired", "token" for all of that area, "none" for exchanges without one
    QStringList environments;
    std::optional<Instant> since, until;
    bool pinned = false, noted = false;

    bool isEmpty() const { return *this == HistoryQuery(); }
    friend bool operator==(const HistoryQuery &, const HistoryQuery &) = default;
};

/// Reads what a person types: `401 host:api since:yesterday cause:token.expired orders -health`. Keys: status, method, host, cause,
/// environment, since, until (moments as parseMoment() reads them, with '_' for a blank; a day's own name begins at its midnight in
/// `zone`), is:pinned, has:note. Three digits, or a digit and "xx", are a status; a method in capitals is a method. Words in double quotes
/// stand together. A key that is none is a word. Fails at a moment that cannot be read, or a quote without its end.
Result<HistoryQuery, SyntaxError> readHistoryQuery(const QString &text, Instant now, const QTimeZone &zone);

}
