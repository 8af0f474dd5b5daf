#pragma once

#include "core/compare/compared_sides.h"
#include "core/http/exchange.h"

#include <QHash>

namespace keyhole {

/// Shows secrets where two must be told apart and none may be read: the same secret has the same number.
class SecretNumbers {
public:
    /// Finds the secrets of an exchange in the places that give them away: credentials, cookies, parameters and members of such names.
    void learn(const Exchange &exchange, ComparedSides sides);

    /// "•••••••• #2, 32 characters": for a value that is a secret as a whole.
    QString mark(const QByteArray &secret);
    /// The text with a mark in the place of each secret that is known or shows itself; at most `limit` characters, control characters made
    /// visible.
    QString shown(const QByteArray &text, int limit = 1000);
    QString shown(const QString &text, int limit = 1000) { return shown(text.toUtf8(), limit); }
    /// The whole of a content, with marks in the place of its secrets.
    QByteArray masked(QByteArray text);

private:
    void know(const QByteArray &text, qsizetype offset, qsizetype length);
    void learn(const Hop &hop, ComparedSides sides);
    void learn(const FieldList &fields);
    QByteArray numbered(const QByteArray &secret);

    QHash<QByteArray, int> m_numbers;
    std::vector<QByteArray> m_known;  ///< longest first
};

}
