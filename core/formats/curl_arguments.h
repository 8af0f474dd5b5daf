#pragma once

#include "core/formats/curl_reading.h"

#include <functional>

namespace keyhole {

/// Where a word stands, in words for a person.
using CurlPlaceOf = std::function<QString(const ShellWord &)>;

/// What the words behind "curl" say, up to each --next and behind the last. Fails with the place of an option that curl does not have, that
/// lacks its value, or whose value cannot be read.
Result<std::vector<CurlReading>> readCurlArguments(ShellWords command, CurlPlaceOf placeOf);

}
