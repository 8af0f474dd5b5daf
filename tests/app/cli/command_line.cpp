#include "command_line.h"

#include "catch.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

namespace keyhole {

namespace {

QJsonArray fieldList(const QList<QPair<QByteArray, QByteArray>> &fields)
{
    QJsonArray list;
    for (const auto &[name, value] : fields)
        list.append(QJsonObject{{"name", QString::fromUtf8(name)}, {"value", QString::fromUtf8(value)}});
    return list;
}

}

namespace {

/// What a run learns is not for the user of this computer, and not for other test programs.
QProcessEnvironment environment()
{
    static const QTemporaryDir data;
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    if (variables.value("XDG_DATA_HOME").isEmpty())
        variables.insert("XDG_DATA_HOME", data.path());
    return variables;
}

}

CommandResult runCli(const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(KEYHOLE_CLI, arguments);
    REQUIRE(process.waitForStarted());
    process.write(input);
    process.closeWriteChannel();
    REQUIRE(process.waitForFinished(30000));
    REQUIRE(process.exitStatus() == QProcess::NormalExit);
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

CommandResult runCliWhileServing(const QStringList &arguments)
{
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(KEYHOLE_CLI, arguments);
    const QDeadlineTimer deadline(30000);
    while (process.state() != QProcess::NotRunning && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
    REQUIRE(process.state() == QProcess::NotRunning);
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QString writeFile(const QTemporaryDir &folder, const QString &name, const QByteArray &content)
{
    QFile file(folder.filePath(name));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(content);
    return file.fileName();
}

QByteArray harOf(const QByteArrayList &entries)
{
    return R"({"log":{"version":"1.2","creator":{"name":"test","version":"1"},"entries":[)" + entries.join(',') + "]}}";
}

QByteArray HarEntryText::json() const
{
    const QJsonObject request{{"method", "GET"},
                              {"url", QString::fromUtf8(url)},
                              {"httpVersion", "HTTP/1.1"},
                              {"cookies", QJsonArray()},
                              {"queryString", QJsonArray()},
                              {"headers", fieldList(requestFields)},
                              {"headersSize", -1},
                              {"bodySize", 0}};
    const QJsonObject content{{"size", int(body.size())}, {"mimeType", "application/json"}, {"text", QString::fromUtf8(body)}};
    const QJsonObject response{{"status", status},        {"statusText", ""},   {"httpVersion", "HTTP/1.1"},
                               {"cookies", QJsonArray()}, {"content", content}, {"headers", fieldList(responseFields)},
                               {"redirectURL", ""},       {"headersSize", -1},  {"bodySize", int(body.size())}};
    const QJsonObject entry{{"startedDateTime", "2026-11-21T09:43:11.000Z"},
                            {"time", 120},
                            {"request", request},
                            {"response", response},
                            {"cache", QJsonObject()},
                            {"timings", QJsonObject{{"send", 1}, {"wait", 100}, {"receive", 19}}}};
    return QJsonDocument(entry).toJson(QJsonDocument::Compact);
}

bool hasControlCharacter(const QByteArray &text)
{
    for (const char32_t c : QString::fromUtf8(text).toUcs4()) {
        if ((c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0) || c == 0x202e)
            return true;
    }
    return false;
}

}
