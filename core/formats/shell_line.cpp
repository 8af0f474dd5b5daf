#include "core/formats/shell_line.h"

#include "core/formats/shell_words.h"

namespace keyhole {

namespace {

constexpr char kMark = '\x1A';  // stands around the name of a variable until the word is quoted

}

/// The value with its secrets in variables, unless they are to stay.
void ShellLine::option(const QByteArray &name, const QByteArray &value, const std::vector<SecretSpan> &secrets)
{
    if (m_options.keepSecrets || secrets.empty()) {
        m_words.push_back(name + ' ' + quoteForShell(value, m_options.shell));
        return;
    }
    QByteArray word;
    qsizetype at = 0;
    for (const SecretSpan &span : secrets) {
        word += value.mid(at, span.offset - at).replace(kMark, "");
        word += kMark + variable(span.variable, value.mid(span.offset, span.length)) + kMark;
        at = span.offset + span.length;
    }
    m_words.push_back(name + ' ' + quoted(word + value.mid(at).replace(kMark, "")));
}

QByteArray ShellLine::variable(const QByteArray &name, const QByteArray &secret)
{
    int taken = 0;
    for (const auto &[known, value] : m_variables) {
        const bool sameKind = known == name || known.startsWith(name + '_');
        if (sameKind && value == secret)
            return known;
        taken += sameKind ? 1 : 0;
    }
    m_variables.emplace_back(taken == 0 ? name : name + '_' + QByteArray::number(taken + 1), secret);
    return m_variables.back().first;
}

/// A word with variables: every other piece between two marks is the name of one.
QByteArray ShellLine::quoted(const QByteArray &word) const
{
    const ShellKind shell = m_options.shell;
    const QByteArrayList pieces = word.split(kMark);
    QByteArray line;
    if (shell == ShellKind::Bash) {
        for (qsizetype piece = 0; piece < pieces.size(); ++piece)
            line += piece % 2                ? "\"$" + pieces.at(piece) + '"'
                : pieces.at(piece).isEmpty() ? QByteArray()
                                             : quoteForShell(pieces.at(piece), shell);
        return line;
    }
    if (shell == ShellKind::Cmd)
        return quoteForShell(word, shell).replace(QByteArray("^") + kMark, "%");
    for (qsizetype piece = 0; piece < pieces.size(); ++piece) {
        QByteArray text = pieces.at(piece);
        if (piece % 2 == 0)
            text.replace('`', "``").replace('"', "`\"").replace('$', "`$");
        line += piece % 2 ? "${env:" + text + '}' : text;
    }
    return '"' + line + '"';
}

QByteArray ShellLine::comment() const
{
    if (m_variables.empty())
        return {};
    QByteArrayList names;
    for (const auto &[name, secret] : m_variables)
        names.append(name);
    return (m_options.shell == ShellKind::Cmd ? "REM" : "#") + QByteArray(" Set first: ") + names.join(", ") + '\n';
}

QByteArray ShellLine::text() const
{
    const QByteArray goesOn = m_options.shell == ShellKind::Bash ? " \\\n  " : m_options.shell == ShellKind::Cmd ? " ^\n  " : " `\n  ";
    return comment() + QByteArrayList(m_words.begin(), m_words.end()).join(goesOn) + '\n';
}

}
