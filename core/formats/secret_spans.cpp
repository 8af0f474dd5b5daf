#include "core/formats/secret_spans.h"

#include "core/http/field.h"
#include "core/http/letters.h"

#include <span>

namespace keyhole {

namespace {

bool containsAny(const QByteArray &text, std::span<const QByteArrayView> words)
{
    return std::any_of(words.begin(), words.end(), [&text](QByteArrayView word) { return text.contains(word); });
}

bool isSecretName(QByteArrayView name)
{
    static constexpr QByteArrayView kSecret[] = {"token",     "secret",     "password",  "passwd",          "apikey",     "accesskey",
                                                 "signature", "credential", "assertion", "subscriptionkey", "passphrase", "privatekey"};
    static constexpr QByteArrayView kHarmless[]
        = {"type", "expires", "endpoint", "uri", "url", "lifetime", "signaturealg", "signaturemethod"};
    const QByteArray letters = lettersOf(name);
    return containsAny(letters, kSecret) && !containsAny(letters, kHarmless);
}

/// Names that are secret in a query or a form, and too common elsewhere.
bool isSecretParameter(QByteArrayView name)
{
    static constexpr QByteArrayView kShort[] = {"key", "code", "sig", "pwd", "pass", "auth", "jwt", "codeverifier", "sid", "sessionid"};
    const QByteArray letters = lettersOf(name);
    return isSecretName(name)
        || std::any_of(std::begin(kShort), std::end(kShort), [&letters](QByteArrayView known) { return letters == known; });
}

QByteArray variableFor(QByteArrayView name)
{
    const QByteArray letters = lettersOf(name);
    if (letters.contains("pass") || letters == "pwd")
        return "PASSWORD";
    if (letters.contains("secret"))
        return "SECRET";
    return letters.contains("key") ? "API_KEY" : "TOKEN";
}

bool isJwtCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

void addJwts(const QByteArray &text, std::vector<SecretSpan> &spans)
{
    static constexpr qsizetype kShortest = 20;
    for (qsizetype at = text.indexOf("eyJ"); at >= 0; at = text.indexOf("eyJ", at + 3)) {
        const auto end = std::find_if_not(text.begin() + at, text.end(), isJwtCharacter) - text.begin();
        if (end - at >= kShortest && text.mid(at, end - at).contains('.'))
            spans.push_back({at, end - at, "TOKEN"});
    }
}

/// In order; where two overlap the longer one stays.
std::vector<SecretSpan> tidied(std::vector<SecretSpan> spans)
{
    std::erase_if(spans, [](const SecretSpan &span) { return span.length <= 0; });
    std::sort(spans.begin(), spans.end(),
              [](const SecretSpan &a, const SecretSpan &b) { return a.offset != b.offset ? a.offset < b.offset : a.length > b.length; });
    std::vector<SecretSpan> kept;
    for (SecretSpan &span : spans) {
        if (kept.empty() || span.offset >= kept.back().offset + kept.back().length)
            kept.push_back(std::move(span));
    }
    return kept;
}

/// name=value pairs between `from` and `to`, with `separator` between them.
void addPairs(const QByteArray &text, qsizetype from, qsizetype to, char separator, bool all, std::vector<SecretSpan> &spans)
{
    while (from < to) {
        const qsizetype found = text.indexOf(separator, from);
        const qsizetype end = found < 0 || found > to ? to : found;
        const qsizetype equals = text.indexOf('=', from);
        if (equals >= 0 && equals < end) {
            const QByteArrayView name = QByteArrayView(text).sliced(from, equals - from).trimmed();
            if (all || isSecretParameter(name))
                spans.push_back({equals + 1, end - equals - 1, all ? QByteArray("COOKIE") : variableFor(name)});
        }
        from = end + 1;
    }
}

void addCredentials(const QByteArray &value, std::vector<SecretSpan> &spans)
{
    const qsizetype blank = value.indexOf(' ');
    const qsizetype start = blank > 0 && isToken(QByteArrayView(value).first(blank)) ? blank + 1 : 0;
    const bool basic = equalsIgnoringCase(QByteArrayView(value).first(std::max<qsizetype>(blank, 0)), "Basic");
    spans.push_back({start, value.size() - start, basic ? "CREDENTIALS" : "TOKEN"});
}

qsizetype endOfJsonString(const QByteArray &text, qsizetype quote)
{
    for (qsizetype at = quote + 1; at < text.size(); ++at) {
        if (text.at(at) == '\\')
            ++at;
        else if (text.at(at) == '"')
            return at;
    }
    return -1;
}

qsizetype skipBlanks(const QByteArray &text, qsizetype at)
{
    while (at < text.size() && (text.at(at) == ' ' || text.at(at) == '\n' || text.at(at) == '\r' || text.at(at) == '\t'))
        ++at;
    return at;
}

void addJsonMembers(const QByteArray &text, std::vector<SecretSpan> &spans)
{
    for (qsizetype quote = text.indexOf('"'); quote >= 0;) {
        const qsizetype end = endOfJsonString(text, quote);
        if (end < 0)
            return;
        const qsizetype colon = skipBlanks(text, end + 1);
        const qsizetype value = colon < text.size() && text.at(colon) == ':' ? skipBlanks(text, colon + 1) : -1;
        if (value >= 0 && value < text.size() && text.at(value) == '"'
            && isSecretName(QByteArrayView(text).sliced(quote + 1, end - quote - 1))) {
            const qsizetype valueEnd = endOfJsonString(text, value);
            if (valueEnd < 0)
                return;
            spans.push_back({value + 1, valueEnd - value - 1, variableFor(QByteArrayView(text).sliced(quote + 1, end - quote - 1))});
        }
        quote = text.indexOf('"', value >= 0 && value < text.size() ? value : end + 1);
    }
}

}

std::vector<SecretSpan> secretsInField(QByteArrayView name, const QByteArray &value)
{
    std::vector<SecretSpan> spans;
    if (equalsIgnoringCase(name, "Authorization") || equalsIgnoringCase(name, "Proxy-Authorization"))
        addCredentials(value, spans);
    else if (equalsIgnoringCase(name, "Cookie"))
        addPairs(value, 0, value.size(), ';', true, spans);
    else if (equalsIgnoringCase(name, "Set-Cookie"))
        addPairs(value, 0, value.contains(';') ? value.indexOf(';') : value.size(), ';', true, spans);
    else if (equalsIgnoringCase(name, "Location") || equalsIgnoringCase(name, "Referer"))
        return secretsInAddress(value);
    else if (isSecretName(name) || equalsIgnoringCase(name, "DPoP"))
        spans.push_back({0, value.size(), variableFor(name)});
    addJwts(value, spans);
    return tidied(std::move(spans));
}

std::vector<SecretSpan> secretsInAddress(const QByteArray &address)
{
    std::vector<SecretSpan> spans;
    const qsizetype host = address.indexOf("://") < 0 ? 0 : address.indexOf("://") + 3;
    const auto isEnd = [](char c) { return c == '/' || c == '?' || c == '#'; };
    const qsizetype authorityEnd = std::find_if(address.begin() + host, address.end(), isEnd) - address.begin();
    const qsizetype at = address.left(authorityEnd).lastIndexOf('@');
    const qsizetype colon = address.indexOf(':', host);
    if (at > host && colon >= host && colon < at)
        spans.push_back({colon + 1, at - colon - 1, "PASSWORD"});
    const qsizetype query = address.indexOf('?');
    const qsizetype fragment = address.indexOf('#');
    const qsizetype queryEnd = fragment < 0 ? address.size() : fragment;
    if (query >= 0 && query < queryEnd)
        addPairs(address, query + 1, queryEnd, '&', false, spans);
    if (fragment >= 0)
        addPairs(address, fragment + 1, address.size(), '&', false, spans);
    addJwts(address, spans);
    return tidied(std::move(spans));
}

bool standsInClear(const QByteArray &value)
{
    return !value.isEmpty() && !value.contains("{{") && !value.contains("{%");
}

std::vector<SecretSpan> secretsInBody(const QByteArray &body)
{
    std::vector<SecretSpan> spans;
    const qsizetype start = skipBlanks(body, 0);
    if (start < body.size() && (body.at(start) == '{' || body.at(start) == '['))
        addJsonMembers(body, spans);
    else if (!body.contains('\n') && !body.contains('<'))
        addPairs(body, 0, body.size(), '&', false, spans);
    addJwts(body, spans);
    return tidied(std::move(spans));
}

}
