#include "app/cli/auth_options.h"
#include "app/cli/commands.h"
#include "app/cli/exchange_text.h"
#include "app/cli/live_session.h"
#include "app/cli/report_format.h"
#include "app/cli/terminal.h"
#include "core/formats/curl_command.h"

namespace keyhole {

namespace {

constexpr const char *kHelp = R"(keyhole-cli send [OPTION]... ADDRESS

Sends a request as curl would, prints the answer, and tells why it was refused. It takes
curl's options by their own names; these are the ones used most:

  -X METHOD   -H 'Name: value'   -d DATA   -u USER:PASSWORD   -b COOKIES   -x PROXY
  -F NAME=VALUE   -L   -k   --json DATA   --resolve HOST:PORT:ADDRESS

Credentials, besides -u and --oauth2-bearer:

  --digest, --ntlm, --negotiate           with -u; --negotiate -u : takes the ticket that is there
  --aws-sigv4 aws:amz:REGION:SERVICE      with -u KEYID:SECRET
  -E FILE   --key FILE                    a client certificate, in PEM or PKCS #12
  --jwt KEYFILE                           a JWT signed for each request; --claims JSON with times as
                                          words ("exp":"in 5 minutes"), --jwt-alg NAME
  --dpop KEYFILE                          a proof of possession beside --oauth2-bearer
  --oauth1 FILE                           lines consumer-key=…, consumer-secret=…, token=…, token-secret=…
  --password-file FILE, --pass-file FILE  the password of -u, the passphrase of --key; - is standard input
  --credential ID                         one from the keychain, which goes to its own origins only

  --allow-unresolved   send a {{name}} as it stands; otherwise nothing goes out while there is one

To a proxy of -x: -U USER:PASSWORD (--proxy-user), with --proxy-basic (with every request),
--proxy-digest or --proxy-anyauth (once it has asked); --proxy-password-file FILE, or
--proxy-credential ID, one from the keychain that names the proxy's origin. The server does
not get them.

  -i              print the head of the answer as well
  -v              print what was sent and received on every hop
  --format NAME   text, json, markdown, html or junit; all but text print the diagnosis alone

What is sent is shown by -v; secrets are masked there and in every report.
)";

struct Options {
    QStringList curl;
    AuthOptions auth;
    ReportFormat format = ReportFormat::Text;
    bool head = false, verbose = false;
    SendOptions sending;
};

Result<Options> parseOptions(const QStringList &arguments)
{
    Options options;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString each = arguments[i];
        const auto taken = takeAuthOption(options.auth, arguments, i);
        if (!taken)
            return failure(taken.error());
        if (*taken)
            continue;
        if (each == QLatin1String("--format")) {
            const auto format = parseReportFormat(arguments.value(++i));
            if (!format)
                return failure(format.error());
            options.format = *format;
        } else if (each == QLatin1String("-i") || each == QLatin1String("--include")) {
            options.head = true;
        } else if (each == QLatin1String("-v") || each == QLatin1String("--verbose")) {
            options.verbose = true;
        } else if (each == QLatin1String("--allow-unresolved")) {
            options.sending.allowUnresolved = true;
        } else {
            options.curl += each;
        }
    }
    return options;
}

void printHops(const Exchange &exchange)
{
    for (const Hop &hop : exchange.hops) {
        if (!hop.whyFollowed.isEmpty())
            Terminal::out(visibleText(QStringLiteral("* ") + hop.whyFollowed).toUtf8() + '\n');
        for (const QString &note : hop.droppedNotes)
            Terminal::out(visibleText(QStringLiteral("* ") + note).toUtf8() + '\n');
        Terminal::out(requestHeadText(hop.request, "> "));
        if (hop.response)
            Terminal::out(responseHeadText(*hop.response, "< "));
    }
}

void printAnswer(const Exchange &exchange, const Options &options)
{
    if (options.verbose)
        printHops(exchange);
    const auto &response = exchange.last().response;
    if (!response)
        return;
    if (options.head && !options.verbose)
        Terminal::out(responseHeadText(*response, {}));
    const QByteArray body = bodyText(*response);
    if (!body.isEmpty())
        Terminal::out(body + '\n');
}

int run(const QStringList &arguments)
{
    const auto options = parseOptions(arguments);
    if (!options)
        return Terminal::fail(options.error(), kWrongUse);
    auto command = parseCurlArguments(options->curl);
    if (!command)
        return Terminal::fail(command.error(), kWrongUse);
    if (const auto applied = applyAuthOptions(options->auth, command->draft); !applied)
        return Terminal::fail(applied.error(), kUnreadable);
    for (const Error &note : command->notes)
        Terminal::fail(note, kDone);
    const auto diagnosed = LiveSession().send(command->draft, options->sending);
    if (!diagnosed)
        return Terminal::fail(diagnosed.error(), kWrongUse);
    if (options->format == ReportFormat::Text)
        printAnswer(*diagnosed->exchange, *options);
    print(diagnosed->report, options->format);
    return kDone;
}

}

const Command sendCommand{"send", "send a request, with curl's options, and diagnose the answer", kHelp, &run};

}
