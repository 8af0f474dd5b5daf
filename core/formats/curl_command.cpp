#include "core/formats/curl_command.h"

#include "core/formats/curl_arguments.h"
#include "core/formats/powershell_request.h"
#include "core/formats/text_encoding.h"

#include <QRegularExpression>
#include <functional>

namespace keyhole {

namespace {

constexpr qsizetype kTextLimit = 16 << 20;

/// Blanks out what a terminal printed before the command ("$ ", "PS C:\\> ", "C:\\Users\\me>") and before its further lines ("> ").
/// Offsets stay what they were.
QByteArray withoutPrompt(QByteArrayView text)
{
    static const QRegularExpression kPrompt(QStringLiteral(
        R"(^\s*(?:PS [^>\n]*>\s*|[A-Za-z]:\\[^>\n]*>\s*|[$>]\s+|[^'"\n]{0,80}?[$#%>❯]\s+(?=(?:sudo\s+|time\s+)?curl(?:\.exe)?\s)))"));
    const QString shown = QString::fromUtf8(text.first(std::min<qsizetype>(text.size(), 300)));
    const auto prompt = kPrompt.match(shown);
    QByteArray changed = text.toByteArray();
    if (prompt.hasMatch()) {
        const qsizetype length = prompt.captured().toUtf8().size();
        changed.replace(0, length, QByteArray(length, ' '));
    }
    static const QRegularExpression kRemark(QStringLiteral(R"(^\s*(?:REM|::)[^\n]*\n)"), QRegularExpression::CaseInsensitiveOption);
    const qsizetype remark = kRemark.match(QString::fromLatin1(changed)).capturedLength();
    changed.replace(0, remark, QByteArray(remark, ' '));
    return changed.replace("\\\n> ", "\\\n  ").replace("\\\r\n> ", "\\\r\n  ");
}

bool isAssignment(const QByteArray &word)
{
    const qsizetype equals = word.indexOf('=');
    return equals > 0 && isToken(QByteArrayView(word).first(equals)) && !word.startsWith('-');
}

bool isProgram(QByteArray word, QByteArrayView program)
{
    word.replace('\\', '/');
    const QByteArray name = word.mid(word.lastIndexOf('/') + 1).toLower();
    return name == program || name == program.toByteArray() + ".exe";
}

/// How many words come before "curl" and are known to do so; absent when there is no curl.
std::optional<size_t> findCurl(const std::vector<ShellWord> &words)
{
    static constexpr QByteArrayView kBefore[] = {"sudo", "env",  "time", "exec", "command", "nohup", "timeout", "nice", "watch", "xargs",
                                                 "call", "then", "do",   "else", "if",      "while", "until",   "{",    "!",     "&"};
    for (size_t at = 0; at < words.size(); ++at) {
        const QByteArray &word = words[at].text;
        if (isProgram(word, "curl"))
            return at;
        const bool known = std::any_of(std::begin(kBefore), std::end(kBefore), [&word](QByteArrayView before) { return word == before; });
        const bool isNumber = at > 0 && !word.isEmpty() && word[0] >= '0' && word[0] <= '9';  // "timeout 5s"
        if (!known && !isAssignment(word) && !isNumber && !(at > 0 && word.startsWith('-')))
            return std::nullopt;
    }
    return std::nullopt;
}

Error syntaxFailure(QByteArrayView text, const SyntaxError &error)
{
    return {error.message, placeInText(text, error.offset), QStringLiteral("Copy the whole command again, or close the quote.")};
}

Error notCurl()
{
    return {QStringLiteral("This is no curl command: it does not begin with “curl”."),
            {},
            QStringLiteral("Copy the command from its first word on.")};
}

/// Words that only hold a script together; that they are not carried out need not be said.
bool isSilent(const QByteArray &word)
{
    static constexpr QByteArrayView kSilent[]
        = {"}", "fi", "done", "esac", "export", "set", "cd", "exit", "echo", "@echo", "printf", "cat", "rem", "::"};
    return isAssignment(word)
        || std::any_of(std::begin(kSilent), std::end(kSilent), [&word](QByteArrayView each) { return equalsIgnoringCase(word, each); });
}

/// The requests of all commands of a text, and what was read and not carried out.
class CurlScript {
public:
    CurlScript(QByteArrayView text, ShellKind shell) : m_text(text), m_shell(shell) { }
    Result<std::vector<CurlCommand>> read(std::vector<ShellWords> commands);
    /// What every address of every command is read from.
    Result<std::vector<CurlReading>> readings(ShellWords command) const;

private:
    std::optional<Error> add(ShellWords command);
    void noteOther(const ShellWords &command);
    QString placeOf(qsizetype offset) const { return placeInText(m_text, offset); }

    QByteArrayView m_text;
    ShellKind m_shell;
    std::vector<CurlCommand> m_requests;
};

Result<std::vector<CurlReading>> CurlScript::readings(ShellWords command) const
{
    std::vector<Error> notes;
    for (const SyntaxError &note : command.notes)
        notes.push_back({note.message, placeOf(note.offset), {}});
    auto readings = readCurlArguments(std::move(command), [this](const ShellWord &word) { return placeOf(word.offset); });
    if (readings)
        readings->front().notes.insert(readings->front().notes.begin(), notes.begin(), notes.end());
    return readings;
}

std::optional<Error> CurlScript::add(ShellWords command)
{
    const auto read = readings(std::move(command));
    if (!read)
        return read.error();
    for (const CurlReading &reading : *read) {
        auto requests = finishAllCurl(reading);
        if (!requests)
            return requests.error();
        m_requests.insert(m_requests.end(), requests->begin(), requests->end());
    }
    return std::nullopt;
}

void CurlScript::noteOther(const ShellWords &command)
{
    const ShellWord &program = command.words.front();
    if (m_requests.empty() || isSilent(program.text))
        return;
    m_requests.back().notes.push_back(
        {QStringLiteral("“%1” is not carried out.").arg(QString::fromUtf8(program.text.left(40))), placeOf(program.offset), {}});
}

Result<std::vector<CurlCommand>> CurlScript::read(std::vector<ShellWords> commands)
{
    for (ShellWords &command : commands) {
        const auto curl = findCurl(command.words);
        if (!curl) {
            noteOther(command);
            continue;
        }
        command.words.erase(command.words.begin(), command.words.begin() + qsizetype(*curl) + 1);
        if (auto error = add(std::move(command)))
            return failure(std::move(*error));
    }
    if (m_requests.empty())
        return failure(notCurl());
    for (CurlCommand &request : m_requests)
        request.shell = m_shell;
    return std::move(m_requests);
}

Error tooLong()
{
    return {QStringLiteral("The command is longer than 16 MB."),
            {},
            QStringLiteral("Put the data into a file and name it with --data-binary @file.")};
}

}

Result<std::vector<CurlCommand>> parseCurlCommands(QByteArrayView given)
{
    if (given.size() > kTextLimit)
        return failure(tooLong());
    const QByteArray text = withoutPrompt(given);
    if (looksLikePowerShellRequest(text))
        return parsePowerShellRequests(text);
    const ShellKind shell = guessShell(text);
    auto commands = splitShellScript(text, shell);
    if (!commands)
        return failure(syntaxFailure(text, commands.error()));
    return CurlScript(text, shell).read(std::move(*commands));
}

Result<CurlCommand> parseCurlCommand(QByteArrayView given)
{
    if (given.size() > kTextLimit)
        return failure(tooLong());
    const QByteArray text = withoutPrompt(given);
    if (looksLikePowerShellRequest(text))
        return parsePowerShellRequest(text);
    const ShellKind shell = guessShell(text);
    auto commands = splitShellScript(text, shell);
    if (!commands)
        return failure(syntaxFailure(text, commands.error()));
    const auto isCurl = [](const ShellWords &command) { return findCurl(command.words).has_value(); };
    const auto first = std::find_if(commands->begin(), commands->end(), isCurl);
    if (first == commands->end())
        return failure(notCurl());
    if (first + 1 != commands->end())
        first->notes.push_back(
            {first[1].words.front().offset, QStringLiteral("What follows the command from here on is not carried out.")});
    first->words.erase(first->words.begin(), first->words.begin() + qsizetype(*findCurl(first->words)) + 1);
    auto readings = CurlScript(text, shell).readings(std::move(*first));
    if (!readings)
        return failure(readings.error());
    if (readings->size() > 1)
        readings->front().note(QStringLiteral("--next: only the first request is read."));
    auto command = finishCurl(std::move(readings->front()));
    if (command)
        command->shell = shell;
    return command;
}

bool looksLikeCurlCommand(QByteArrayView given)
{
    const QByteArray text = withoutPrompt(given.first(std::min<qsizetype>(given.size(), 4096)));
    if (looksLikePowerShellRequest(text))
        return true;
    static const QRegularExpression kCommentLines(QStringLiteral("^\\s*(?:#[^\\n]*\\n\\s*)+"));
    const QByteArray command = QString::fromUtf8(text).remove(kCommentLines).toUtf8();
    std::vector<ShellWord> words;
    for (const QByteArray &word : command.simplified().split(' ').mid(0, 12))
        words.push_back({word.startsWith('\\') ? word.mid(1) : word, 0});
    return findCurl(words).has_value();
}

Result<CurlCommand> parseCurlArguments(const QStringList &arguments)
{
    ShellWords command;
    for (const QString &argument : arguments)
        command.words.push_back({argument.toUtf8(), qsizetype(command.words.size())});
    const auto placeOf = [](const ShellWord &word) { return QStringLiteral("argument %1").arg(word.offset + 1); };
    auto readings = readCurlArguments(std::move(command), placeOf);
    return readings ? finishCurl(std::move(readings->front())) : failure(readings.error());
}

}
