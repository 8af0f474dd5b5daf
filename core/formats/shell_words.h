#pragma once

#include "core/formats/curl_command.h"

namespace keyhole {

/// A word of a command line with its quotes undone.
struct ShellWord {
    QByteArray text;
    qsizetype offset = 0;  ///< of its first character in the text
    friend bool operator==(const ShellWord &, const ShellWord &) = default;
};

/// What a command reads as its standard input, as far as its command line tells.
struct ShellInput {
    std::optional<QByteArray> text;  ///< of a here-document, a here-string, or an "echo" in front
    QString file;  ///< behind "<"
    friend bool operator==(const ShellInput &, const ShellInput &) = default;
};

/// The words of one command, and what was seen and not carried out (variables, redirections), with its offset.
struct ShellWords {
    std::vector<ShellWord> words;
    std::vector<SyntaxError> notes;
    ShellInput input;
    bool feedsNext = false;  ///< a pipe leads from it to the next command
};

/// Which shell a pasted command was written for, by its line ends and quotes.
ShellKind guessShell(QByteArrayView text);

/// All commands of a text. What follows from the text itself is done: here-documents, "echo …" in front of a pipe, variables that the text
/// sets. Other variables and commands in words stay as they are written and are noted. Fails for an open quote, with the offset of the
/// opening one. Bash manual, 3.1.2, 3.2, 3.5 and 3.6.
Result<std::vector<ShellWords>, SyntaxError> splitBashScript(QByteArrayView text);
/// The first command of a text; that more follow is noted.
Result<ShellWords, SyntaxError> splitBash(QByteArrayView text);
/// Carets as cmd.exe undoes them, then quotes and backslashes as the C run-time of Windows does.
Result<std::vector<ShellWords>, SyntaxError> splitCmdScript(QByteArrayView text);
/// PowerShell's quotes and backticks; about_Quoting_Rules, about_Special_Characters.
Result<std::vector<ShellWords>, SyntaxError> splitPowerShellScript(QByteArrayView text);
Result<std::vector<ShellWords>, SyntaxError> splitShellScript(QByteArrayView text, ShellKind shell);
/// As splitBash().
Result<ShellWords, SyntaxError> splitCmd(QByteArrayView text);
Result<ShellWords, SyntaxError> splitPowerShell(QByteArrayView text);
Result<ShellWords, SyntaxError> splitShell(QByteArrayView text, ShellKind shell);

/// The word quoted so that the shell gives the program these bytes again. NUL cannot be passed; it is left out.
QByteArray quoteForBash(QByteArrayView word);
QByteArray quoteForCmd(QByteArrayView word);
QByteArray quoteForPowerShell(QByteArrayView word);
QByteArray quoteForShell(QByteArrayView word, ShellKind shell);

}
