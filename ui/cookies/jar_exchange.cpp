#include "ui/cookies/jar_window.h"

#include "core/diagnosis/report.h"
#include "core/session/session.h"
#include "ui/text/text_label.h"

#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QGuiApplication>
#include <QSaveFile>

namespace keyhole {

namespace {

constexpr qint64 kLargestFile = 64 << 20;
constexpr size_t kMostProblemsShown = 3;

}

void JarWindow::importFile()
{
    auto *dialog = new QFileDialog(this, tr("Import cookies"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Cookie files (*.txt *.json *.har)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &JarWindow::readFile);
    dialog->open();
}

void JarWindow::readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return take(failure(Error{tr("The file was not read: %1").arg(file.errorString()), path, {}}));
    if (file.size() > kLargestFile)
        return take(failure(Error{tr("The file is larger than 64 MB"), path, tr("Import a part of it.")}));
    take(readCookies(file.readAll(), std::nullopt, m_session.now()));
}

void JarWindow::pasteCookies()
{
    const auto page = Url::parse("https://" + m_host + '/');
    take(readCookies(QGuiApplication::clipboard()->text().toUtf8(), page ? std::optional(*page) : std::nullopt, m_session.now()));
}

void JarWindow::take(const Result<CookieFile> &file)
{
    if (!file)
        return tellProblems({file.error()});
    if (!file->cookies.empty()) {
        change(tr("Took %n cookies.", nullptr, int(file->cookies.size())), [&](CookieJar &jar) {
            for (const Cookie &cookie : file->cookies)
                jar.add(cookie);
        });
    }
    tellProblems(file->problems);
}

void JarWindow::tellProblems(const std::vector<Error> &problems)
{
    QStringList lines;
    for (const Error &problem : problems) {
        if (size_t(lines.size()) == kMostProblemsShown)
            break;
        const QString what = problem.place.isEmpty() ? problem.what : problem.place + QStringLiteral(": ") + problem.what;
        lines << visibleText(problem.remedy.isEmpty() ? what : what + QStringLiteral(". ") + problem.remedy);
    }
    if (problems.size() > kMostProblemsShown)
        lines << tr("and %n more that were left out", nullptr, int(problems.size() - kMostProblemsShown));
    m_problems->setText(lines.join(QLatin1Char('\n')));
    m_problems->setVisible(!lines.isEmpty());
}

void JarWindow::exportFile()
{
    auto *dialog = new QFileDialog(this, tr("Export cookies: the file will hold their values"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const QString netscape = tr("Netscape cookie file, as curl reads it (*.txt)"), json = tr("JSON (*.json)");
    dialog->setNameFilters({netscape, json});
    dialog->selectFile(QStringLiteral("cookies.txt"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [=, this](const QString &path) { writeFile(path, dialog->selectedNameFilter() == json || path.endsWith(".json")); });
    dialog->open();
}

/// The values are secrets: nobody else may read the file.
void JarWindow::writeFile(const QString &path, bool asJson)
{
    const std::vector<Cookie> &cookies = m_session.jar().cookies();
    const QByteArray content = asJson ? writeJsonCookies(cookies) : writeNetscapeCookies(cookies);
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && file.write(content) == content.size() && file.commit();
    if (!written)
        return tellProblems({{tr("The file was not written: %1").arg(file.errorString()), path, tr("Choose another place.")}});
    tellProblems({});
    emit done(tr("Wrote %n cookies with their values.", nullptr, int(cookies.size())), {});
}

}
