#pragma once

#include "ui/theme/theme.h"

#include <QByteArrayView>
#include <vector>

namespace keyhole {

enum class Language { Plain, Json, Xml };  // HTML is coloured as XML

/// What a byte stands in; kept at the start of every row, so that a row can be coloured without what is above it.
enum class LexState : quint8 {
    Outside,
    JsonString,
    JsonEscape,
    TagName,
    Tag,
    DoubleQuoted,
    SingleQuoted,
    Comment,
    CharacterData,
};

/// The state after the byte at `at`.
LexState step(Language language, LexState state, QByteArrayView text, qsizetype at);

struct ColourSpan {
    qsizetype from, to;  ///< bytes of the text
    ColorToken token;
};
/// The colours of the bytes [from, to), which begin in `state`. What is not in a span has the colour of text.
std::vector<ColourSpan> colourSpans(Language language, LexState state, QByteArrayView text, qsizetype from, qsizetype to);

}
