#include "ui/collection/kept_texts.h"

#include <QFileInfo>

namespace keyhole {

namespace {

constexpr qint64 kLargest = 4 << 20;

QString fileOf(const CollectionFolder &folder, int id)
{
    const CollectionEntry *entry = folder.entry(id);
    if (!entry)
        return QStringLiteral("opencollection.yml");
    return entry->kind == CollectionEntry::Kind::Folder ? entry->path + QStringLiteral("/folder.yml") : entry->path;
}

QByteArray textOf(const CollectionFolder &folder, const QString &path)
{
    return loadFile(folder.folder() + '/' + path, kLargest).value_or(QByteArray());
}

std::optional<QByteArray> textBefore(const CollectionFolder &folder, const QString &path)
{
    return QFileInfo::exists(folder.folder() + '/' + path) ? std::optional(textOf(folder, path)) : std::nullopt;
}

}

KeptTexts::KeptTexts(const CollectionFolder &folder, const std::vector<int> &ids)
{
    for (const int id : ids) {
        const QString path = fileOf(folder, id);
        m_texts.push_back({id, path, {}, textBefore(folder, path), {}});
    }
}

void KeptTexts::changed(const CollectionFolder &folder)
{
    for (Text &text : m_texts) {
        text.pathAfter = fileOf(folder, text.id);
        text.after = textOf(folder, text.pathAfter);
    }
}

std::vector<size_t> KeptTexts::untouched(const CollectionFolder &folder) const
{
    std::vector<size_t> found;
    for (size_t i = 0; i < m_texts.size(); ++i) {
        if (m_texts[i].before != QByteArray() && textOf(folder, m_texts[i].pathAfter) == m_texts[i].after)
            found.push_back(i);
    }
    return found;
}

void KeptTexts::putBack(CollectionFolder &folder, const std::vector<size_t> &which) const
{
    for (const size_t i : which) {
        const QByteArray now = textOf(folder, m_texts[i].pathBefore);
        if (!now.isEmpty() && now != m_texts[i].before)
            folder.putBack(m_texts[i].pathBefore, now, m_texts[i].before);
    }
}

}
