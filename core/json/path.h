#pragma once

#include <QByteArray>

namespace keyhole {

/// The names and numbers that lead to a place in a JSON text, joined by dots: "data.tokens.0.value". Names as they are written, escapes and
/// all. Follows strings and brackets only, so a text that breaks off, or has a fault behind the place, has a path as well. Empty at the
/// outermost level, and beyond 100 levels.
QByteArray jsonPathAt(QByteArrayView json, qsizetype offset);

}
