#include "app/cli/commands.h"
#include "app/cli/live_session.h"
#include "app/cli/report_format.h"
#include "app/cli/terminal.h"
#include "app/lab/lab.h"

#include <QCoreApplication>
#include <functional>

namespace keyhole {

namespace {

constexpr const char *kHelp = R"(keyhole-cli lab [--port N]
keyhole-cli lab --list
keyhole-cli lab --diagnose [NAME]

The 401 lab is a server inside the program, on this computer alone, whose addresses refuse
each for one real reason. Without an option it is started, and runs until it is ended.

  --port N            listen there; without it a free port is taken
  --list              print the requests of the sample collection and the cause of each
  --diagnose [NAME]   send the requests (or the one of this name) and print the diagnoses
  --format NAME       of the diagnoses: text, json, markdown, html or junit
)";

struct Options {
    enum { Serve, List, Diagnose } what = Serve;
    QString name;
    quint16 port = 0;
    ReportFormat format = ReportFormat::Text;
};

Error wrongUse(const QString &what)
{
    return {what, {}, QStringLiteral("keyhole-cli lab --help tells how it is used.")};
}

Result<bool> readOption(const QStringList &arguments, int &i, Options &options)
{
    const QString &name = arguments[i];
    if (name == QLatin1String("--list")) {
        options.what = Options::List;
    } else if (name == QLatin1String("--diagnose")) {
        options.what = Options::Diagnose;
        if (i + 1 < arguments.size() && !arguments[i + 1].startsWith(QLatin1String("--")))
            options.name = arguments[++i];
    } else if (name == QLatin1String("--port")) {
        bool ok = false;
        options.port = arguments.value(++i).toUShort(&ok);
        if (!ok)
            return failure(wrongUse(QStringLiteral("--port takes a number from 1 to 65535")));
    } else if (name == QLatin1String("--format")) {
        const auto format = parseReportFormat(arguments.value(++i));
        if (!format)
            return failure(format.error());
        options.format = *format;
    } else {
        return failure(wrongUse(QStringLiteral("lab takes no “%1”").arg(name)));
    }
    return true;
}

using Visit = std::function<void(const QString &folder, const CollectionItem &item)>;

void visitRequests(const std::vector<CollectionItem> &items, const QString &folder, const Visit &visit)
{
    for (const CollectionItem &item : items) {
        if (item.folder)
            visitRequests(item.children, item.name, visit);
        else
            visit(folder, item);
    }
}

void list(const Collection &collection)
{
    QString current;
    visitRequests(collection.items, {}, [&](const QString &folder, const CollectionItem &item) {
        if (folder != current)
            Terminal::out((current.isEmpty() ? "" : "\n") + folder.toUtf8() + '\n');
        current = folder;
        Terminal::out("  " + item.name.toUtf8().leftJustified(40) + item.expectedCause + '\n');
        Terminal::out("    " + item.request.method + ' ' + item.request.address + '\n');
    });
}

int serve(const Lab &lab)
{
    Terminal::out("The 401 lab listens at " + lab.address() + " until it is ended (Ctrl+C).\n\n");
    list(lab.collection());
    return QCoreApplication::exec();
}

int diagnose(const Lab &lab, const Options &options)
{
    LiveSession session;
    ReportGroups together;
    int status = kDone, sent = 0;
    visitRequests(lab.collection().items, {}, [&](const QString &, const CollectionItem &item) {
        if (!options.name.isEmpty() && item.name.compare(options.name, Qt::CaseInsensitive) != 0)
            return;
        const auto diagnosed = session.send(item.request);
        if (!diagnosed) {
            status = Terminal::fail(diagnosed.error(), kUnreadable);
            return;
        }
        if (options.format == ReportFormat::Text)
            Terminal::out((sent > 0 ? "\n" : "") + item.name.toUtf8() + '\n');
        ++sent;
        if (isPrintedSingly(options.format))
            print(diagnosed->report, options.format);
        else
            together.addReport(sent, diagnosed->report);
    });
    if (sent > 0 && !isPrintedSingly(options.format))
        print(together, options.format);
    if (sent == 0 && status == kDone)
        return Terminal::fail(wrongUse(QStringLiteral("the lab has no request “%1”").arg(options.name)), kWrongUse);
    return status;
}

int run(const QStringList &arguments)
{
    Options options;
    for (int i = 0; i < arguments.size(); ++i) {
        if (const auto read = readOption(arguments, i, options); !read)
            return Terminal::fail(read.error(), kWrongUse);
    }
    Lab lab;
    if (const auto started = lab.start(options.port); !started)
        return Terminal::fail(started.error(), kUnreadable);
    if (options.what == Options::Serve)
        return serve(lab);
    if (options.what == Options::Diagnose)
        return diagnose(lab, options);
    list(lab.collection());
    return kDone;
}

}

const Command labCommand{"lab", "start the 401 lab, or diagnose its sample requests", kHelp, &run};

}
