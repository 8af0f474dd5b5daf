#pragma once

#include "core/session/canned_transport.h"
#include "ui/main_window/main_window.h"

#include <QApplication>
#include <QClipboard>
#include <QTest>

namespace keyhole {

/// The whole window on a clock that stands and a transport that answers from a table.
struct Stage {
    static constexpr auto kAddress = "https://api.example.com/orders";

    explicit Stage(QSize size = {1440, 900}, MainWindow::Surroundings surroundings = {}, CredentialStore *credentials = nullptr)
        : session(transport, clock), window(theme, with(credentials), std::move(surroundings))
    {
        window.resize(size);
        window.show();
        window.activateWindow();
        QApplication::setActiveWindow(&window);
    }

    /// A request of one line, opened as if it had been pasted.
    void open(const QByteArray &address = kAddress)
    {
        window.openText("curl " + address);
        QCoreApplication::processEvents();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget *focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : &window, key, modifiers);
    }
    QAction *action(const QString &id) const { return window.findChild<QAction *>(id); }

    FixedClock clock;
    CannedTransport transport;
    Theme theme;
    Session session;
    MainWindow window;

private:
    Session &with(CredentialStore *credentials)
    {
        session.setCredentials(credentials);
        return session;
    }
};

/// Waits for something that events bring about, at most five seconds.
template <class Condition> bool comesTrue(Condition condition)
{
    return QTest::qWaitFor(condition, 5000);
}

}
