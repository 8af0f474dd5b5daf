#pragma once

#include "core/formats/curl_reading.h"

namespace keyhole {

/// Makes the body of what -d, --json, -F and -T say together; -G puts it into the address, -T its file's name. Gives the method that curl
/// takes for that.
QByteArray setCurlBody(CurlReading &reading, QByteArray &address);

/// Adds to the query of an address, before its fragment.
void appendCurlQuery(QByteArray &address, const QByteArray &query);

}
