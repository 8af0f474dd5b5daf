#pragma once

#include "core/result.h"

#include <QLocalServer>
#include <QStringList>

class QLocalSocket;

namespace keyhole {

/// One window for each user and settings folder: a second start hands over what it was given and ends. The socket is the user's alone.
class SingleInstance : public QObject {
    Q_OBJECT
public:
    static constexpr qsizetype kLargestMessage = 1 << 20;

    /// `folder` tells instances apart that have settings of their own.
    explicit SingleInstance(const QString &folder, QObject *parent = nullptr);

    /// Whether another instance took the arguments; waits for it no longer than a second, before there is a window.
    bool handOver(const QStringList &arguments) const;
    /// Begins to listen. Fails with the system's reason; the program goes on without.
    Result<bool> listen();
    QString name() const { return m_name; }

signals:
    void received(const QStringList &arguments);

private:
    void read(QLocalSocket *socket);

    QString m_name;
    QLocalServer m_server;
};

}
