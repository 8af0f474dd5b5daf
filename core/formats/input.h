#pragma once

#include "core/formats/curl_command.h"
#include "core/formats/har.h"
#include "core/formats/import/imported.h"
#include "core/token/token.h"

#include <variant>

namespace keyhole {

/// Foreign text of a kind that Keyhole reads, told by its content and never by its name.
using Input = std::variant<HarFile, CurlCommand, Exchange, Token, Imported>;

/// What a pasted text, a dropped file or standard input is. Fails with a message that says what was tried and where it stopped.
Result<Input> readInput(QByteArray bytes, const QString &name = {});

/// The same for what a person pastes or drops: of other text, such as a log line or the answer of a token endpoint, the first token that
/// stands in it. A recording or command that does not read stays the fault that it is.
Result<Input> readPasted(const QByteArray &bytes, const QString &name = {});

}
