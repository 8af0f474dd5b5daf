#pragma once

#include "core/diagnosis/diagnose.h"
#include "core/formats/har.h"

#include <QDir>

namespace keyhole {

/// The last entry of a HAR file, diagnosed with the ones before it, as `keyhole-cli diagnose` does.
inline Result<Report> diagnoseRecording(const QString &path)
{
    const auto har = HarFile::open(path);
    if (!har)
        return failure(har.error());
    std::vector<Exchange> earlier;
    for (int i = 0; i + 1 < har->count(); ++i) {
        if (auto exchange = har->exchange(i))
            earlier.push_back(std::move(*exchange));
    }
    std::vector<const Exchange *> before;
    for (const Exchange &each : earlier)
        before.push_back(&each);
    const auto last = har->exchange(har->count() - 1);
    if (!last)
        return failure(last.error());
    return diagnose({*last, before});
}

inline bool reports(const Report &report, QByteArrayView id)
{
    return std::any_of(report.findings.begin(), report.findings.end(), [id](const Finding &finding) { return finding.id == id; });
}

/// The recordings of a rule: tests/fixtures/rules/<id>/hit and miss.
inline QStringList casesOf(QByteArrayView id, const QString &kind)
{
    const QDir folder(QStringLiteral(KEYHOLE_SOURCE_DIR "/tests/fixtures/rules/%1/%2").arg(QString::fromLatin1(id), kind));
    QStringList paths;
    for (const QString &name : folder.entryList({QStringLiteral("*.har")}, QDir::Files, QDir::Name))
        paths += folder.filePath(name);
    return paths;
}

}
