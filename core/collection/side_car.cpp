#include "core/collection/side_car.h"

#include "core/collection/kept_draft.h"
#include "core/collection/saved_file.h"
#include "core/json/values.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <sys/stat.h>

namespace keyhole {

namespace {

constexpr qint64 kLargest = 64 << 20;

}

Result<SideCar> SideCar::open(const QString &collectionFolder)
{
    SideCar sideCar(collectionFolder + QStringLiteral("/.keyhole"));
    sideCar.m_content = jsonObject({{"schema", jsonText("keyhole.collection/1")}});
    const QFileInfo folder(sideCar.m_folder);
    if (folder.isSymLink())
        return failure(Error{QStringLiteral("“.keyhole” is a link; links are not followed"), folder.filePath(),
                             QStringLiteral("Replace it by a folder.")});
    const QString file = sideCar.m_folder + QStringLiteral("/collection.json");
    if (!QFileInfo::exists(file))
        return sideCar;
    removeStrayTemporaries(sideCar.m_folder);
    const auto bytes = loadFile(file, kLargest);
    if (!bytes)
        return failure(Error(bytes.error()));
    auto content = parseJson(*bytes, {.bytes = kLargest});
    if (!content || !content->isObject()) {
        QFile::remove(file + QStringLiteral(".unreadable"));
        QFile::rename(file, file + QStringLiteral(".unreadable"));
        return sideCar;
    }
    sideCar.m_content = std::move(*content);
    return sideCar;
}

JsonValue &SideCar::section(const QByteArray &name)
{
    for (JsonMember &member : m_content.members) {
        if (member.name == name)
            return member.value;
    }
    return m_content.members.emplace_back(JsonMember{name, jsonObject({})}).value;
}

const JsonValue *SideCar::entry(const QByteArray &section, const QString &name) const
{
    return m_content.at({section, name.toUtf8()});
}

void SideCar::setEntry(const QByteArray &sectionName, const QString &name, JsonValue value)
{
    JsonValue &in = section(sectionName);
    const QByteArray key = name.toUtf8();
    const auto there = std::find_if(in.members.begin(), in.members.end(), [&key](const JsonMember &member) { return member.name == key; });
    const bool empty = value.isObject() && value.members.empty();
    if (there == in.members.end() ? empty : !empty && there->value == value)
        return;
    m_changed = true;
    if (there == in.members.end())
        in.members.push_back({key, std::move(value)});
    else if (empty)
        in.members.erase(there);
    else
        there->value = std::move(value);
}

void SideCar::complete(const QString &path, AuthDraft &auth) const
{
    if (const JsonValue *kept = entry("items", path))
        keyhole::complete(auth, *kept);
}

void SideCar::complete(const QString &path, RequestDraft &draft) const
{
    if (const JsonValue *kept = entry("items", path))
        keyhole::complete(draft, *kept);
}

void SideCar::keep(const QString &path, const AuthDraft &auth)
{
    setEntry("items", path, keptOf(auth));
}

void SideCar::keep(const QString &path, const RequestDraft &draft)
{
    setEntry("items", path, keptOf(draft));
}

QByteArray SideCar::credentialOf(const QString &environment, const QByteArray &variable) const
{
    const JsonValue *kept = entry("environments", environment);
    const JsonValue *credential = kept ? kept->at({"secrets", variable}) : nullptr;
    return credential ? credential->text : QByteArray();
}

void SideCar::setCredential(const QString &environment, const QByteArray &variable, const QByteArray &credential)
{
    const JsonValue *kept = entry("environments", environment);
    JsonValue json = kept ? *kept : jsonObject({});
    JsonValue secrets = json.find("secrets") ? *json.find("secrets") : jsonObject({});
    std::erase_if(secrets.members, [&variable](const JsonMember &member) { return member.name == variable; });
    if (!credential.isEmpty())
        secrets.members.push_back({variable, jsonText(credential)});
    std::erase_if(json.members, [](const JsonMember &member) { return member.name == "secrets"; });
    if (!secrets.members.empty())
        json.members.push_back({"secrets", std::move(secrets)});
    setEntry("environments", environment, std::move(json));
}

bool isProductionName(const QString &environment)
{
    static const QRegularExpression name(QStringLiteral("(^|[^a-z])(prod|production|prd|live)([^a-z]|$)"),
                                         QRegularExpression::CaseInsensitiveOption);
    return name.match(environment).hasMatch();
}

bool SideCar::isProduction(const QString &environment) const
{
    const JsonValue *kept = entry("environments", environment);
    if (const JsonValue *said = kept ? kept->find("production") : nullptr)
        return said->boolean;
    return isProductionName(environment);
}

void SideCar::setProduction(const QString &environment, bool production)
{
    const JsonValue *kept = entry("environments", environment);
    JsonValue json = kept ? *kept : jsonObject({});
    std::erase_if(json.members, [](const JsonMember &member) { return member.name == "production"; });
    json.members.push_back({"production", jsonBool(production)});
    setEntry("environments", environment, std::move(json));
}

JsonValue SideCar::state(const QByteArray &name) const
{
    const JsonValue *kept = entry("states", QString::fromUtf8(name));
    return kept ? *kept : JsonValue();
}

void SideCar::setState(const QByteArray &name, const JsonValue &value)
{
    setEntry("states", QString::fromUtf8(name), value);
}

void SideCar::rename(const QString &from, const QString &to)
{
    const QByteArray old = from.toUtf8();
    for (JsonMember &member : section("items").members) {
        if (member.name == old || member.name.startsWith(old + '/')) {
            member.name = to.toUtf8() + member.name.mid(old.size());
            m_changed = true;
        }
    }
}

void SideCar::remove(const QString &path)
{
    const QByteArray gone = path.toUtf8();
    m_changed |= std::erase_if(section("items").members,
                               [&gone](const JsonMember &member) { return member.name == gone || member.name.startsWith(gone + '/'); })
        > 0;
}

JsonValue SideCar::keptBelow(const QString &path) const
{
    const QByteArray from = path.toUtf8();
    JsonValue kept = jsonObject({});
    const JsonValue *items = m_content.find("items");
    for (const JsonMember &member : items ? items->members : std::vector<JsonMember>()) {
        if (member.name == from || member.name.startsWith(from + '/'))
            kept.members.push_back({member.name.mid(from.size()), member.value});
    }
    return kept;
}

void SideCar::putBelow(const QString &path, const JsonValue &kept)
{
    for (const JsonMember &member : kept.members)
        setEntry("items", path + QString::fromUtf8(member.name), member.value);
}

void SideCar::takeItems(const SideCar &other)
{
    const JsonValue *items = other.m_content.find("items");
    section("items") = items ? *items : jsonObject({});
    m_changed = true;
}

Result<void> SideCar::save()
{
    if (!m_changed)
        return {};
    if (QFileInfo(m_folder).isSymLink() || !QDir().mkpath(m_folder))
        return failure(
            Error{QStringLiteral("the folder cannot be made"), m_folder, QStringLiteral("Check the permissions of the collection.")});
    QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const QString ignore = m_folder + QStringLiteral("/.gitignore");
    if (!QFileInfo::exists(ignore)) {
        if (auto saved = saveFile(ignore, "*\n"); !saved)
            return saved;
    }
    auto saved = saveFile(m_folder + QStringLiteral("/collection.json"), toJson(m_content) + '\n', FileAccess::Private);
    m_changed = !saved;
    return saved;
}

}
