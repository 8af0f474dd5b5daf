#pragma once

#include "core/collection/request_draft.h"

namespace keyhole {

enum class ShellKind { Bash, Cmd, PowerShell };

struct CurlCommand {
    RequestDraft draft;
    ShellKind shell = ShellKind::Bash;
    std::vector<Error> notes;  ///< options that were read and have no effect here, each named with what it would do
    bool compressed = false;  ///< --compressed: curl names the codings that it can undo
};

/// Reads a curl command line as bash ('…', "…", $'…', \ line ends), cmd (^, "…") or PowerShell (`, '…', "…", curl.exe, also
/// Invoke-WebRequest) writes it. Every option that shapes the request is honoured; unknown ones fail with their place; files named with @
/// are referred to, never read.
Result<CurlCommand> parseCurlCommand(QByteArrayView text);
/// All requests of a text: of several commands, of --next, of several addresses, and of patterns in them ("/[1-3]", "/{a,b}"), of which
/// at most 1,000 are read. What stands between the commands is noted with the one before it.
Result<std::vector<CurlCommand>> parseCurlCommands(QByteArrayView text);
bool looksLikeCurlCommand(QByteArrayView text);

/// The arguments of a program, as main() gets them, with curl's names: what `keyhole-cli send` takes.
Result<CurlCommand> parseCurlArguments(const QStringList &arguments);

struct CurlWriteOptions {
    bool keepSecrets = false;  ///< otherwise secrets become variables ("$TOKEN") that are named in a comment line
    ShellKind shell = ShellKind::Bash;
};
QByteArray writeCurlCommand(const RequestDraft &draft, const CurlWriteOptions &options = {});

}
