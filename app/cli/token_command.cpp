#include "app/cli/commands.h"
#include "app/cli/source.h"
#include "app/cli/terminal.h"
#include "app/cli/token_text.h"
#include "core/clock/clock.h"
#include "core/formats/input.h"

#include <QFile>

namespace keyhole {

namespace {

constexpr qint64 kLargestToken = 2 << 20;

constexpr const char *kHelp = R"(keyhole-cli token [OPTION]... [FILE|-|TOKEN]

Decodes a JSON Web Token: what its header and claims say and mean, its times, and what is
wrong with it. Nothing is sent anywhere. Without an argument standard input is read, which
keeps the token out of the list of processes.

  --verify KEY      check the signature with the key in the file KEY: a JWK, a JWK set, PEM,
                    or the text of a shared secret
  --secret-base64   the shared secret stands in base64 in that file
  --format NAME     text or json
)";

struct Options {
    QString source = QStringLiteral("-");
    QString keyFile;
    bool secretInBase64 = false, json = false;
};

Error wrongUse(const QString &what)
{
    return {what, {}, QStringLiteral("keyhole-cli token --help tells how it is used.")};
}

Result<Options> parseOptions(const QStringList &arguments)
{
    Options options;
    bool given = false;
    for (int i = 0; i < arguments.size(); ++i) {
        const QString &each = arguments[i];
        if (each == QLatin1String("--format")) {
            const QString format = arguments.value(++i);
            if (format != QLatin1String("text") && format != QLatin1String("json"))
                return failure(wrongUse(QStringLiteral("--format takes text or json")));
            options.json = format == QLatin1String("json");
        } else if (each == QLatin1String("--verify")) {
            options.keyFile = arguments.value(++i);
            if (options.keyFile.isEmpty())
                return failure(wrongUse(QStringLiteral("--verify needs the file of a key")));
        } else if (each == QLatin1String("--secret-base64")) {
            options.secretInBase64 = true;
        } else if (each.startsWith(QLatin1String("--"))) {
            return failure(wrongUse(QStringLiteral("token has no option %1").arg(each)));
        } else if (given) {
            return failure(wrongUse(QStringLiteral("token takes one token")));
        } else {
            options.source = each;
            given = true;
        }
    }
    if (options.secretInBase64 && options.keyFile.isEmpty())
        return failure(wrongUse(QStringLiteral("--secret-base64 goes with --verify")));
    return options;
}

/// The token itself where no file of that name is there.
Result<Token> readToken(const QString &source)
{
    const bool file = source == QLatin1String("-") || QFile::exists(source);
    const auto bytes = file ? readSource(source, kLargestToken) : Result<QByteArray>(source.toUtf8());
    if (!bytes)
        return failure(bytes.error());
    const QByteArray text = bytes->trimmed();
    if (text.isEmpty())
        return failure(Error{QStringLiteral("there is no token in it"), {}, QStringLiteral("A token begins with “eyJ”.")});
    const auto input = readInput(text);
    if (input) {
        if (const auto *token = std::get_if<Token>(&*input))
            return *token;
        return failure(Error{QStringLiteral("this is no token"), {}, QStringLiteral("keyhole-cli diagnose reads recordings.")});
    }
    if (!file && (source.contains(QLatin1Char('/')) || source.contains(QLatin1Char(' '))))
        return failure(Error{QStringLiteral("there is no such file, and it is no token"), {}, {}});
    return decodeToken(text);
}

Result<KeysRead> readKeyFile(const Options &options)
{
    const auto bytes = readSource(options.keyFile, kLargestToken);
    if (!bytes)
        return failure(bytes.error());
    if (!options.secretInBase64)
        return readKeys(*bytes);
    const auto secret = QByteArray::fromBase64Encoding(bytes->trimmed(), QByteArray::AbortOnBase64DecodingErrors);
    if (!secret || secret.decoded.isEmpty())
        return failure(Error{QStringLiteral("%1 is no base64").arg(options.keyFile), {}, QStringLiteral("Leave --secret-base64 out.")});
    KeysRead read;
    read.keys.push_back(SigningKey::fromSecret(Secret(secret.decoded)));
    return read;
}

int run(const QStringList &arguments)
{
    const auto options = parseOptions(arguments);
    if (!options)
        return Terminal::fail(options.error(), kWrongUse);
    const auto token = readToken(options->source);
    if (!token)
        return Terminal::fail(token.error(), kUnreadable);
    KeyCheck check{{SignatureState::Unchecked, QStringLiteral("no key was given")}, {}, {}};
    if (!options->keyFile.isEmpty()) {
        const auto keys = readKeyFile(*options);
        if (!keys)
            return Terminal::fail(keys.error(), kUnreadable);
        check = verifyWithAny(*token, keys->keys);
    }
    if (options->json)
        Terminal::out(tokenJson(*token, check));
    else
        Terminal::outText(QString::fromUtf8(tokenText(*token, check, SystemClock().now())));
    return kDone;
}

}

const Command tokenCommand{"token", "decode a token, and check its signature with a key", kHelp, &run};

}
