#pragma once

#include "core/formats/curl_command.h"

namespace keyhole {

/// A word of a command line with its quotes undone.
struct ShellWord {
    QByteArray text;
    qsizetype offset = 0;  ///< of its first character in the text
    friend bool operator==(const ShellWord &, const ShellWord &) = default;
};

/// The words of the first command in a text, and what was seen and not carried out (variables, pipes, redirections), with its offset.
struct ShellWords {
    std::vector<ShellWord> words;
    std::vector<SyntaxError> notes;
};

/// Which shell a pasted command was written for, by its line ends and quotes.
ShellKind guessShell(QByteArrayView text);

/// Fails for an open quote, with the offset of the opening one. Bash manual, 3.1.2 and 3.2.
Result<ShellWords, SyntaxError> splitBash(QByteArrayView text);
/// Carets as cmd.exe undoes them, then quotes and backslashes as the C run-time of Windows does.
Result<ShellWords, SyntaxError> splitCmd(QByteArrayView text);
/// PowerShell's quotes and backticks; about_Quoting_Rules, about_Special_Characters.
Result<ShellWords, SyntaxError> splitPowerShell(QByteArrayView text);
Result<ShellWords, SyntaxError> splitShell(QByteArrayView text, ShellKind shell);

/// The word quoted so that the shell gives the program these bytes again. NUL cannot be passed; it is left out.
QByteArray quoteForBash(QByteArrayView word);
QByteArray quoteForCmd(QByteArrayView word);
QByteArray quoteForPowerShell(QByteArrayView word);
QByteArray quoteForShell(QByteArrayView word, ShellKind shell);

}
