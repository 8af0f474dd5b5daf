#include "core/formats/shell_words.h"

namespace keyhole {

QByteArray quoteForBash(QByteArrayView word);
QByteArray quoteForCmd(QByteArrayView word);
QByteArray quoteForPowerShell(QByteArrayView word);

ShellKind guessShell(QByteArrayView text)
{
    const QByteArray bytes = text.toByteArray().replace('\r', "");
    const QByteArray lower = bytes.toLower();
    if (lower.contains("invoke-webrequest") || lower.contains("invoke-restmethod") || bytes.contains("`\n") || bytes.contains("\"`\"")
        || bytes.trimmed().startsWith("PS "))
        return ShellKind::PowerShell;
    if (bytes.contains("^\n") || bytes.contains("^\""))
        return ShellKind::Cmd;
    if (lower.trimmed().startsWith("curl.exe"))
        return bytes.contains('\'') ? ShellKind::PowerShell : ShellKind::Cmd;
    return ShellKind::Bash;
}

Result<ShellWords, SyntaxError> splitShell(QByteArrayView text, ShellKind shell)
{
    switch (shell) {
    case ShellKind::Cmd:
        return splitCmd(text);
    case ShellKind::PowerShell:
        return splitPowerShell(text);
    case ShellKind::Bash:
        break;
    }
    return splitBash(text);
}

QByteArray quoteForShell(QByteArrayView word, ShellKind shell)
{
    switch (shell) {
    case ShellKind::Cmd:
        return quoteForCmd(word);
    case ShellKind::PowerShell:
        return quoteForPowerShell(word);
    case ShellKind::Bash:
        break;
    }
    return quoteForBash(word);
}

}
