#include "ui/main_window/main_window.h"

#include "core/diagnosis/report.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QMimeData>
#include <QSaveFile>

namespace keyhole {

namespace {

/// In the format that the name of the file asks for; a page for any other name.
QByteArray contentFor(const QString &path, const Report &report)
{
    if (path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive))
        return reportToJson(report) + '\n';
    if (path.endsWith(QLatin1String(".md"), Qt::CaseInsensitive))
        return reportToMarkdown(report).toUtf8();
    return reportToHtml(report).toUtf8();
}

}

void MainWindow::copyReport()
{
    const Report *report = currentReport();
    if (!report)
        return m_status->say(tr("There is no diagnosis yet: send the request, or open a recording."));
    QApplication::clipboard()->setText(reportToMarkdown(*report));
    m_status->say(tr("Copied the report as Markdown. Secrets are masked."));
}

void MainWindow::copyReportPage()
{
    const Report *report = currentReport();
    if (!report)
        return m_status->say(tr("There is no diagnosis yet: send the request, or open a recording."));
    // Editors of rich text take the page, all others its source.
    auto *content = new QMimeData;
    content->setHtml(reportToHtml(*report));
    content->setText(reportToHtml(*report));
    QApplication::clipboard()->setMimeData(content);
    m_status->say(tr("Copied the report as HTML. Secrets are masked."));
}

void MainWindow::saveReport()
{
    const Report *report = currentReport();
    if (!report)
        return m_status->say(tr("There is no diagnosis yet: send the request, or open a recording."));
    auto *dialog = new QFileDialog(this, tr("Save the report"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Page (*.html)"), tr("Markdown (*.md)"), tr("JSON (*.json)")});
    dialog->setDefaultSuffix(QStringLiteral("html"));
    dialog->selectFile(QStringLiteral("report.html"));
    connect(dialog, &QFileDialog::filterSelected, dialog,
            [dialog](const QString &filter) { dialog->setDefaultSuffix(filter.section(QLatin1String("*."), 1).chopped(1)); });
    connect(dialog, &QFileDialog::fileSelected, this, [this, kept = *report](const QString &path) {
        const QByteArray content = contentFor(path, kept);
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
            return refuse({tr("The file was not written: %1").arg(file.errorString()), path, tr("Choose another place.")});
        m_status->say(tr("Saved the report. Secrets are masked."));
    });
    dialog->open();
}

}
