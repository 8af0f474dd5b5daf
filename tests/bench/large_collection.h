#pragma once

#include <QDir>
#include <QFile>

constexpr int kFolders = 100, kRequestsInEach = 100;

inline bool writeFile(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.open(QFile::WriteOnly) && file.write(text) == text.size();
}

inline QByteArray requestText(int folder, int number)
{
    const QByteArray id = QByteArray::number(folder * kRequestsInEach + number);
    return "info:\n  name: Request " + id + " of orders\n  type: http\n  seq: " + QByteArray::number(number + 1)
        + "\n\nhttp:\n  method: POST\n  url: \"{{base}}/v1/orders/" + id
        + "?expand=items\"\n  headers:\n    - name: Accept\n      value: application/json\n    - name: X-Trace\n      value: "
          "\"{{$uuid}}\"\n  body:\n"
          "    type: json\n    data: |-\n      {\n        \"sku\": \"A-1\",\n        \"count\": 2,\n        \"note\": \"a text of some "
          "length\"\n      }\n"
          "  auth:\n    type: bearer\n    token: \"{{token}}\"\n\nruntime:\n  assertions:\n    - expression: res.status\n      operator: "
          "eq\n"
          "      value: \"201\"\n\nsettings:\n  encodeUrl: true\n  timeout: 0\n  followRedirects: true\n  maxRedirects: 5\n";
}

inline bool makeLargeCollection(const QString &folder)
{
    QDir().mkpath(folder);
    bool written = writeFile(folder + "/opencollection.yml", "opencollection: 1.0.0\ninfo:\n  name: Large\n");
    for (int i = 0; i < kFolders; ++i) {
        const QString inner = folder + QString("/folder-%1").arg(i);
        QDir().mkpath(inner);
        written &= writeFile(inner + "/folder.yml", "info:\n  name: Folder " + QByteArray::number(i) + "\n  type: folder\n");
        for (int j = 0; j < kRequestsInEach; ++j)
            written &= writeFile(inner + QString("/request-%1.yml").arg(j), requestText(i, j));
    }
    return written;
}
