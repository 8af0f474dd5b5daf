#pragma once

#include <QByteArray>
#include <QStringList>
#include <QTemporaryDir>

namespace keyhole {

struct CommandResult {
    int status = -1;
    QByteArray out, err;
};

/// Runs keyhole-cli; fails the test when it does not end by itself within 30 s.
CommandResult runCli(const QStringList &arguments, const QByteArray &input = {});

/// The same beside a server of this process, whose event loop goes on meanwhile.
CommandResult runCliWhileServing(const QStringList &arguments);

/// A file of this content that goes with the folder.
QString writeFile(const QTemporaryDir &folder, const QString &name, const QByteArray &content);

/// A HAR file of these entries (JSON texts).
QByteArray harOf(const QByteArrayList &entries);
/// A HAR entry: GET of the address with the fields ({"name", "value"}), answered with the status, fields and body.
struct HarEntryText {
    QByteArray url = "https://api.example.com/orders";
    QList<QPair<QByteArray, QByteArray>> requestFields = {};
    int status = 401;
    QList<QPair<QByteArray, QByteArray>> responseFields = {};
    QByteArray body = {};

    QByteArray json() const;
};

/// Whether a text has a control character that a terminal would obey: C0 without line end and tab, DEL, or C1.
bool hasControlCharacter(const QByteArray &text);

}
