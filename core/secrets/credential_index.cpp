#include "core/secrets/credential_index.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace keyhole {

namespace {

constexpr qint64 kLargestFile = 4 << 20;
constexpr int kVersion = 1;

QJsonValue toJson(Instant instant)
{
    return qint64(instant.time_since_epoch().count());
}

QJsonObject toJson(const CredentialIndex::Entry &entry)
{
    QJsonArray origins;
    for (const Origin &origin : entry.info.origins)
        origins.append(QString::fromUtf8(origin.toString()));
    QJsonObject object{
        {"id", QString::fromLatin1(entry.info.id)},    {"kind", int(entry.info.kind)},          {"service", entry.info.label.service},
        {"environment", entry.info.label.environment}, {"name", entry.info.label.name},         {"origins", origins},
        {"created", toJson(entry.info.created)},       {"changed", toJson(entry.info.changed)}, {"generation", qint64(entry.generation)}};
    if (entry.info.expires)
        object["expires"] = toJson(*entry.info.expires);
    if (entry.info.used)
        object["used"] = toJson(*entry.info.used);
    return object;
}

Instant instantOf(const QJsonValue &value)
{
    return Instant(Milliseconds(value.toInteger()));
}

CredentialIndex::Entry fromJson(const QJsonObject &object)
{
    CredentialIndex::Entry entry;
    entry.info = {object["id"].toString().toLatin1(),
                  CredentialKind(object["kind"].toInt()),
                  {object["service"].toString(), object["environment"].toString(), object["name"].toString()},
                  {},
                  instantOf(object["created"]),
                  instantOf(object["changed"])};
    for (const QJsonValue &origin : object["origins"].toArray()) {
        if (const auto url = Url::parse(origin.toString().toUtf8()))
            entry.info.origins.push_back(url->origin());
    }
    if (object.contains("expires"))
        entry.info.expires = instantOf(object["expires"]);
    if (object.contains("used"))
        entry.info.used = instantOf(object["used"]);
    entry.generation = quint32(object["generation"].toInteger());
    return entry;
}

/// By what a file is known to be the one that was written.
struct Version {
    QDateTime changed;
    qint64 size;
};

Result<Version> write(const QString &path, const std::vector<CredentialIndex::Entry> &entries, const QByteArray &canary)
{
    QJsonArray list;
    for (const CredentialIndex::Entry &entry : entries)
        list.append(toJson(entry));
    const QJsonObject root{{"version", kVersion}, {"canary", QString::fromLatin1(canary.toHex())}, {"entries", list}};
    const QString folder = QFileInfo(path).path();
    if (!QFileInfo::exists(folder) && QDir().mkpath(folder))
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QSaveFile file(path);
    const QByteArray bytes = QJsonDocument(root).toJson(QJsonDocument::Compact);
    const bool saved = file.open(QFile::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(bytes) == bytes.size() && file.commit();
    if (!saved)
        return failure(Error{"The list of credentials cannot be saved: " + file.errorString() + '.', path,
                             "Make room, or allow this account to write there. The credential itself is in the keychain."});
    return Version{QFileInfo(path).lastModified(), bytes.size()};
}

}

CredentialIndex::CredentialIndex(QString file) : m_file(std::move(file))
{
    m_thread.setMaxThreadCount(1);
}

std::optional<Error> CredentialIndex::refresh()
{
    const QFileInfo info(m_file);
    if (isSaving() || !info.exists() || (info.lastModified() == m_readAt && info.size() == m_size))
        return std::nullopt;
    m_readAt = info.lastModified();
    m_size = info.size();
    return load();
}

std::optional<Error> CredentialIndex::load()
{
    QFile file(m_file);
    if (!file.open(QFile::ReadOnly))
        return Error{"The list of credentials cannot be read: " + file.errorString() + '.', m_file, "Allow this account to read it."};
    const QJsonObject root = m_size <= kLargestFile ? QJsonDocument::fromJson(file.read(kLargestFile)).object() : QJsonObject();
    if (root["version"].toInt() != kVersion || !root["entries"].isArray())
        return putAside();
    m_entries.clear();
    for (const QJsonValue &value : root["entries"].toArray()) {
        Entry entry = fromJson(value.toObject());
        if (isCredentialId(entry.info.id))
            m_entries.push_back(std::move(entry));
    }
    m_canary = QByteArray::fromHex(root["canary"].toString().toLatin1());
    return std::nullopt;
}

std::optional<Error> CredentialIndex::putAside()
{
    QString aside = m_file + ".damaged";
    for (int i = 2; QFile::exists(aside); ++i)
        aside = QString("%1.damaged-%2").arg(m_file).arg(i);
    QFile::rename(m_file, aside);
    return Error{"The list of credentials is damaged. It was put aside; the credentials themselves are in the keychain as before.", aside,
                 "Put back a copy of the file, or store the credentials again."};
}

quint32 CredentialIndex::generationOf(const CredentialId &id) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&id](const Entry &entry) { return entry.info.id == id; });
    return found == m_entries.end() ? 0 : found->generation;
}

void CredentialIndex::put(Entry entry, Saved saved)
{
    const auto found
        = std::find_if(m_entries.begin(), m_entries.end(), [&entry](const Entry &known) { return known.info.id == entry.info.id; });
    if (found == m_entries.end()) {
        m_entries.push_back(std::move(entry));
    } else {
        if (!entry.info.used)
            entry.info.used = found->info.used;
        *found = std::move(entry);
    }
    save(std::move(saved));
}

bool CredentialIndex::noteUse(const CredentialId &id, Instant at, Saved saved)
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&id](const Entry &known) { return known.info.id == id; });
    const Instant minute(std::chrono::floor<std::chrono::minutes>(at.time_since_epoch()));
    if (found == m_entries.end() || found->info.used == minute)
        return false;
    found->info.used = minute;
    save(std::move(saved));
    return true;
}

void CredentialIndex::take(const CredentialId &id, Saved saved)
{
    std::erase_if(m_entries, [&id](const Entry &entry) { return entry.info.id == id; });
    save(std::move(saved));
}

void CredentialIndex::setCanary(QByteArray hash, Saved saved)
{
    m_canary = std::move(hash);
    save(std::move(saved));
}

void CredentialIndex::save(Saved saved)
{
    ++m_saving;
    m_thread.start([this, entries = m_entries, canary = m_canary, saved = std::move(saved)] {
        const Result<Version> written = write(m_file, entries, canary);
        QMetaObject::invokeMethod(&m_here, [this, written, saved] {
            --m_saving;
            if (!written)
                return saved(failure(written.error()));
            m_readAt = written->changed;
            m_size = written->size;
            saved({});
        });
    });
}

}
