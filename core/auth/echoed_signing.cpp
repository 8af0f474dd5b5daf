#include "core/auth/echoed_signing.h"

#include "core/http/form.h"
#include "core/json/json.h"

namespace keyhole {

namespace {

constexpr qsizetype kMostBody = 64 << 10;

QByteArray withoutEntities(QByteArray text)
{
    static constexpr std::pair<const char *, const char *> kEntities[] = {
        {"&#10;", "\n"}, {"&#xA;", "\n"}, {"&#13;", ""}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&amp;", "&"}};
    for (const auto &[entity, character] : kEntities)
        text.replace(entity, character);
    return text.replace("\r\n", "\n");
}

/// What stands between two texts; to the end where the second does not come.
QByteArray between(const QByteArray &text, QByteArrayView before, QByteArrayView after)
{
    const qsizetype from = text.indexOf(before);
    if (from < 0)
        return {};
    const qsizetype start = from + before.size(), end = text.indexOf(after, start);
    return text.mid(start, end < 0 ? -1 : end - start);
}

QByteArray element(const QByteArray &xml, const QByteArray &name)
{
    return withoutEntities(between(xml, '<' + name + '>', "</" + name + '>'));
}

/// "… should have been\n'GET\n/\n…'\n".
QByteArray quotedAfter(const QByteArray &text, QByteArrayView introduction)
{
    const qsizetype from = text.indexOf(introduction);
    if (from < 0)
        return {};
    const qsizetype open = text.indexOf('\'', from + introduction.size());
    // The next quote that ends a line or the text: values may hold quotes themselves.
    for (qsizetype close = text.indexOf('\'', open + 1); open >= 0 && close >= 0; close = text.indexOf('\'', close + 1)) {
        const char next = close + 1 < text.size() ? text[close + 1] : '\n';
        if (next == '\n' || next == '.' || next == '<')
            return text.mid(open + 1, close - open - 1);
    }
    return {};
}

/// The text of a JSON error, with its escapes undone; else the body itself.
QByteArray wordsOf(const QByteArray &body)
{
    const QByteArray trimmed = body.trimmed();
    const auto json = trimmed.startsWith('{') ? parseJson(trimmed) : Result<JsonValue, SyntaxError>(JsonValue());
    for (const char *name : {"message", "Message", "error"}) {
        const QByteArray text = json ? json->string(name) : QByteArray();
        if (!text.isEmpty())
            return text;
    }
    return withoutEntities(body);
}

QByteArray baseStringOf(const Response &response, const QByteArray &body)
{
    QByteArrayList texts{body.trimmed()};
    for (const QByteArray &value : response.fields.values("WWW-Authenticate"))
        texts += value;
    for (const QByteArray &text : texts) {
        for (const FormPair &pair : parseForm(text)) {
            if (pair.name == "oauth_signature_base_string" || pair.name == "debug_sbs" || pair.name == "base_string")
                return pair.value;
        }
        // "…; the base string is GET&http…&…".
        const qsizetype name = text.toLower().indexOf("base string");
        for (const char *method : {"GET&", "POST&", "PUT&", "DELETE&", "PATCH&"}) {
            const qsizetype from = name < 0 ? -1 : text.indexOf(method, name);
            if (from < 0)
                continue;
            qsizetype end = from;
            while (end < text.size() && text[end] > ' ' && text[end] != '"' && text[end] != '\'' && text[end] != '<')
                ++end;
            return text.mid(from, end - from);
        }
    }
    return {};
}

}

EchoedSigning readEchoedSigning(const Response &response)
{
    const QByteArray body = response.body.first(std::min(response.body.size(), kMostBody));
    EchoedSigning echo;
    echo.canonicalRequest = element(body, "CanonicalRequest");
    echo.stringToSign = element(body, "StringToSign");
    const QByteArray words = wordsOf(body);
    if (echo.canonicalRequest.isEmpty())
        echo.canonicalRequest = quotedAfter(words, "The Canonical String for this request should have been");
    if (echo.stringToSign.isEmpty())
        echo.stringToSign = quotedAfter(words, "The String-to-Sign should have been");
    for (const char *introduction : {"Server used following string to sign:", "String to sign used was"}) {
        if (echo.stringToSign.isEmpty())
            echo.stringToSign = quotedAfter(words, introduction);
    }
    echo.baseString = baseStringOf(response, words);
    return echo;
}

}
