#pragma once

#include <QString>

namespace keyhole {

/// Text from outside as XML can hold it: control characters, direction marks, surrogates by themselves and the last two characters of a
/// plane are written as \u{1F}; line ends stay. What is markup is left for the writer to escape.
QString xmlText(const QString &text);

}
