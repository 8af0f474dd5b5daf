#include "ui/diagnosis/sending.h"

#include <QCoreApplication>

namespace keyhole {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Sending", text);
}

QString milliseconds(PhaseTimes::Duration duration)
{
    return tr("%1\u00A0ms").arg(std::chrono::round<std::chrono::milliseconds>(duration).count());
}

/// libcurl gives moments from the start; what is shown is how long each phase took.
QStringList phases(const PhaseTimes &times)
{
    QStringList parts;
    PhaseTimes::Duration before{0};
    const auto add = [&](const QString &name, const std::optional<PhaseTimes::Duration> &at) {
        if (!at)
            return;
        parts << QStringLiteral("%1 %2").arg(name, milliseconds(qMax(*at - before, PhaseTimes::Duration(0))));
        before = *at;
    };
    add(tr("name"), times.nameResolved);
    add(tr("connection"), times.connected);
    add(tr("TLS"), times.tlsDone);
    add(tr("sending"), times.sent);
    return parts;
}

QString line(const Progress &progress, std::chrono::milliseconds elapsed)
{
    const QString soFar = tr("%1\u00A0s so far").arg(QString::number(double(elapsed.count()) / 1000, 'f', 1));
    const QStringList parts = phases(progress.times);
    return parts.isEmpty() ? soFar : tr("%1: %2").arg(soFar, parts.join(QStringLiteral(", ")));
}

}

Report sendingReport(const Report &before, const QByteArray &host, const Progress &progress, std::chrono::milliseconds elapsed)
{
    Report report = before;
    report.source = ExchangeSource::Live;
    report.verdict = {};
    report.verdict.outcome = Outcome::Sending;
    report.verdict.headline = tr("Waiting for %1").arg(QString::fromUtf8(host));
    report.verdict.line = line(progress, elapsed);
    report.verdict.actions = {{"cancel", tr("Cancel"), {}, false}};
    report.clock = {Card::State::Waiting, tr("Waiting"), tr("no answer yet"), {}, "clock"};
    if (report.header.state == Card::State::Good)
        report.header.text = progress.times.sent ? tr("Sent") : tr("Sending");
    return report;
}

}
