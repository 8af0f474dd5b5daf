#pragma once

#include "core/formats/curl_command.h"
#include "core/formats/secret_spans.h"

namespace keyhole {

/// A command as it is being written for a shell: one option a line, secrets in variables unless they are to stay.
class ShellLine {
public:
    explicit ShellLine(const CurlWriteOptions &options) : m_options(options) { }

    void option(const QByteArray &name) { m_words.push_back(name); }
    /// `secrets` are parts of the value; the same value gets the same variable.
    void option(const QByteArray &name, const QByteArray &value, const std::vector<SecretSpan> &secrets = {});
    /// The whole command, behind a comment that names the variables.
    QByteArray text() const;

private:
    QByteArray variable(const QByteArray &name, const QByteArray &secret);
    QByteArray quoted(const QByteArray &word) const;
    QByteArray comment() const;

    CurlWriteOptions m_options;
    std::vector<QByteArray> m_words;
    std::vector<std::pair<QByteArray, QByteArray>> m_variables;  // name, secret
};

}
