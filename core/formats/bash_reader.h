#pragma once

#include "core/formats/shell_words.h"

#include <QHash>
#include <functional>

namespace keyhole {

/// Goes over a text as bash reads it, piece by piece, with the quotes undone.
class BashReader {
public:
    explicit BashReader(QByteArrayView text) : m_text(text) { }

    bool ended() const { return m_at >= m_text.size(); }
    bool isLast() const { return m_at + 1 == m_text.size(); }
    qsizetype offsetOf(QByteArrayView part) const { return part.data() - m_text.data(); }
    qsizetype offset() const { return m_at; }
    char at(qsizetype ahead = 0) const { return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0'; }
    bool startsWith(QByteArrayView what) const { return m_text.sliced(std::min(m_at, m_text.size())).startsWith(what); }
    void step(qsizetype characters = 1) { m_at += characters; }
    void skipBlanks();
    void skipLine();  ///< up to the line end
    /// The line that begins here, without its end; steps behind it.
    QByteArrayView takeLine();

    /// Whether a backslash that ends its line stands here; steps over it and the line end. `blankBefore` tells of blanks in between.
    bool skipContinuation(bool &blankBetween);
    /// Adds what one quote, escape, substitution or plain character stands for. Gives false for a quote that is never closed.
    bool readPiece(QByteArray &into);
    /// What a here-document holds when its end mark is unquoted: like "…", in which quotes are nothing special.
    QByteArray expanded(QByteArrayView hereDocument);

    QHash<QByteArray, QByteArray> variables;  ///< those that the text itself sets
    /// What the commands of a $(…) write, where that is known.
    std::function<std::optional<QByteArray>(QByteArrayView commands)> outputOf;
    std::vector<SyntaxError> notes;
    std::optional<SyntaxError> fault;

private:
    bool open(qsizetype quote);
    bool singleQuoted(QByteArray &into);
    bool doubleQuoted(QByteArray &into, char quote);
    void dollar(QByteArray &into);
    void backquoted(QByteArray &into);
    void substitution(QByteArray &into, qsizetype start);
    bool parameter(QByteArrayView written, qsizetype start, QByteArray &into);
    void skipParentheses();
    bool ansiQuoted(QByteArray &into);
    void ansiEscape(QByteArray &into);
    void character(QByteArray &into, int most);
    std::optional<char32_t> digits(int most, int base);

    QByteArrayView m_text;
    qsizetype m_at = 0;
};

}
