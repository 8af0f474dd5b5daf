#include "core/formats/import/opencollection_files.h"

#include "core/collection/collection_index.h"
#include "core/formats/import/opencollection.h"

#include <QFileInfo>
#include <map>

namespace keyhole {

namespace {

bool isHead(const FolderFile &file)
{
    return file.name() == QLatin1String("folder.yml") || file.name() == QLatin1String("folder.yaml");
}

bool isCollectionFile(const FolderFile &file)
{
    return file.path == QLatin1String("opencollection.yml") || file.path == QLatin1String("opencollection.yaml");
}

bool isEnvironment(const FolderFile &file)
{
    return file.folder() == QLatin1String("environments");
}

bool isDocument(const FolderFile &file)
{
    const QString ending = QFileInfo(file.path).suffix().toLower();
    return (ending == QLatin1String("yml") || ending == QLatin1String("yaml")) && !file.path.startsWith('.')
        && !file.path.contains(QLatin1String("/."));
}

double orderOf(const YamlValue &item)
{
    const YamlValue *info = item.find("info");
    return info ? textOf(*info, "seq").toDouble() : 0;
}

void nameAfterFile(YamlValue &item, const QString &name)
{
    YamlValue &info = memberOf(item, "info");
    if (textOf(info, "name").isEmpty())
        memberOf(info, "name") = yamlText(name.toUtf8());
}

/// Folders by path, each a document that its items are put into.
class Bundling {
public:
    BundledFiles run(const std::vector<FolderFile> &files);

private:
    std::optional<YamlValue> parse(const FolderFile &file);
    YamlValue &folderAt(const QString &path);
    void addEnvironment(YamlValue environment, const FolderFile &file);
    void take(const FolderFile &file);
    void close();

    std::map<QString, YamlValue> m_folders;
    BundledFiles m_bundled;
};

std::optional<YamlValue> Bundling::parse(const FolderFile &file)
{
    auto document = readDocument(file.content);
    if (document && document->kind == YamlValue::Kind::Mapping)
        return std::move(*document);
    const Error fault = document ? Error{QStringLiteral("it holds no item"), {}, {}} : document.error();
    const QString place = fault.place.isEmpty() ? file.path : file.path + QStringLiteral(", ") + fault.place;
    m_bundled.notes.push_back({QStringLiteral("The file is left out: %1").arg(fault.what), place, fault.remedy});
    return std::nullopt;
}

YamlValue &Bundling::folderAt(const QString &path)
{
    const auto known = m_folders.find(path);
    if (known != m_folders.end())
        return known->second;
    const qsizetype slash = path.lastIndexOf('/');
    if (!path.isEmpty())
        folderAt(slash < 0 ? QString() : path.first(slash));
    YamlValue &folder = m_folders[path] = yamlMapping();
    if (!path.isEmpty()) {
        nameAfterFile(folder, path.mid(slash + 1));
        memberOf(memberOf(folder, "info"), "type") = yamlText("folder");
    }
    return folder;
}

void Bundling::addEnvironment(YamlValue environment, const FolderFile &file)
{
    if (textOf(environment, "name").isEmpty())
        memberOf(environment, "name") = yamlText(QFileInfo(file.path).completeBaseName().toUtf8());
    YamlValue &list = memberOf(memberOf(folderAt({}), "config"), "environments");
    list.kind = YamlValue::Kind::Sequence;
    list.items.push_back(std::move(environment));
}

void Bundling::take(const FolderFile &file)
{
    auto document = parse(file);
    if (!document)
        return;
    if (isCollectionFile(file) || isHead(file)) {
        YamlValue &folder = folderAt(file.folder());
        const QByteArray name = folder.find("info") ? textOf(*folder.find("info"), "name") : QByteArray();
        folder = std::move(*document);
        if (isHead(file))
            nameAfterFile(folder, QString::fromUtf8(name));
        return;
    }
    if (isEnvironment(file))
        return addEnvironment(std::move(*document), file);
    nameAfterFile(*document, QFileInfo(file.path).completeBaseName());
    YamlValue &list = memberOf(folderAt(file.folder()), "items");
    list.kind = YamlValue::Kind::Sequence;
    list.items.push_back(std::move(*document));
}

/// Puts each folder into the one that it is in. Its path is behind that one's, so that going backwards closes the inner ones first.
void Bundling::close()
{
    for (auto folder = m_folders.rbegin(); folder != m_folders.rend(); ++folder) {
        if (YamlValue *items = folder->second.find("items") ? &memberOf(folder->second, "items") : nullptr)
            std::stable_sort(items->items.begin(), items->items.end(),
                             [](const YamlValue &a, const YamlValue &b) { return orderOf(a) < orderOf(b); });
        if (folder->first.isEmpty())
            continue;
        const qsizetype slash = folder->first.lastIndexOf('/');
        YamlValue &list = memberOf(m_folders.at(slash < 0 ? QString() : folder->first.first(slash)), "items");
        list.kind = YamlValue::Kind::Sequence;
        list.items.push_back(std::move(folder->second));
    }
}

BundledFiles Bundling::run(const std::vector<FolderFile> &files)
{
    folderAt({});
    // The heads first: they take the place of what is made for a folder without one.
    for (const bool heads : {true, false}) {
        for (const FolderFile &file : files) {
            if (isDocument(file) && (isHead(file) || isCollectionFile(file)) == heads)
                take(file);
        }
    }
    close();
    m_bundled.document = std::move(m_folders.at({}));
    return std::move(m_bundled);
}

}

bool isOpenCollectionFolder(const std::vector<FolderFile> &files)
{
    return std::any_of(files.begin(), files.end(), isCollectionFile);
}

BundledFiles bundleFiles(const std::vector<FolderFile> &files)
{
    return Bundling().run(files);
}

}
