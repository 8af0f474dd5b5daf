#include "core/formats/curl_arguments.h"

#include "core/formats/curl_config.h"

namespace keyhole {

namespace {

/// Goes over the words behind "curl": options and addresses.
class CurlArguments {
public:
    CurlArguments(ShellWords command, CurlPlaceOf placeOf)
        : m_words(std::move(command.words)), m_input(command.input), m_placeOf(std::move(placeOf))
    { }
    /// What the options say, for the command and for each --next.
    Result<std::vector<CurlReading>> read();

private:
    bool readWord();
    bool readLong(const ShellWord &word);
    bool takeConfig(const QByteArray &file, const ShellWord &word);
    bool readLetters(const ShellWord &word);
    bool apply(const CurlOption &option, const QString &shown, const ShellWord &word, std::optional<QByteArray> value,
               bool expands = false);
    QByteArray expanded(const QByteArray &value);
    bool fail(const ShellWord &word, const QString &what, const QString &remedy);

    std::vector<ShellWord> m_words;
    ShellInput m_input;
    CurlPlaceOf m_placeOf;
    size_t m_next = 0;
    bool m_onlyAddresses = false;
    bool m_isNext = false, m_configRead = false;
    CurlReading m_reading;
    std::optional<Error> m_error;
};

Result<std::vector<CurlReading>> CurlArguments::read()
{
    std::vector<CurlReading> readings;
    m_reading.input = m_input;
    while (m_next < m_words.size()) {
        if (!readWord())
            return failure(*m_error);
        if (!std::exchange(m_isNext, false))
            continue;
        CurlReading following = m_reading.next();
        readings.push_back(std::exchange(m_reading, std::move(following)));
    }
    readings.push_back(std::move(m_reading));
    return readings;
}

bool CurlArguments::fail(const ShellWord &word, const QString &what, const QString &remedy)
{
    m_error = Error{what, m_placeOf(word), remedy};
    return false;
}

bool CurlArguments::readWord()
{
    const ShellWord word = m_words[m_next++];
    m_reading.place = m_placeOf(word);
    if (m_onlyAddresses || !word.text.startsWith('-') || word.text == "-") {
        m_reading.addresses.push_back(word.text);
        return true;
    }
    if (word.text == "--") {
        m_onlyAddresses = true;
        return true;
    }
    return word.text.startsWith("--") ? readLong(word) : readLetters(word);
}

bool CurlArguments::readLong(const ShellWord &word)
{
    const bool expands = word.text.startsWith("--expand-");
    const QByteArray name = word.text.mid(expands ? 9 : 2);
    const QString shown = QString::fromUtf8(word.text.left(60));
    if (const CurlOption *option = findCurlOption(name); option && (option->takesValue || !expands))
        return apply(*option, shown, word, std::nullopt, expands);
    const CurlOption *negated = name.startsWith("no-") ? findCurlOption(QByteArrayView(name).sliced(3)) : nullptr;
    if (negated && !negated->takesValue) {
        m_reading.takeBack(negated->name);
        return true;
    }
    if (name.contains('=') && findCurlOption(QByteArrayView(name).first(name.indexOf('='))))
        return fail(word, QStringLiteral("curl takes no “=” after an option: %1").arg(shown),
                    QStringLiteral("Write a blank in the place of “=”."));
    return fail(word, QStringLiteral("curl has no option %1.").arg(shown), QStringLiteral("Check its spelling, or leave it out."));
}

/// "-sSLk", "-XPOST", "-H" with its value in the next word.
bool CurlArguments::readLetters(const ShellWord &word)
{
    for (qsizetype at = 1; at < word.text.size(); ++at) {
        const QString shown = QLatin1Char('-') + QString::fromLatin1(word.text.mid(at, 1));
        const CurlOption *option = word.text.at(at) == '\0' ? nullptr : findCurlOption(word.text.at(at));
        if (!option)
            return fail(word, QStringLiteral("curl has no option %1.").arg(shown), QStringLiteral("Check its spelling, or leave it out."));
        if (option->takesValue) {
            const QByteArray rest = word.text.mid(at + 1);
            return apply(*option, shown, word, rest.isEmpty() ? std::nullopt : std::optional(rest));
        }
        if (!apply(*option, shown, word, std::nullopt))
            return false;
    }
    return true;
}

QByteArray CurlArguments::expanded(const QByteArray &value)
{
    QStringList notes;
    const QByteArray text = m_reading.variables.expanded(value, notes);
    for (const QString &note : notes)
        m_reading.note(note);
    return text;
}

/// What the command itself gives as a file of options is read in its place, once.
bool CurlArguments::takeConfig(const QByteArray &file, const ShellWord &word)
{
    if (file != "-" || !m_input.text || m_configRead)
        return false;
    m_configRead = true;
    const std::vector<ShellWord> words = curlConfigWords(*m_input.text, word.offset);
    m_words.insert(m_words.begin() + qsizetype(m_next), words.begin(), words.end());
    return true;
}

bool CurlArguments::apply(const CurlOption &option, const QString &shown, const ShellWord &word, std::optional<QByteArray> value,
                          bool expands)
{
    if (option.takesValue && !value) {
        if (m_next == m_words.size())
            return fail(word, QStringLiteral("%1 needs a value.").arg(shown), QStringLiteral("Write one after it, or leave it out."));
        value = m_words[m_next++].text;
    }
    if (expands)
        value = expanded(*value);
    if (qstrcmp(option.name, "config") == 0 && takeConfig(*value, word))
        return true;
    if (option.note)
        m_reading.note(QStringLiteral("%1: %2.").arg(shown, QString::fromLatin1(option.note)));
    m_isNext = qstrcmp(option.name, "next") == 0;
    const QString fault = option.effect ? option.effect(m_reading, value.value_or(QByteArray())) : QString();
    return fault.isEmpty()
        || fail(word, QStringLiteral("The value of %1 cannot be read: %2.").arg(shown, fault), QStringLiteral("Correct the value."));
}

}

Result<std::vector<CurlReading>> readCurlArguments(ShellWords command, CurlPlaceOf placeOf)
{
    return CurlArguments(std::move(command), std::move(placeOf)).read();
}

}
