#include "core/secrets/prompt_watch.h"

namespace keyhole {

PromptWatch::PromptWatch(QDBusConnection bus, const QString &service, const QDBusObjectPath &prompt, QObject *parent)
    : QObject(parent), m_service(service, bus, QDBusServiceWatcher::WatchForUnregistration)
{
    connect(&m_service, &QDBusServiceWatcher::serviceUnregistered, this, &PromptWatch::over);
    // QtDBus knows only this form for the signals of other programs.
    bus.connect(service, prompt.path(), "org.freedesktop.Secret.Prompt", "Completed", this, SLOT(completed(bool, QDBusVariant)));
}

void PromptWatch::completed(bool, const QDBusVariant &)
{
    emit over();
}

}
