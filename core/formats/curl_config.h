#pragma once

#include "core/formats/shell_words.h"

namespace keyhole {

/// The lines of a file that -K names, as words of a command line: "url = …", "-H …", "silent", # for remarks. `offset` is given to each
/// word. A value that stands behind an option without one is left out, as curl does.
std::vector<ShellWord> curlConfigWords(QByteArrayView text, qsizetype offset);

}
