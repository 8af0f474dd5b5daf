#pragma once

#include "core/collection/collection_folder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

/// A small collection in a temporary folder.
class CollectionOnDisk {
public:
    CollectionOnDisk()
    {
        write("opencollection.yml", "opencollection: 1.0.0\ninfo:\n  name: Shop # ours\n");
        write("whoami.yml", request("Who am I", 1, "{{base}}/me"));
        write("health.yml", request("Health", 2, "{{base}}/health"));
        write("orders/folder.yml", "info:\n  name: Orders\n  type: folder\n  seq: 1\n");
        write("orders/list.yml",
              "# the list\ninfo:\n  name: List orders\n  type: http\n  seq: 1\n\nhttp:\n  method: GET\n  url: \"{{base}}/orders\"\n  "
              "headers:\n"
              "    - name: Accept\n      value: application/json # what we read\n");
        write("orders/place.yml", request("Place an order", 2, "{{base}}/orders"));
        write("environments/dev.yml",
              "name: dev\nvariables:\n  - name: base\n    value: http://127.0.0.1:8080\n  - secret: true\n    name: token\n");
        write("environments/production.yml",
              "name: production\ncolor: \"#b91c1c\"\nvariables:\n  - name: base\n    value: https://api.example\n");
        write("notes.txt", "no request");
    }

    QString path() const { return m_folder.path() + "/shop"; }
    bool exists(const QString &file) const { return QFileInfo::exists(path() + '/' + file); }
    void remove(const QString &file) const { QFile::remove(path() + '/' + file); }

    QByteArray read(const QString &name) const
    {
        QFile file(path() + '/' + name);
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }

    void write(const QString &name, const QByteArray &text) const
    {
        QDir().mkpath(QFileInfo(path() + '/' + name).path());
        QFile file(path() + '/' + name);
        if (file.open(QFile::WriteOnly))
            file.write(text);
    }

    /// What git prints.
    QString git(QStringList arguments) const
    {
        QProcess git;
        git.setWorkingDirectory(path());
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"})
            environment.insert(name, "a@example.com");
        environment.insert("GIT_CONFIG_GLOBAL", "/dev/null");
        environment.insert("GIT_CONFIG_SYSTEM", "/dev/null");
        git.setProcessEnvironment(environment);
        git.setProcessChannelMode(QProcess::MergedChannels);
        git.start("git", arguments);
        git.waitForFinished();
        return QString::fromUtf8(git.readAll());
    }

    static QStringList namesOf(const keyhole::CollectionFolder &collection, int folder)
    {
        QStringList names;
        for (const int id : collection.childrenOf(folder))
            names.push_back(collection.entry(id)->name);
        return names;
    }

    /// The first note of a file; an empty one where there is none.
    static keyhole::FileNote noteOf(const keyhole::CollectionFolder &collection, const QString &file)
    {
        for (const keyhole::FileNote &note : collection.notes()) {
            if (note.file == file)
                return note;
        }
        return {};
    }

    static QByteArray request(const QByteArray &name, int seq, const QByteArray &address)
    {
        return "info:\n  name: " + name + "\n  type: http\n  seq: " + QByteArray::number(seq) + "\n\nhttp:\n  method: GET\n  url: \""
            + address + "\"\n";
    }

private:
    QTemporaryDir m_folder;
};
