#include "ui/main_window/main_window.h"

#include "core/diagnosis/words.h"
#include "ui/cookies/jar_window.h"
#include "ui/main_window/notice_bar.h"
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
    case StatusLine::Secrets:
        return showCredentials();
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
    const OpenRequest *request = m_requests.current();
    const auto url = request ? Url::parse(request->draft.address) : Url::parse({});
    auto *window = new JarWindow(m_theme, m_session, url ? url->origin().host : QByteArray());
    window->setKeeping(m_session.jarKeeping());
    connect(this, &QObject::destroyed, window, &QObject::deleteLater);
    connect(window, &JarWindow::done, m_status, &StatusLine::say);
    window->show();
}

void MainWindow::showSettings()
{
    auto *dialog = new SettingsDialog(m_theme, m_settings.transport, this);
    connect(dialog, &SettingsDialog::themeChosen, this, &MainWindow::setTheme);
    connect(dialog, &SettingsDialog::transportChanged, this, [this](const TransportOptions &transport) {
        m_settings.transport = transport;
        showProxyEntry();
    });
    if (m_surroundings.history)
        dialog->addHistory(*m_surroundings.history);
    connect(dialog, &SettingsDialog::retentionChanged, this, [this](const HistoryRetention &retention) {
        m_settings.history = retention;
        m_surroundings.history->setRetention(retention);
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
