#pragma once

#include "core/formats/shell_words.h"

#include <QHash>

namespace keyhole {

/// The variables of a curl command line: --variable sets them, an option that begins with --expand- has them put into its value. One whose
/// content is not known here (a file, the environment) stays as "{{name}}", which stands for a variable of ours. curl 8.3; var.c of curl.
class CurlVariables {
public:
    /// "name=content", "name@file", "%NAME" of the environment, "%NAME=otherwise"; "name[2-5]=…" for some of its bytes. `notes` gets what
    /// is not known. Gives what is wrong; empty when nothing is.
    QString set(const QByteArray &value, const ShellInput &input, QStringList &notes);
    /// The text with its variables put in. One that was never set is nothing, as with curl.
    QByteArray expanded(const QByteArray &text, QStringList &notes) const;

private:
    QByteArray contentOf(const QByteArray &written, QStringList &notes) const;

    QHash<QByteArray, std::optional<QByteArray>> m_contents;
};

}
