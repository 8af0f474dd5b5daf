#pragma once

#include "canary/spellings.h"

#include <QString>

namespace keyhole {

/// One secret of each kind: 32 random characters; passwords have some that JSON, HTML and addresses must escape.
std::vector<CanarySecret> makeCanarySecrets();
/// Random letters and digits.
QByteArray randomText(int length);
const QByteArray &valueOf(const std::vector<CanarySecret> &secrets, const QByteArray &kind);

/// A recording of a browser, with secrets in it.
QByteArray recordingOf(const std::vector<CanarySecret> &secrets, const QByteArray &server);
/// An export of Postman with a credential of its own and one in a field.
QByteArray postmanExportOf(const std::vector<CanarySecret> &secrets, const QByteArray &server);
QByteArray netrcOf(const std::vector<CanarySecret> &secrets);

/// Fails the case where it cannot be written.
void writeInput(const QString &path, const QByteArray &content);

}
