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

LexState stepXml(LexState state, QByteArrayView text, qsizetype at);
inline LexState stepJson(LexState state, char c)
{
    if (state == LexState::JsonEscape)
        return LexState::JsonString;
    if (state == LexState::JsonString)
        return c == '\\' ? LexState::JsonEscape : c == '"' ? LexState::Outside : LexState::JsonString;
    return c == '"' ? LexState::JsonString : LexState::Outside;
}
/// The state after the byte at `at`. Inline, since an index takes it for every byte of a body.
inline LexState step(Language language, LexState state, QByteArrayView text, qsizetype at)
{
    if (language == Language::Json)
        return stepJson(state, text[at]);
    return language == Language::Xml ? stepXml(state, text, at) : LexState::Outside;
}

struct ColourSpan {
    qsizetype from, to;  ///< bytes of the text
    ColorToken token;
};
/// The colours of the bytes [from, to), which begin in `state`. What is not in a span has the colour of text.
std::vector<ColourSpan> colourSpans(Language language, LexState state, QByteArrayView text, qsizetype from, qsizetype to);

}
