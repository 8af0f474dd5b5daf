#include "core/formats/shell_words.h"

namespace keyhole {

namespace {

/// The last mark of the first line that goes on, or '\0'.
char lineContinuation(const QByteArray &command)
{
    const qsizetype end = command.indexOf('\n');
    const QByteArray line = command.left(std::max<qsizetype>(end, 0)).trimmed();
    return line.isEmpty() ? '\0' : line.back();
}

}

ShellKind guessShell(QByteArrayView text)
{
    const QByteArray lower = text.toByteArray().toLower();
    const QByteArray command = lower.mid(std::max<qsizetype>(lower.indexOf("curl"), 0));
    const bool windows = command.startsWith("curl.exe");
    const char goesOn = lineContinuation(command);
    if (goesOn == '\\')
        return ShellKind::Bash;
    if (goesOn == '^')
        return ShellKind::Cmd;
    if (goesOn == '`' || lower.trimmed().startsWith("ps "))
        return ShellKind::PowerShell;
    const auto quote = std::find_if(command.begin(), command.end(), [](char c) { return c == '\'' || c == '"'; });
    const bool caret = quote != command.end() && quote != command.begin() && quote[-1] == '^';
    if (caret || (windows && (quote == command.end() || *quote == '"')))
        return ShellKind::Cmd;
    return windows ? ShellKind::PowerShell : ShellKind::Bash;
}

Result<std::vector<ShellWords>, SyntaxError> splitShellScript(QByteArrayView text, ShellKind shell)
{
    switch (shell) {
    case ShellKind::Cmd:
        return splitCmdScript(text);
    case ShellKind::PowerShell:
        return splitPowerShellScript(text);
    case ShellKind::Bash:
        break;
    }
    return splitBashScript(text);
}

Result<ShellWords, SyntaxError> splitShell(QByteArrayView text, ShellKind shell)
{
    auto commands = splitShellScript(text, shell);
    if (!commands)
        return failure(commands.error());
    if (commands->empty())
        return ShellWords();
    ShellWords first = std::move(commands->front());
    if (commands->size() > 1)
        first.notes.push_back({(*commands)[1].words.front().offset, QStringLiteral("Only the first command is read; more follow it.")});
    return first;
}

Result<ShellWords, SyntaxError> splitBash(QByteArrayView text)
{
    return splitShell(text, ShellKind::Bash);
}

Result<ShellWords, SyntaxError> splitCmd(QByteArrayView text)
{
    return splitShell(text, ShellKind::Cmd);
}

Result<ShellWords, SyntaxError> splitPowerShell(QByteArrayView text)
{
    return splitShell(text, ShellKind::PowerShell);
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
