#pragma once

#include "core/http/message.h"

#include <QByteArray>
#include <QString>
#include <vector>

namespace keyhole {

/// A part of a field's value that must not be on the screen unasked; in bytes of the value.
struct SecretStretch {
    qsizetype from = 0, length = 0;
    friend bool operator==(const SecretStretch &, const SecretStretch &) = default;
};

/// What is secret in a field: what follows the scheme in Authorization and its like, the values of Cookie, the value of Set-Cookie, the
/// whole of a field that is named as a key or came from the Auth tab.
std::vector<SecretStretch> secretParts(QByteArrayView name, QByteArrayView value, FieldOrigin origin = FieldOrigin::Recorded);

/// The value with masks in the place of secrets; controls are visible; cut at 8 KB, which is said.
QString shownValue(const Field &field, FieldOrigin origin = FieldOrigin::Recorded);

/// The bytes of a message with the secrets of these fields, and of the address's query, masked wherever they stand.
QByteArray maskedBytes(QByteArray bytes, const FieldList &fields, const Request *request = nullptr);

}
