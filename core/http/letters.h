#pragma once

#include <QByteArray>

namespace keyhole {

/// A name without the marks between its words, in small letters: "x-api-key", "X_API_KEY" and "xApiKey" are one.
QByteArray lettersOf(QByteArrayView name);

}
