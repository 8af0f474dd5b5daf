#include "ui/main_window/main_window.h"

#include "core/diagnosis/words.h"
#include "ui/main_window/notice_bar.h"
#include "ui/main_window/table_dialog.h"
#include "ui/main_window/text_dialog.h"
#include "ui/settings/settings_dialog.h"

#include <QMenuBar>

namespace keyhole {

void MainWindow::refuse(const Error &error)
{
    m_notice->tell(error);
}

void MainWindow::showJarEntry()
{
    m_status->setEntry(StatusLine::Jar, tr("Jar: %n cookies", nullptr, int(m_session.jar().cookies().size())));
}

void MainWindow::showProxyEntry()
{
    const TransportOptions &transport = m_settings.transport;
    const QString names[] = {tr("Proxy: system"), tr("Proxy: none"), tr("Proxy: %1").arg(QString::fromUtf8(transport.proxyAddress))};
    m_status->setEntry(StatusLine::Proxy, names[int(transport.proxy)]);
}

void MainWindow::openStatusEntry(StatusLine::Entry entry)
{
    switch (entry) {
    case StatusLine::Secrets: {
        const QString text = tr("Credentials and secret variables are kept in memory, and are gone when Keyhole quits. They are masked in "
                                "reports, in copied curl commands and in saved files. Keyhole writes no secret to a file.");
        return (new TextDialog(m_theme, tr("Secrets"), text, this))->show();
    }
    case StatusLine::HostClock:
        return showClocks();
    case StatusLine::Jar:
        return showJar();
    case StatusLine::Proxy:
        return showSettings();
    }
}

void MainWindow::showJar()
{
    auto *dialog = new TableDialog(m_theme, tr("Cookie jar"), {tr("Name"), tr("Value"), tr("Domain"), tr("Path"), tr("Attributes")},
                                   tr("No cookies yet. Those that servers set in this run are kept here until you quit."), this);
    const auto fill = [this, dialog] {
        std::vector<QStringList> rows;
        for (const Cookie &cookie : m_session.jar().cookies()) {
            QStringList attributes;
            if (cookie.secure)
                attributes << "Secure";
            if (cookie.httpOnly)
                attributes << "HttpOnly";
            rows.push_back({QString::fromUtf8(cookie.name), Secret::mask(cookie.value), QString::fromUtf8(cookie.domain),
                            QString::fromUtf8(cookie.path), attributes.join(", ")});
        }
        dialog->setRows(rows);
    };
    fill();
    connect(&m_session, &Session::jarChanged, dialog, fill);
    dialog->addRowAction(tr("Delete cookie"), [this, fill](int row) {
        const Cookie cookie = m_session.jar().cookies().at(size_t(row));
        m_session.jar().remove(cookie);
        fill();
        showJarEntry();
        m_status->say(tr("Deleted one cookie."), [this, cookie] {
            m_session.jar().add(cookie);
            showJarEntry();
        });
    });
    dialog->addAction(tr("Delete all"), [this, fill] {
        const std::vector<Cookie> all = m_session.jar().cookies();
        m_session.jar().clear();
        fill();
        showJarEntry();
        m_status->say(tr("Deleted %n cookies.", nullptr, int(all.size())), [this, all] {
            for (const Cookie &cookie : all)
                m_session.jar().add(cookie);
            showJarEntry();
        });
    });
    dialog->show();
}

void MainWindow::showSettings()
{
    auto *dialog = new SettingsDialog(m_theme, m_settings.transport, this);
    connect(dialog, &SettingsDialog::themeChosen, this, &MainWindow::setTheme);
    connect(dialog, &SettingsDialog::transportChanged, this, [this](const TransportOptions &transport) {
        m_settings.transport = transport;
        showProxyEntry();
    });
    dialog->show();
}

void MainWindow::showShortcuts()
{
    QString text;
    for (QAction *top : menuBar()->actions()) {
        text += top->text().remove('&') + '\n';
        for (QAction *action : top->menu()->findChildren<QAction *>()) {
            if (!action->shortcut().isEmpty())
                text += QString("    %1  %2\n")
                            .arg(action->shortcut().toString(QKeySequence::NativeText), -16)
                            .arg(action->text().remove('&'));
        }
        text += '\n';
    }
    auto *dialog = new TextDialog(m_theme, tr("Keyboard shortcuts"), text, this);
    dialog->show();
}

void MainWindow::showAbout()
{
    const QString text = tr("Keyhole %1\n\nWhy did the server say 401, and what do I change?\n\nLicensed under the Apache License 2.0.\n"
                            "Made with Qt %2.")
                             .arg(KEYHOLE_VERSION, QString::fromLatin1(qVersion()));
    (new TextDialog(m_theme, tr("About Keyhole"), text, this))->show();
}

}
