#include "core/token/damage.h"

#include "core/http/field.h"

namespace keyhole {

namespace {

struct Foreign {
    QByteArrayView begins;
    const char *says;
};
constexpr Foreign kForeign[] = {
    {"\r", "a line break inside the token"},
    {"\n", "a line break inside the token"},
    {"%2E", "an escaped dot: the token was percent-encoded"},
    {"%2e", "an escaped dot: the token was percent-encoded"},
    {"%252E", "an escaped dot whose escape was escaped again: the token was percent-encoded twice"},
    {"%252e", "an escaped dot whose escape was escaped again: the token was percent-encoded twice"},
    {"%3D", "an escaped '=': the token was padded and percent-encoded"},
    {"%3d", "an escaped '=': the token was padded and percent-encoded"},
    {"%", "a percent-escape: the token was encoded for an address"},
    {" ", "white space inside the token"},
    {"\t", "white space inside the token"},
    {"\"", "a quotation mark"},
    {"'", "a quotation mark"},
    {",", "a comma: something follows the token, or two values were joined"},
    {";", "a semicolon: something follows the token"},
    {"~", "'~' begins the disclosures of an SD-JWT, which is not a plain JWT"},
    {"*", "an asterisk: part of the token was masked"},
    {"\xE2\x80\xA6", "an ellipsis: the token was shortened for display"},
    {"\xE2\x80\xA2", "a bullet: part of the token was masked"},
    {"\xE2\x80\x8B", "an invisible character (zero width space)"},
    {"\xEF\xBB\xBF", "an invisible character (byte order mark)"},
    {"\xC2\xA0", "a no-break space"},
};

constexpr QByteArrayView kHeaderNames[]
    = {"alg", "typ", "kid", "enc", "cty", "x5t", "x5t#S256", "x5c", "x5u", "jku", "jwk", "crit", "zip", "b64", "apu", "apv", "epk", "ver"};

/// The name of the first member: nothing when the text does not begin an object, empty when the name breaks off.
std::optional<QByteArrayView> firstMemberName(QByteArrayView json)
{
    json = json.trimmed();
    if (!json.startsWith('{'))
        return std::nullopt;
    json = json.sliced(1).trimmed();
    if (json.isEmpty())
        return QByteArrayView();
    if (!json.startsWith('"'))
        return std::nullopt;
    const qsizetype end = json.indexOf('"', 1);
    return end < 0 ? QByteArrayView() : json.sliced(1, end - 1);
}

}

QString segmentName(qsizetype index, bool encrypted)
{
    static const QStringList signedNames{"header", "payload", "signature"};
    static const QStringList encryptedNames{"header", "encrypted key", "initialization vector", "ciphertext", "authentication tag"};
    return (encrypted ? encryptedNames : signedNames).value(index, QStringLiteral("segment %1").arg(index + 1));
}

QString describeForeign(QByteArrayView rest)
{
    for (const Foreign &foreign : kForeign) {
        if (rest.startsWith(foreign.begins))
            return QString::fromLatin1(foreign.says);
    }
    return {};
}

QString describeAround(char c)
{
    return c == '\r' || c == '\n' ? QStringLiteral("a line break")
        : c == ' ' || c == '\t'   ? QStringLiteral("white space")
                                  : QStringLiteral("a quotation mark");
}

qsizetype lengthOfDot(QByteArrayView rest)
{
    for (const QByteArrayView dot : {QByteArrayView("."), QByteArrayView("%2E"), QByteArrayView("%252E")}) {
        if (rest.size() >= dot.size() && equalsIgnoringCase(rest.first(dot.size()), dot))
            return dot.size();
    }
    return 0;
}

bool isOfAlphabet(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

QByteArray decodeLeniently(QByteArrayView text, qsizetype fault)
{
    static constexpr QByteArrayView kHarmless(" \t\r\n=+/");
    const auto ends = std::find_if(text.begin() + fault, text.end(), [](char c) { return !kHarmless.contains(c) && !isOfAlphabet(c); });
    QByteArray url = text.first(ends - text.begin()).toByteArray();
    url.replace('+', '-').replace('/', '_');
    return QByteArray::fromBase64(url, QByteArray::Base64UrlEncoding);
}

QByteArray lastMemberName(QByteArrayView brokenJson)
{
    const qsizetype end = brokenJson.lastIndexOf("\":");
    const qsizetype start = end > 0 ? brokenJson.lastIndexOf('"', end - 1) : -1;
    return start < 0 ? QByteArray() : brokenJson.sliced(start + 1, end - start - 1).toByteArray();
}

bool beginsLikeHeader(QByteArrayView brokenJson)
{
    const auto name = firstMemberName(brokenJson);
    if (!name)
        return false;
    return name->isEmpty() || std::find(std::begin(kHeaderNames), std::end(kHeaderNames), *name) != std::end(kHeaderNames)
        || brokenJson.contains("\"alg\":");
}

QString describeCut(const Token &token, qsizetype needed, bool sound)
{
    const qsizetype found = qsizetype(token.segments.size());
    const bool encrypted = needed == 5;
    const bool whole = found == 1 ? token.header.has_value() : encrypted || token.payload.has_value();
    if (!sound || (!whole && found > 2))
        return QStringLiteral("%1 of %2 segments are there").arg(found).arg(needed);
    QStringList missing;
    for (qsizetype i = found; i < needed; ++i)
        missing += segmentName(i, encrypted);
    const QString last = segmentName(found - 1, encrypted);
    if (whole)
        return QStringLiteral("the token ends after the %1: %2 missing").arg(last, missing.join(", "));
    const QByteArray member = lastMemberName(token.segments.back().decoded);
    const QString place = member.isEmpty() ? last : QStringLiteral("%1, at \"%2\"").arg(last, QString::fromUtf8(member));
    return QStringLiteral("the token was cut off: it ends in the middle of the %1; %2 missing").arg(place, missing.join(", "));
}

}
