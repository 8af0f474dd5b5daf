#include "core/formats/curl_config.h"

#include "core/formats/curl_reading.h"

namespace keyhole {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

/// What stands in quotes, with its backslashes undone; otherwise up to the next blank.
QByteArray configValue(QByteArrayView line)
{
    static constexpr QByteArrayView kLetters("tnrv"), kValues("\t\n\r\v");
    if (!line.startsWith('"'))
        return QByteArray(line.begin(), std::find_if(line.begin(), line.end(), isBlank) - line.begin());
    QByteArray value;
    for (qsizetype at = 1; at < line.size() && line[at] != '"'; ++at) {
        if (line[at] == '\\' && at + 1 < line.size()) {
            const qsizetype letter = kLetters.indexOf(line[++at]);
            value += letter < 0 ? line[at] : kValues[letter];
        } else {
            value += line[at];
        }
    }
    return value;
}

/// An option of one letter keeps its dash; any other is meant by its name.
QByteArray optionWord(QByteArrayView written)
{
    return written.startsWith('-') ? written.toByteArray() : "--" + written.toByteArray();
}

bool takesValue(QByteArrayView word)
{
    const CurlOption *option = nullptr;
    if (word.startsWith("--"))
        option = findCurlOption(word.sliced(word.startsWith("--expand-") ? 9 : 2));
    else if (word.size() > 1)
        option = findCurlOption(word[1]);
    return option && option->takesValue;
}

}

std::vector<ShellWord> curlConfigWords(QByteArrayView text, qsizetype offset)
{
    std::vector<ShellWord> words;
    for (const QByteArray &each : text.toByteArray().split('\n')) {
        const QByteArray line = each.trimmed();
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        const auto isEnd = [](char c) { return isBlank(c) || c == '=' || c == ':'; };
        const auto end = std::find_if(line.begin(), line.end(), isEnd);
        const auto value = std::find_if_not(end, line.end(), isEnd);
        words.push_back({optionWord(QByteArray(line.begin(), end - line.begin())), offset});
        if (value != line.end() && takesValue(words.back().text))
            words.push_back({configValue(QByteArrayView(value, line.end())), offset});
    }
    return words;
}

}
