#pragma once

#include "core/formats/curl_reading.h"

namespace keyhole {

/// The value of -H: "Name: value", "Name;" for an empty one, "Name:" to leave an automatic field out, "@file".
QString addCurlHeader(CurlReading &reading, const QByteArray &value);
/// A field that an option sets: replaces an earlier one of this name that an option set, and gives way to -H.
void setCurlField(CurlReading &reading, const QByteArray &name, const QByteArray &value);
/// Puts those among the fields, once all of -H are known.
void addOptionFields(CurlReading &reading);
void switchOffAutomatic(CurlReading &reading, const QByteArray &name);
bool hasCurlField(const CurlReading &reading, QByteArrayView name);

/// The value of -F: "name=value", "name=@file", "name=<file", each with ";type=…" and ";filename=…". As in curl, an unquoted value ends at
/// the first ';', and a parameter of another name is skipped.
QString addCurlPart(CurlReading &reading, const QByteArray &value);
/// The value of --form-string: "name=value" as it stands.
QString addCurlTextPart(CurlReading &reading, const QByteArray &value);

}
