// Run by the build: writes the YAML files of folders as one file, which the program reads many times as fast.
//   knowledge_compiler FILE FOLDER…
#include "core/yaml/yaml_stream.h"

#include <QDir>
#include <QSaveFile>
#include <cstdio>

namespace {

bool add(QDataStream &stream, const QByteArray &folder, const QFileInfo &each)
{
    QFile file(each.filePath());
    const auto value = file.open(QIODevice::ReadOnly)
        ? keyhole::parseYaml(file.readAll())
        : keyhole::Result<keyhole::YamlValue>(keyhole::failure(keyhole::Error{file.errorString(), {}, {}}));
    if (!value) {
        std::fprintf(stderr, "%s: %s: %s\n", qPrintable(each.filePath()), qPrintable(value.error().place), qPrintable(value.error().what));
        return false;
    }
    stream << folder << each.completeBaseName().toUtf8() << *value;
    return true;
}

}

int main(int argc, char *argv[])
{
    QSaveFile file(argc > 1 ? QString::fromLocal8Bit(argv[1]) : QString());
    if (argc < 3 || !file.open(QIODevice::WriteOnly)) {
        std::fputs("knowledge_compiler FILE FOLDER…\n", stderr);
        return 2;
    }
    QDataStream stream(&file);
    stream.setVersion(QDataStream::Qt_6_0);
    for (int i = 2; i < argc; ++i) {
        const QDir folder(QString::fromLocal8Bit(argv[i]));
        for (const QFileInfo &each : folder.entryInfoList({QStringLiteral("*.yaml")}, QDir::Files, QDir::Name)) {
            if (!add(stream, folder.dirName().toUtf8(), each))
                return 1;
        }
    }
    return stream.status() == QDataStream::Ok && file.commit() ? 0 : 1;
}
