#include "core/http/credentials.h"

#include "core/http/cursor.h"

namespace keyhole {

namespace {

constexpr qsizetype kLongestBasic = 256 << 10;

bool isBase64(char c)
{
    return isAlpha(c) || isDigit(c) || c == '+' || c == '/';
}

QString strangeCharacter(char c)
{
    if (c == '-' || c == '_')
        return QString("'%1' is of the URL-safe alphabet; Basic uses '+' and '/'.").arg(QLatin1Char(c));
    if (c == ':')
        return "A colon cannot stand in base64; user and password were not encoded.";
    return "This character cannot stand in base64.";
}

/// Where the text is no base64: RFC 4648, 4.
Result<void, SyntaxError> checkBase64(QByteArrayView text)
{
    if (text.isEmpty())
        return failure(SyntaxError{0, "Base64 of user:password was expected."});
    Cursor cursor(text);
    cursor.takeWhile(isBase64);
    const QByteArrayView padding = cursor.takeWhile([](char c) { return c == '='; });
    if (!cursor.atEnd())
        return failure(cursor.error(padding.isEmpty() ? strangeCharacter(cursor.peek()) : QString("Nothing can follow the final '='.")));
    if (text.size() % 4 != 0)
        return failure(cursor.error("Base64 comes in groups of four characters; it is cut, or its final '=' are missing."));
    if (padding.size() > 2)
        return failure(SyntaxError{cursor.offset() - padding.size() + 2, "Base64 ends in two '=' at most."});
    return {};
}

TextCoding codingOf(QByteArrayView bytes)
{
    if (std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return TextCoding::Ascii;
    return bytes.isValidUtf8() ? TextCoding::Utf8 : TextCoding::Latin1;
}

}

Credentials splitCredentials(QByteArrayView fieldValue)
{
    Cursor cursor(fieldValue);
    cursor.skipBlanks();
    const QByteArrayView first = cursor.takeWhile([](char c) { return !isBlank(c); });
    const bool blank = !cursor.atEnd();
    cursor.skipBlanks();
    if (!blank && !isKnownScheme(first))
        return {{}, first.toByteArray(), {}};
    Credentials credentials{first.toByteArray(), cursor.rest().toByteArray(), {}};
    ChallengeList list = readChallenges(fieldValue);
    if (list.challenges.size() == 1 && list.challenges.front().scheme == first)
        credentials.parameters = std::move(list.challenges.front().parameters);
    return credentials;
}

Result<BasicCredentials, SyntaxError> parseBasic(QByteArrayView token68)
{
    if (token68.size() > kLongestBasic)
        return failure(SyntaxError{kLongestBasic, "The credential is longer than 256 KB."});
    if (auto sound = checkBase64(token68); !sound)
        return failure(sound.error());
    const QByteArray decoded = QByteArray::fromBase64(token68.toByteArray());
    const qsizetype colon = decoded.indexOf(':');
    if (colon < 0)
        return failure(SyntaxError{token68.size(), "A colon between user and password was expected in the decoded text."});
    return BasicCredentials{decoded.first(colon), decoded.sliced(colon + 1), codingOf(decoded)};
}

QByteArray formatBasic(QByteArrayView user, QByteArrayView password)
{
    return (user.toByteArray() + ':' + password.toByteArray()).toBase64();
}

}
