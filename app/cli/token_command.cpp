#include "app/cli/commands.h"
#include "app/cli/key_fetch.h"
#include "app/cli/source.h"
#include "app/cli/terminal.h"
#include "app/cli/token_input.h"
#include "app/cli/token_text.h"
#include "core/clock/clock.h"
#include "core/text/time_words.h"

namespace keyhole {

namespace {

constexpr qint64 kLargestPayload = 16 << 20;

Result<std::optional<QByteArray>> readDetachedPayload(const QString &file)
{
    if (file.isEmpty())
        return std::optional<QByteArray>();
    auto bytes = readSource(file, kLargestPayload);
    return bytes ? Result<std::optional<QByteArray>>(std::optional(*std::move(bytes))) : failure(bytes.error());
}

/// The address that was named, or that of the issuer whose name the token bears.
Result<QByteArray> keyAddressFor(const TokenOptions &options, const GivenToken &given)
{
    if (!options.fetchKeys)
        return options.key.toUtf8();
    const QByteArray issuer = given.token.claimText("iss");
    if (issuer.isEmpty())
        return failure(
            Error{QStringLiteral("the token names no issuer (iss)"), {}, QStringLiteral("Name the address: --verify https://…")});
    return issuer;
}

Result<TokenAnswer> checkWithFetchedKeys(const TokenOptions &options, const GivenToken &given, const std::optional<QByteArray> &payload)
{
    const auto address = keyAddressFor(options, given);
    const auto fetched = address ? fetchKeys(*address, options.allowPrivate) : failure(address.error());
    if (!fetched)
        return failure(fetched.error());
    auto answer = checkGivenToken(given, {fetched->text}, payload);
    if (answer)
        answer->keysFrom
            = QStringLiteral("The keys came from %1 at %2.").arg(QString::fromUtf8(fetched->from), utcText(fetched->at, fetched->at));
    return answer;
}

Result<TokenAnswer> check(const TokenOptions &options, const GivenToken &given)
{
    if (!options.wantsCheck())
        return TokenAnswer{given, {{SignatureState::Unchecked, QStringLiteral("no key was given")}, {}, {}}};
    const auto payload = readDetachedPayload(options.payload);
    if (!payload)
        return failure(payload.error());
    if (options.wantsNetwork())
        return checkWithFetchedKeys(options, given, *payload);
    const auto key = readKeyFile(options);
    return key ? checkGivenToken(given, *key, *payload) : failure(key.error());
}

/// The answer with what differs from another token, where one was named.
Result<TokenAnswer> answerFor(const TokenOptions &options, const GivenToken &given)
{
    auto answer = check(options, given);
    if (!answer || options.other.isEmpty())
        return answer;
    const auto other = readGivenToken(options.other);
    if (!other)
        return failure(other.error());
    answer->comparison = compareTokens(given.token, other->token);
    return answer;
}

/// An object comes in any case, so that whoever reads it need not tell apart why a token was refused.
int fail(const TokenOptions &options, const GivenToken &given, const Error &error)
{
    if (options.json)
        Terminal::out(tokenJson({given, {{SignatureState::Unchecked, error.what}, {}, {}}}, SystemClock().now()));
    return Terminal::fail(error, kUnreadable);
}

int run(const QStringList &arguments)
{
    const auto options = parseTokenOptions(arguments);
    if (!options)
        return Terminal::fail(options.error(), kWrongUse);
    const auto given = readGivenToken(options->source);
    if (!given)
        return fail(*options, {}, given.error());
    const auto answer = answerFor(*options, *given);
    if (!answer)
        return fail(*options, *given, answer.error());
    if (options->json)
        Terminal::out(tokenJson(*answer, SystemClock().now()));
    else
        Terminal::outText(QString::fromUtf8(tokenText(*answer, SystemClock().now())));
    return kDone;
}

}

const Command tokenCommand{"token", "decode a token, and check its signature with a key", kTokenHelp, &run};

}
