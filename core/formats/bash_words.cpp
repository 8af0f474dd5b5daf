#include "core/formats/bash_reader.h"

namespace keyhole {

namespace {

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// The value of "NAME=value", which sets a variable.
std::optional<std::pair<QByteArray, QByteArray>> assignment(const QByteArray &word)
{
    const qsizetype equals = word.indexOf('=');
    if (equals < 1 || !std::all_of(word.begin(), word.begin() + equals, isNameCharacter) || (word[0] >= '0' && word[0] <= '9'))
        return std::nullopt;
    return std::pair(word.first(equals), word.sliced(equals + 1));
}

/// Cuts a text into commands, and each of them into words.
class BashScript {
public:
    explicit BashScript(QByteArrayView text, int depth = 0) : m_reader(text), m_depth(depth)
    {
        m_reader.outputOf = [this](QByteArrayView commands) { return substituted(commands); };
    }
    BashScript(const BashScript &) = delete;
    BashScript &operator=(const BashScript &) = delete;
    Result<std::vector<ShellWords>, SyntaxError> run();

private:
    enum class Target { None, Dropped, HereString, InputFile };
    struct HereDocument {
        QByteArray end;
        bool literal = false, tabsDropped = false;
    };

    void readNext();
    void begin();
    void finishWord();
    void finishCommand(bool pipe);
    void lineEnd();
    bool atOperator() const;
    void readOperator();
    void readRedirection();
    void readHereDocumentMark();
    void readHereDocuments();
    void backslash();
    void learnVariables();
    std::optional<QByteArray> substituted(QByteArrayView commands);

    static constexpr int kDeepest = 10;
    BashReader m_reader;
    int m_depth;
    std::vector<ShellWords> m_inner;  // commands of $(…) in the words of this one, which are carried out before it
    size_t m_pipeline = 0;  // where the first command of this pipeline stands
    std::optional<ShellWord> m_word;
    Target m_target = Target::None;  // what the word that comes is, behind a redirection
    std::vector<HereDocument> m_hereDocuments;
    ShellWords m_command;
    std::vector<ShellWords> m_commands;
};

Result<std::vector<ShellWords>, SyntaxError> BashScript::run()
{
    while (!m_reader.ended() && !m_reader.fault)
        readNext();
    if (m_reader.fault)
        return failure(*m_reader.fault);
    finishCommand(false);
    return std::move(m_commands);
}

void BashScript::readNext()
{
    const char c = m_reader.at();
    if (c == ' ' || c == '\t' || c == '\r') {
        finishWord();
        m_reader.step();
    } else if (c == '\n') {
        lineEnd();
    } else if (c == '#' && !m_word) {
        m_reader.skipLine();
    } else if (atOperator()) {
        readOperator();
    } else if (c == '\\') {
        backslash();
    } else {
        begin();
        (void)m_reader.readPiece(m_word->text);
    }
}

void BashScript::begin()
{
    if (!m_word)
        m_word = ShellWord{{}, m_reader.offset()};
}

void BashScript::finishWord()
{
    if (!m_word)
        return;
    const Target target = std::exchange(m_target, Target::None);
    if (target == Target::None)
        m_command.words.push_back(std::move(*m_word));
    else if (target == Target::HereString)
        m_command.input.text = m_word->text + '\n';
    else if (target == Target::InputFile)
        m_command.input.file = QString::fromUtf8(m_word->text);
    m_word.reset();
}

void BashScript::finishCommand(bool pipe)
{
    finishWord();
    m_target = Target::None;
    m_command.notes = std::exchange(m_reader.notes, {});
    m_command.feedsNext = pipe;
    learnVariables();
    const size_t inner = m_inner.size();
    m_commands.insert(m_commands.begin() + qsizetype(m_pipeline), std::make_move_iterator(m_inner.begin()),
                      std::make_move_iterator(m_inner.end()));
    m_inner.clear();
    if (!m_command.words.empty())
        m_commands.push_back(std::move(m_command));
    m_command = {};
    m_pipeline = pipe ? m_pipeline + inner : m_commands.size();
}

/// "NAME=value" alone on its line, or behind "export", sets a variable for what follows. One that holds something unknown stays unknown.
void BashScript::learnVariables()
{
    const auto &words = m_command.words;
    const bool exported = !words.empty() && (words[0].text == "export" || words[0].text == "declare" || words[0].text == "local");
    if (!m_command.notes.empty())
        return;
    for (size_t at = exported ? 1 : 0; at < words.size(); ++at) {
        if (!assignment(words[at].text))
            return;
    }
    for (const ShellWord &word : words) {
        if (const auto set = assignment(word.text))
            m_reader.variables.insert(set->first, set->second);
    }
}

/// A line that begins with an option goes on with the command: the backslash was lost in copying.
void BashScript::lineEnd()
{
    finishWord();
    m_reader.step();
    const bool hadDocuments = !m_hereDocuments.empty();
    readHereDocuments();
    while (!m_reader.ended() && (m_reader.at() == '\n' || m_reader.at() == ' ' || m_reader.at() == '\t' || m_reader.at() == '\r'))
        m_reader.step();
    if (m_reader.at() != '-' || hadDocuments)
        finishCommand(false);
}

bool BashScript::atOperator() const
{
    return !m_reader.ended() && QByteArrayView("|&;<>()").contains(m_reader.at());
}

void BashScript::readOperator()
{
    const char c = m_reader.at();
    if (c == '<' || c == '>' || (c == '&' && m_reader.at(1) == '>')) {
        readRedirection();
        return;
    }
    const bool pipe = c == '|' && m_reader.at(1) != '|';
    if (c == '&' && m_word && m_word->text.contains('?') && isNameCharacter(m_reader.at(1)))
        m_reader.notes.push_back(
            {m_reader.offset(), QStringLiteral("“&” ends the command here, as the shell has it; an address with “&” needs quotes.")});
    finishCommand(pipe);
    do {
        m_reader.step();
    } while (m_reader.at() == '|' || m_reader.at() == '&' || m_reader.at() == ';');
}

void BashScript::readRedirection()
{
    const qsizetype start = m_reader.offset();
    if (m_word && (m_word->text == "0" || m_word->text == "1" || m_word->text == "2"))
        m_word.reset();  // the number of the redirected stream
    finishWord();
    if (m_reader.startsWith("<<<")) {
        m_reader.step(3);
        m_target = Target::HereString;
    } else if (m_reader.startsWith("<<")) {
        readHereDocumentMark();
    } else if (m_reader.at() == '<' && m_reader.at(1) != '(' && m_reader.at(1) != '&') {
        m_reader.step();
        m_target = Target::InputFile;
    } else {
        while (atOperator())
            m_reader.step();
        m_reader.notes.push_back({start, QStringLiteral("The redirection is not carried out.")});
        m_target = Target::Dropped;
    }
}

void BashScript::readHereDocumentMark()
{
    m_reader.step(2);
    HereDocument document;
    document.tabsDropped = m_reader.at() == '-';
    m_reader.step(document.tabsDropped ? 1 : 0);
    m_reader.skipBlanks();
    while (!m_reader.ended() && !atOperator() && !QByteArrayView(" \t\r\n").contains(m_reader.at())) {
        document.literal = document.literal || QByteArrayView("'\"\\").contains(m_reader.at());
        if (!m_reader.readPiece(document.end))
            return;
    }
    m_hereDocuments.push_back(std::move(document));
}

/// Their lines follow the line of the command.
void BashScript::readHereDocuments()
{
    for (const HereDocument &document : std::exchange(m_hereDocuments, {})) {
        QByteArray text;
        while (!m_reader.ended()) {
            QByteArrayView line = m_reader.takeLine();
            while (document.tabsDropped && line.startsWith('\t'))
                line = line.sliced(1);
            if (line == document.end)
                break;
            text += document.literal ? line.toByteArray() + '\n' : m_reader.expanded(line) + '\n';
        }
        m_command.input.text = text;
    }
}

void BashScript::backslash()
{
    bool blankBetween = false;
    if (m_reader.isLast()) {
        m_reader.step();  // of a line that was not copied
    } else if (!m_reader.skipContinuation(blankBetween)) {
        begin();
        (void)m_reader.readPiece(m_word->text);
    } else if (blankBetween) {
        finishWord();
    }
}

/// What a command in front of a pipe writes, where its words alone tell: echo, printf of plain text, cat.
ShellInput outputOf(const ShellWords &command)
{
    const auto &words = command.words;
    const QByteArray program = words.empty() ? QByteArray() : words[0].text;
    if (program == "cat" && words.size() <= 2)
        return words.size() == 2 ? ShellInput{{}, QString::fromUtf8(words[1].text)} : command.input;
    const bool bare = words.size() > 1 && words[1].text == "-n";
    const bool isEcho = program == "echo" && !(words.size() > 1 && words[1].text.startsWith("-") && !bare);
    const bool isPrintf = program == "printf" && words.size() == 2 && !words[1].text.contains('%') && !words[1].text.contains('\\');
    if (!isEcho && !isPrintf)
        return {};
    QByteArrayList texts;
    for (size_t at = bare ? 2 : 1; at < words.size(); ++at)
        texts.append(words[at].text);
    return {texts.join(' ') + (isPrintf || bare ? "" : "\n"), {}};
}

void connectPipes(std::vector<ShellWords> &commands)
{
    for (size_t at = 1; at < commands.size(); ++at) {
        if (commands[at - 1].feedsNext && commands[at].input == ShellInput())
            commands[at].input = outputOf(commands[at - 1]);
    }
}

bool namesCurl(const ShellWords &command)
{
    return std::any_of(command.words.begin(), command.words.end(),
                       [](const ShellWord &word) { return word.text == "curl" || word.text.endsWith("/curl"); });
}

/// The text that echo or cat write, without its last line ends. Commands that send something are carried out by themselves.
std::optional<QByteArray> BashScript::substituted(QByteArrayView text)
{
    if (m_depth == kDeepest)
        return std::nullopt;
    BashScript script(text, m_depth + 1);
    script.m_reader.variables = m_reader.variables;
    auto commands = script.run();
    if (!commands)
        return std::nullopt;
    connectPipes(*commands);
    if (commands->size() == 1 && commands->front().notes.empty()) {
        if (auto output = outputOf(commands->front()).text) {
            while (output->endsWith('\n'))
                output->chop(1);
            return output;
        }
    }
    if (std::none_of(commands->begin(), commands->end(), namesCurl))
        return std::nullopt;
    const qsizetype before = m_reader.offsetOf(text);
    for (ShellWords &command : *commands) {
        for (ShellWord &word : command.words)
            word.offset += before;
        for (SyntaxError &note : command.notes)
            note.offset += before;
        m_inner.push_back(std::move(command));
    }
    return std::nullopt;
}

}

Result<std::vector<ShellWords>, SyntaxError> splitBashScript(QByteArrayView text)
{
    auto commands = BashScript(text).run();
    if (commands)
        connectPipes(*commands);
    return commands;
}

namespace {

QByteArray ansiQuote(QByteArrayView word)
{
    QByteArray quoted = "$'";
    for (const char c : word) {
        if (c == '\'' || c == '\\')
            quoted += QByteArray("\\") + c;
        else if (c == '\n')
            quoted += "\\n";
        else if (uchar(c) >= 0x20 && uchar(c) < 0x7F)
            quoted += c;
        else if (c != '\0')
            quoted += "\\x" + QByteArray::number(uchar(c), 16).rightJustified(2, '0');
    }
    return quoted + '\'';
}

}

QByteArray quoteForBash(QByteArrayView word)
{
    const auto isPlain = [](char c) { return isNameCharacter(c) || QByteArrayView("-./:@%+,=").contains(c); };
    if (!word.isEmpty() && std::all_of(word.begin(), word.end(), isPlain))
        return word.toByteArray();
    const bool printable = std::all_of(word.begin(), word.end(), [](char c) { return uchar(c) >= 0x20 && uchar(c) != 0x7F; });
    if (!printable || !word.isValidUtf8())
        return ansiQuote(word);
    return '\'' + word.toByteArray().replace('\'', "'\\''") + '\'';
}

}
