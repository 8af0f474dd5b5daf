#include "core/formats/curl_address.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace keyhole {

namespace {

QByteArray guessedScheme(const QByteArray &address, const QByteArray &standard)
{
    static constexpr const char *kByName[] = {"ftp", "dict", "ldap", "imap", "smtp", "pop3"};
    for (const char *scheme : kByName) {
        if (address.toLower().startsWith(QByteArray(scheme) + '.'))
            return scheme;
    }
    return standard;
}

QByteArray withScheme(const QByteArray &address, const QByteArray &standard)
{
    const qsizetype colon = address.indexOf(":/");
    const bool hasScheme
        = colon > 0 && std::all_of(address.begin(), address.begin() + colon, [](char c) {
              return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '.' || c == '-';
          });
    qsizetype host = hasScheme ? colon + 1 : 0;
    while (host < address.size() && address[host] == '/' && host < (hasScheme ? colon + 4 : 2))
        ++host;
    const QByteArray scheme = hasScheme ? address.first(colon).toLower() : guessedScheme(address, standard);
    return scheme + "://" + address.sliced(host);
}

/// RFC 3986, 5.2.4.
QByteArray withoutDotSegments(const QByteArray &path)
{
    QByteArrayList kept;
    const QByteArrayList segments = path.split('/');
    for (qsizetype at = 1; at < segments.size(); ++at) {
        const bool last = at + 1 == segments.size();
        const QByteArray &segment = segments[at];
        if (segment == ".." && !kept.isEmpty())
            kept.removeLast();
        if (segment != "." && segment != "..")
            kept.append(segment);
        else if (last)
            kept.append(QByteArray());
    }
    return '/' + kept.join('/');
}

/// One "{…}" or "[…]", and the texts that it stands for.
struct Pattern {
    qsizetype end = 0;  ///< behind its closing bracket
    std::vector<QByteArray> texts;
};

std::optional<Pattern> readSet(const QByteArray &address, qsizetype open)
{
    Pattern pattern;
    QByteArray text;
    for (qsizetype at = open + 1; at < address.size(); ++at) {
        const char c = address[at];
        if (c == '{' || c == '[' || c == ']')
            return std::nullopt;
        if (c == ',' || c == '}')
            pattern.texts.push_back(std::exchange(text, {}));
        else
            text += c == '\\' && at + 1 < address.size() ? address[++at] : c;
        if (c == '}') {
            pattern.end = at + 1;
            return at == open + 1 ? std::nullopt : std::optional(pattern);
        }
    }
    return std::nullopt;
}

/// The length of a "{{name}}", which is a variable of ours and of others.
qsizetype variableLength(QByteArrayView text)
{
    const qsizetype close = text.startsWith("{{") ? text.indexOf(QByteArrayView("}}")) : -1;
    return close < 0 ? 0 : close + 2;
}

void appendToAll(std::vector<QByteArray> &texts, QByteArrayView what)
{
    for (QByteArray &each : texts)
        each += what;
}

std::optional<int> wholeNumber(QByteArrayView text)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.begin(), text.end(), number);
    return error == std::errc() && end == text.end() && number >= 0 ? std::optional(number) : std::nullopt;
}

std::vector<QByteArray> numbers(int first, int last, int step, qsizetype width, size_t most)
{
    std::vector<QByteArray> texts;
    for (qint64 number = first; number <= last && texts.size() < most; number += step)
        texts.push_back(QByteArray::number(number).rightJustified(width, '0'));
    return texts;
}

std::vector<QByteArray> letters(char first, char last, int step)
{
    std::vector<QByteArray> texts;
    for (int letter = first; letter <= last; letter += step)
        texts.push_back(QByteArray(1, char(letter)));
    return texts;
}

/// "[1-10]", "[001-100:2]", "[a-z]".
std::optional<Pattern> readRange(const QByteArray &address, qsizetype open, size_t most)
{
    const qsizetype close = address.indexOf(']', open);
    const QByteArray inside = address.mid(open + 1, std::max<qsizetype>(close - open - 1, 0));
    const qsizetype dash = inside.indexOf('-'), colon = inside.indexOf(':');
    if (close < 0 || dash < 1)
        return std::nullopt;
    const QByteArray first = inside.first(dash), last = inside.mid(dash + 1, colon < 0 ? -1 : colon - dash - 1);
    const auto step = colon < 0 ? std::optional(1) : wholeNumber(inside.mid(colon + 1));
    const auto from = wholeNumber(first), to = wholeNumber(last);
    if (!step || *step < 1)
        return std::nullopt;
    if (from && to && *from <= *to)
        return Pattern{close + 1, numbers(*from, *to, *step, first.startsWith('0') ? first.size() : 0, most)};
    const bool isLetters = first.size() == 1 && last.size() == 1 && first[0] <= last[0] && (first[0] & 0x40) && (last[0] & 0x40);
    return isLetters ? std::optional(Pattern{close + 1, letters(first[0], last[0], *step)}) : std::nullopt;
}

/// "[::1]" behind the scheme is a host.
bool isAddressLiteral(const QByteArray &address, qsizetype open)
{
    const qsizetype close = address.indexOf(']', open);
    return close > open && address.mid(open, close - open).count(':') > 1;
}

}

QByteArray curlAddress(QByteArray written, const QByteArray &defaultScheme, bool pathAsIs)
{
    QByteArray address = withScheme(written, defaultScheme);
    const auto isEnd = [](char c) { return c == '/' || c == '?' || c == '#'; };
    const auto host = address.begin() + address.indexOf("://") + 3;
    const qsizetype path = std::find_if(host, address.end(), isEnd) - address.begin();
    const qsizetype end
        = std::find_if(address.begin() + path, address.end(), [](char c) { return c == '?' || c == '#'; }) - address.begin();
    if (pathAsIs || path == end || !address.mid(path, end - path).contains("/."))
        return address;
    return address.replace(path, end - path, withoutDotSegments(address.mid(path, end - path)));
}

std::vector<QByteArray> expandCurlPattern(const QByteArray &address, size_t most)
{
    std::vector<QByteArray> expanded{QByteArray()};
    for (qsizetype at = 0; at < address.size();) {
        if (const qsizetype length = variableLength(QByteArrayView(address).sliced(at)); length > 0) {
            appendToAll(expanded, QByteArrayView(address).sliced(at, length));
            at += length;
            continue;
        }
        const char c = address[at];
        std::optional<Pattern> pattern;
        const bool isShells = at > 0 && address[at - 1] == '$';  // "${name}", which the shell did not fill in
        if (c == '{' && !isShells)
            pattern = readSet(address, at);
        else if (c == '[' && !isAddressLiteral(address, at))
            pattern = readRange(address, at, most);
        if (!pattern) {
            const bool escaped = c == '\\' && at + 1 < address.size() && QByteArrayView("{}[]").contains(address[at + 1]);
            at += escaped ? 1 : 0;
            appendToAll(expanded, QByteArrayView(address).sliced(at++, 1));
            continue;
        }
        std::vector<QByteArray> longer;
        for (const QByteArray &each : expanded) {
            for (const QByteArray &text : pattern->texts) {
                if (longer.size() < most)
                    longer.push_back(each + text);
            }
        }
        expanded = std::move(longer);
        at = pattern->end;
    }
    return expanded;
}

}
