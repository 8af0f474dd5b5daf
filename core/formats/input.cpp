#include "core/formats/input.h"

#include "core/formats/curl_transcript.h"
#include "core/formats/import/import.h"
#include "core/formats/text_encoding.h"
#include "core/token/finding.h"

namespace keyhole {

namespace {

constexpr qsizetype kStartLength = 64 << 10;  // enough of a text to tell what it is
constexpr qsizetype kTokenLimit = 1 << 20;

/// "Authorization: Bearer eyJ…", "Bearer eyJ…", "token=eyJ…", or the token alone, with or without quotes; empty for other text.
QByteArray tokenIn(QByteArrayView text)
{
    QByteArray word = text.trimmed().toByteArray();
    if (word.size() > kTokenLimit || word.contains('\n'))
        return {};
    for (const char *before : {"proxy-authorization:", "authorization:", "bearer ", "dpop ", "jwt ", "token "}) {
        if (word.toLower().startsWith(before))
            word = word.mid(qsizetype(qstrlen(before))).trimmed();
    }
    while (word.size() >= 2 && (word.front() == '"' || word.front() == '\'') && word.front() == word.back())
        word = word.mid(1, word.size() - 2).trimmed();
    return word.contains(' ') ? QByteArray() : word;
}

bool namesCredentials(QByteArrayView text)
{
    const QByteArray lower = text.trimmed().first(std::min<qsizetype>(text.trimmed().size(), 32)).toByteArray().toLower();
    return lower.startsWith("bearer ") || lower.startsWith("dpop ") || lower.startsWith("authorization:");
}

Error unknown(QByteArrayView text)
{
    const QString start = QString::fromUtf8(text.trimmed().first(std::min<qsizetype>(text.trimmed().size(), 40))).simplified();
    return {QStringLiteral("This is none of what Keyhole reads. It begins with “%1”.").arg(start),
            {},
            QStringLiteral(
                "Tried: a HAR file (begins with “{”), a curl command (begins with “curl”), the output of curl -v (lines with “> ” and "
                "“< ”), an HTTP request (begins with “GET /path”), a token (“eyJ…”), and collections of Postman, Insomnia, Bruno, .http "
                "files and OpenAPI.")};
}

template <class T> Result<Input> asInput(Result<T> read)
{
    if (!read)
        return failure(std::move(read.error()));
    return Input(std::move(*read));
}

/// Whether the first member is "log", as in a HAR file, which may be too large to look further.
bool looksLikeHar(const QByteArray &start)
{
    return start.startsWith('{') && start.sliced(1).trimmed().startsWith("\"log\"");
}

/// Several commands are a collection; one is a request.
Result<Input> readCurl(const QByteArray &text, const QString &name)
{
    const auto commands = parseCurlCommands(text);
    if (commands && commands->size() > 1)
        return asInput(importText(ImportFormat::Curl, text, name));
    return asInput(parseCurlCommand(text));
}

Result<Input> named(Result<Exchange> read, const QString &name)
{
    if (read && !name.isEmpty())
        read->sourceName = name;
    return asInput(std::move(read));
}

}

Result<Input> readInput(QByteArray given, const QString &name)
{
    QByteArray bytes = withoutByteOrderMark(std::move(given));
    const QByteArray start = bytes.left(kStartLength).trimmed();
    if (start.isEmpty())
        return failure(Error{QStringLiteral("There is nothing in it."), name, QStringLiteral("Paste or save it again.")});
    if (start.startsWith('{') || start.startsWith('[')) {
        const auto format = looksLikeHar(start) ? std::nullopt : detectImportFormat(bytes);
        if (format && *format != ImportFormat::Har)
            return asInput(importText(*format, bytes, name));
        return asInput(HarFile::parse(std::move(bytes), name));
    }
    if (looksLikeCurlTranscript(start))  // before the command, which often stands in its first line
        return named(parseCurlTranscript(bytes), name);
    if (looksLikeCurlCommand(start))
        return readCurl(bytes, name);
    if (looksLikeRawHttp(start))
        return named(parseRawHttp(bytes), name);
    if (const auto format = detectImportFormat(bytes))
        return asInput(importText(*format, bytes, name));
    const QByteArray token = tokenIn(bytes);
    if (!token.isEmpty() && (looksLikeJwt(token) || namesCredentials(bytes)))
        return Input(decodeToken(token));
    return failure(unknown(bytes));
}

Result<Input> readPasted(const QByteArray &bytes, const QString &name)
{
    Result<Input> input = readInput(bytes, name);
    const QByteArray start = bytes.left(kStartLength).trimmed();
    const bool recording
        = start.contains("\"log\"") || looksLikeCurlTranscript(start) || looksLikeCurlCommand(start) || looksLikeRawHttp(start);
    if (input || recording)
        return input;
    std::vector<FoundToken> found = findTokens(bytes).tokens;
    return found.empty() ? std::move(input) : Result<Input>(Input(std::move(found.front().token)));
}

}
