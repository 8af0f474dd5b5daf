#include "ui/main_window/window_settings.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

namespace keyhole {

namespace {

constexpr QFile::Permissions kOwnerOnly = QFile::ReadOwner | QFile::WriteOwner;

Milliseconds limitFrom(const QSettings &settings, const QString &key, Milliseconds otherwise)
{
    const qlonglong value = settings.value(key, qlonglong(otherwise.count())).toLongLong();
    return Milliseconds(std::clamp<qlonglong>(value, 0, 24LL * 3600 * 1000));
}

}

WindowSettings WindowSettings::load(const QString &path)
{
    const QSettings settings(path, QSettings::IniFormat);
    WindowSettings loaded;
    loaded.geometry = settings.value("window/geometry").toByteArray();
    loaded.columns = settings.value("window/columns").toByteArray();
    loaded.centre = settings.value("window/centre").toByteArray();
    loaded.sidebarHidden = settings.value("window/sidebarHidden").toBool();
    loaded.diagnosisHidden = settings.value("window/diagnosisHidden").toBool();
    loaded.diagnosisBelow = settings.value("window/diagnosisBelow").toBool();
    loaded.theme = ThemeChoice(std::clamp(settings.value("theme").toInt(), 0, int(ThemeChoice::Dark)));
    loaded.keepsSessionCookies = settings.value("cookies/keepSession").toBool();
    loaded.history.age = std::chrono::days(std::clamp(settings.value("history/days", int(loaded.history.age.count())).toInt(), 1, 36500));
    loaded.history.bytes = std::clamp(settings.value("history/bytes", qlonglong(loaded.history.bytes)).toLongLong(), 1LL << 20, 1LL << 40);
    loaded.transport.proxy = ProxyChoice(std::clamp(settings.value("proxy/choice").toInt(), 0, int(ProxyChoice::Custom)));
    loaded.transport.proxyAddress = settings.value("proxy/address").toString().toUtf8();
    loaded.transport.connectLimit = limitFrom(settings, "limits/connect", loaded.transport.connectLimit);
    loaded.transport.answerLimit = limitFrom(settings, "limits/answer", loaded.transport.answerLimit);
    loaded.transport.idleLimit = limitFrom(settings, "limits/idle", loaded.transport.idleLimit);
    return loaded;
}

Result<bool> WindowSettings::save(const QString &path) const
{
    // The file is made with its permissions before anything stands in it.
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.exists() && !file.open(QIODevice::WriteOnly | QIODevice::NewOnly, kOwnerOnly))
        return failure(Error{file.errorString(), path, QObject::tr("Check that the folder can be written.")});
    file.close();
    QSettings settings(path, QSettings::IniFormat);
    settings.setValue("window/geometry", geometry);
    settings.setValue("window/columns", columns);
    settings.setValue("window/centre", centre);
    settings.setValue("window/sidebarHidden", sidebarHidden);
    settings.setValue("window/diagnosisHidden", diagnosisHidden);
    settings.setValue("window/diagnosisBelow", diagnosisBelow);
    settings.setValue("theme", int(theme));
    settings.setValue("cookies/keepSession", keepsSessionCookies);
    settings.setValue("history/days", int(history.age.count()));
    settings.setValue("history/bytes", qlonglong(history.bytes));
    settings.setValue("proxy/choice", int(transport.proxy));
    settings.setValue("proxy/address", QString::fromUtf8(transport.proxyAddress));
    settings.setValue("limits/connect", qlonglong(transport.connectLimit.count()));
    settings.setValue("limits/answer", qlonglong(transport.answerLimit.count()));
    settings.setValue("limits/idle", qlonglong(transport.idleLimit.count()));
    settings.sync();
    QFile::setPermissions(path, kOwnerOnly);
    if (settings.status() != QSettings::NoError)
        return failure(Error{QObject::tr("The settings could not be written."), path, QObject::tr("Check that the file can be written.")});
    return true;
}

}
