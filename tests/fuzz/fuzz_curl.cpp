#include "core/formats/curl_command.h"
#include "core/formats/shell_words.h"
#include "demand.h"

using namespace keyhole;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView text = inputOf(data, size);
    for (const ShellKind shell : {ShellKind::Bash, ShellKind::Cmd, ShellKind::PowerShell})
        demandPlace(splitShell(text, shell), text.size());

    const QByteArray given = text.toByteArray();
    for (const QByteArray &command : {given, "curl " + given, "Invoke-WebRequest " + given, "curl -K - <<'E'\n" + given + "\nE\n",
                                      "curl --variable 'v=" + given + "' --expand-url 'a.example/{{v:trim:json:url}}'"}) {
        const auto all = parseCurlCommands(command);
        demand(all || !all.error().what.isEmpty());
        const auto read = parseCurlCommand(command);
        demand(read || !read.error().what.isEmpty());
        for (const ShellKind shell : {ShellKind::Bash, ShellKind::Cmd, ShellKind::PowerShell}) {
            if (read)
                (void)parseCurlCommand(writeCurlCommand(read->draft, {.keepSecrets = size % 2 == 0, .shell = shell}));
        }
    }

    // What is quoted for bash comes back as it was.
    QByteArray word = text.toByteArray();
    word.replace('\0', "");
    const auto split = splitBash(quoteForShell(word, ShellKind::Bash));
    demand(split && split->words.size() == 1 && split->words.front().text == word);
    return 0;
}
