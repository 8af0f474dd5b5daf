#pragma once

#include <QDBusConnection>
#include <QDBusObjectPath>
#include <QDBusServiceWatcher>
#include <QDBusVariant>
#include <QObject>
#include <QPointer>

namespace keyhole {

/// Tells when a dialogue of the Secret Service is over: answered, dismissed, or its service gone. Told once.
class PromptWatch : public QObject {
    Q_OBJECT
public:
    PromptWatch(QDBusConnection bus, const QString &service, const QDBusObjectPath &prompt, QObject *parent);

signals:
    void over();

private slots:
    void completed(bool dismissed, const QDBusVariant &result);

private:
    QDBusServiceWatcher m_service;
};

}
