#include "app/cli/clock_text.h"
#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "core/clock/time_server.h"
#include "core/formats/curl_command.h"
#include "core/transport/curl_transport.h"

#include <QCoreApplication>

namespace keyhole {

namespace {

constexpr const char *kHelp = R"(keyhole-cli clock [OPTION]... [ADDRESS]...

Compares this computer’s clock with those of servers, by the Date of their answers, and
tells whose is off. Each server is asked by HEAD, at moments that are chosen so that each
answer halves what is still possible, until that is less than 50 ms or 20 requests went
out. GET is used where HEAD is refused or tells no time. No credential goes along. Ask three
hosts or more: that settles whether this computer is off.

  --ntp HOST[:PORT]   ask this time server too, by one question over UDP
  --format NAME       text or json

keyhole-cli explain clock tells how a server's clock is read.

Of curl's options those about the connection are taken: -k -x --noproxy --resolve
--connect-to --cacert --http1.1 --http2 -4 -6.
)";

struct Options {
    std::vector<QByteArray> addresses;
    TransportOptions transport;
    QString timeServerName;
    std::optional<TimeServerAddress> timeServer;
    bool json = false;
};

Error wrongUse(const QString &what)
{
    return {what, {}, QStringLiteral("keyhole-cli clock --help tells how it is used.")};
}

/// curl's options about the connection, with how many arguments follow each.
std::optional<int> connectionOption(const QString &name)
{
    static const QStringList kAlone{"-k", "--insecure", "--http1.1", "--http2", "-4", "--ipv4", "-6", "--ipv6"};
    static const QStringList kWithValue{"-x", "--proxy", "--noproxy", "--resolve", "--connect-to", "--cacert"};
    return kAlone.contains(name) ? std::optional(0) : kWithValue.contains(name) ? std::optional(1) : std::nullopt;
}

Result<void> takeTimeServer(const QString &name, Options &options)
{
    const auto server = parseTimeServer(name);
    if (!server)
        return failure(server.error());
    options.timeServerName = name;
    options.timeServer = *server;
    return {};
}

Result<Options> parseOptions(const QStringList &arguments)
{
    Options options;
    QStringList curl;
    for (int i = 0; i < arguments.size(); ++i) {
        const QString &each = arguments[i];
        if (each == QLatin1String("--format")) {
            const QString format = arguments.value(++i);
            if (format != QLatin1String("text") && format != QLatin1String("json"))
                return failure(wrongUse(QStringLiteral("--format takes text or json")));
            options.json = format == QLatin1String("json");
        } else if (each == QLatin1String("--ntp")) {
            if (const auto taken = takeTimeServer(arguments.value(++i), options); !taken)
                return failure(taken.error());
        } else if (const auto values = connectionOption(each)) {
            if (i + *values >= arguments.size())
                return failure(wrongUse(QStringLiteral("%1 needs a value").arg(each)));
            curl += arguments.mid(i, 1 + *values);
            i += *values;
        } else if (each.startsWith(u'-')) {
            return failure(wrongUse(QStringLiteral("clock has no option %1").arg(each)));
        } else {
            options.addresses.push_back(each.toUtf8());
        }
    }
    if (options.addresses.empty() && !options.timeServer)
        return failure(wrongUse(QStringLiteral("clock needs an address, or a time server with --ntp")));
    const auto command = parseCurlArguments(curl + QStringList{QStringLiteral("http://localhost")});
    if (!command)
        return failure(command.error());
    options.transport = command->draft.transport;
    return options;
}

/// Asks the servers and the time server at once, each for itself, and waits on the event loop until all are done.
class Asking {
public:
    explicit Asking(const Options &options) : m_options(options) { }

    Result<ClockReport> run()
    {
        QObject::connect(
            &m_measurement, &ClockMeasurement::finished, &m_measurement, [this] { done(); }, Qt::QueuedConnection);
        QObject::connect(&m_query, &TimeServerQuery::finished, &m_query, [this](const Result<NtpAnswer> &answer) {
            m_answer = answer;
            done();
        });
        if (!m_options.addresses.empty()) {
            if (const auto started = m_measurement.start(m_options.addresses, m_options.transport); !started)
                return failure(started.error());
            ++m_waitingFor;
        }
        if (m_options.timeServer) {
            ++m_waitingFor;
            m_query.ask(*m_options.timeServer);
        }
        if (m_waitingFor > 0)
            QCoreApplication::exec();
        return report();
    }

private:
    void done()
    {
        if (--m_waitingFor == 0)
            QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    }

    ClockReport report() const
    {
        ClockReport report;
        ClockBook book = m_measurement.book();
        report.clocks = m_measurement.clocks();
        if (m_options.timeServer)
            report.timeServer = AskedTimeServer{m_options.timeServerName, m_answer};
        if (m_answer)
            book.setTimeServer(m_answer->offset, m_clock.now());
        report.local = m_clock.now();
        report.verdict = judgeClocks(book, report.local);
        return report;
    }

    const Options &m_options;
    SystemClock m_clock;
    CurlTransport m_transport{m_clock};
    ClockMeasurement m_measurement{m_transport, m_clock};
    TimeServerQuery m_query{m_clock};
    Result<NtpAnswer> m_answer = failure(Error{});
    int m_waitingFor = 0;
};

int run(const QStringList &arguments)
{
    const auto options = parseOptions(arguments);
    if (!options)
        return Terminal::fail(options.error(), kWrongUse);
    const auto report = Asking(*options).run();
    if (!report)
        return Terminal::fail(report.error(), kWrongUse);
    if (options->json)
        Terminal::out(clockJson(*report));
    else
        Terminal::outText(clockText(*report));
    return kDone;
}

}

const Command clockCommand{"clock", "compare this computer's clock with those of servers", kHelp, &run};

}
