#include "canary/scan.h"

#include "canary/database_contents.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QtEndian>
#include <memory>
#include <zlib.h>
#include <zstd.h>

namespace keyhole {

namespace {

constexpr int kDeepestArchive = 3;
constexpr qsizetype kLargestInside = 256 << 20;

/// `windowBits` as zlib has them: 15 + 32 for gzip, -15 for the content of a zip. What can be read of it.
QByteArray inflated(QByteArrayView packed, int windowBits)
{
    z_stream stream{};
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(packed.data()));
    stream.avail_in = uInt(packed.size());
    if (inflateInit2(&stream, windowBits) != Z_OK)
        return {};
    QByteArray all, part(64 << 10, Qt::Uninitialized);
    int state = Z_OK;
    while (state == Z_OK && all.size() < kLargestInside) {
        stream.next_out = reinterpret_cast<Bytef *>(part.data());
        stream.avail_out = uInt(part.size());
        state = inflate(&stream, Z_NO_FLUSH);
        all += part.first(part.size() - qsizetype(stream.avail_out));
    }
    inflateEnd(&stream);
    return all;
}

QByteArray decompressed(QByteArrayView packed)
{
    const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(), &ZSTD_freeDCtx);
    ZSTD_inBuffer in{packed.data(), size_t(packed.size()), 0};
    QByteArray all, part(64 << 10, Qt::Uninitialized);
    size_t left = 1;
    while (left != 0 && !ZSTD_isError(left) && all.size() < kLargestInside) {
        ZSTD_outBuffer out{part.data(), size_t(part.size()), 0};
        left = ZSTD_decompressStream(context.get(), &out, &in);
        all += part.first(qsizetype(out.pos));
        if (in.pos == in.size && out.pos < out.size)
            break;
    }
    return all;
}

std::vector<qint64> childrenOf(qint64 processId)
{
    std::vector<qint64> children;
    for (const QString &name : QDir("/proc").entryList(QDir::Dirs)) {
        QFile status("/proc/" + name + "/status");
        if (name.toLongLong() > 0 && status.open(QFile::ReadOnly)
            && status.readAll().contains("\nPPid:\t" + QByteArray::number(processId) + '\n'))
            children.push_back(name.toLongLong());
    }
    return children;
}

}

CanaryScan::CanaryScan(const std::vector<CanarySecret> &secrets)
{
    for (const CanarySecret &secret : secrets)
        add(secret);
}

void CanaryScan::add(const CanarySecret &secret)
{
    for (const Spelling &spelling : spellingsOf(secret.value))
        m_wanted.push_back({secret.kind, spelling});
}

void CanaryScan::searchBytes(const QByteArray &bytes, const QString &where)
{
    for (const Wanted &wanted : m_wanted) {
        if (bytes.contains(wanted.spelling.bytes))
            m_hits.push_back({where, wanted.kind, wanted.spelling.encoding});
    }
    if (m_depth < kDeepestArchive) {
        ++m_depth;
        searchArchive(bytes, where);
        --m_depth;
    }
}

void CanaryScan::searchArchive(const QByteArray &bytes, const QString &where)
{
    if (bytes.startsWith("\x1f\x8b"))
        searchBytes(inflated(bytes, 15 + 32), where + " (unpacked)");
    if (bytes.startsWith("\x28\xb5\x2f\xfd"))
        searchBytes(decompressed(bytes), where + " (unpacked)");
    const QByteArray mark("PK\x03\x04", 4);
    for (qsizetype at = bytes.indexOf(mark); at >= 0 && at + 30 <= bytes.size(); at = bytes.indexOf(mark, at + 4)) {
        const auto method = qFromLittleEndian<quint16>(bytes.constData() + at + 8);
        const qsizetype content
            = at + 30 + qFromLittleEndian<quint16>(bytes.constData() + at + 26) + qFromLittleEndian<quint16>(bytes.constData() + at + 28);
        if (method == 8 && content < bytes.size())
            searchBytes(inflated(QByteArrayView(bytes).sliced(content), -15), where + " (unpacked)");
    }
}

void CanaryScan::searchFolder(const QString &folder)
{
    QDirIterator entries(folder, QDir::Files | QDir::Hidden | QDir::System | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        QFile file(entries.next());
        searchBytes(file.fileName().toUtf8(), "the name " + file.fileName());
        const bool ordinary = entries.fileInfo().isFile();
        if (ordinary && file.open(QFile::ReadOnly)) {
            searchBytes(file.readAll(), file.fileName());
            for (const QByteArray &value : databaseContents(file.fileName()))
                searchBytes(value, "a value in " + file.fileName());
            ++m_files;
        }
    }
}

void CanaryScan::searchProcess(qint64 processId)
{
    for (const char *what : {"cmdline", "environ"}) {
        QFile file(QString("/proc/%1/%2").arg(processId).arg(what));
        if (file.open(QFile::ReadOnly))
            searchBytes(file.readAll(), file.fileName());
    }
    for (const qint64 child : childrenOf(processId))
        searchProcess(child);
}

QString CanaryScan::told() const
{
    QStringList lines;
    for (const Hit &hit : m_hits)
        lines.append(QString("%1: %2 as %3").arg(hit.where, QString::fromLatin1(hit.kind), QString::fromLatin1(hit.encoding)));
    return lines.join('\n');
}

}
