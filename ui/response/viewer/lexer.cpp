#include "ui/response/viewer/lexer.h"

namespace keyhole {

namespace {

constexpr qsizetype kLookAhead = 4096;  // a key is short; a longer string counts as a value

bool startsAt(QByteArrayView text, qsizetype at, QByteArrayView what)
{
    return at >= 0 && text.size() - at >= what.size() && text.sliced(at, what.size()) == what;
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

LexState openTag(QByteArrayView text, qsizetype at)
{
    if (startsAt(text, at, "<!--"))
        return LexState::Comment;
    if (startsAt(text, at, "<![CDATA["))
        return LexState::CharacterData;
    const char next = at + 1 < text.size() ? text[at + 1] : '\0';
    return isLetter(next) || next == '/' || next == '?' || next == '!' ? LexState::TagName : LexState::Outside;
}

/// Whether the string that goes on (or begins) at `at` is a key: a colon follows its end.
bool isKey(QByteArrayView text, qsizetype at)
{
    const qsizetype limit = std::min(text.size(), at + kLookAhead);
    for (; at < limit && text[at] != '"'; ++at)
        at += text[at] == '\\';
    for (++at; at < limit; ++at) {
        if (text[at] != ' ' && text[at] != '\t' && text[at] != '\n' && text[at] != '\r')
            return text[at] == ':';
    }
    return false;
}

ColorToken jsonOutside(char c)
{
    if ((c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.')
        return ColorToken::Number;
    return isLetter(c) ? ColorToken::SegPayload : ColorToken::Text3;
}

ColorToken xmlToken(LexState before, LexState after, char c)
{
    switch (before) {
    case LexState::Comment:
        return ColorToken::Text3;
    case LexState::DoubleQuoted:
    case LexState::SingleQuoted:
        return ColorToken::String;
    case LexState::TagName:
        return c == '>' || c == '/' ? ColorToken::Text3 : ColorToken::Info;
    case LexState::Tag:
        if (after == LexState::DoubleQuoted || after == LexState::SingleQuoted)
            return ColorToken::String;
        return c == '>' || c == '/' || c == '=' ? ColorToken::Text3 : ColorToken::SegPayload;
    default:
        return after == LexState::Outside || after == LexState::CharacterData ? ColorToken::Text : ColorToken::Text3;
    }
}

void extend(std::vector<ColourSpan> &spans, qsizetype at, ColorToken token)
{
    if (!spans.empty() && spans.back().token == token && spans.back().to == at)
        ++spans.back().to;
    else
        spans.push_back({at, at + 1, token});
}

}

LexState stepXml(LexState state, QByteArrayView text, qsizetype at)
{
    const char c = text[at];
    switch (state) {
    case LexState::Comment:
        return c == '>' && startsAt(text, at - 2, "-->") ? LexState::Outside : state;
    case LexState::CharacterData:
        return c == '>' && startsAt(text, at - 2, "]]>") ? LexState::Outside : state;
    case LexState::DoubleQuoted:
        return c == '"' ? LexState::Tag : state;
    case LexState::SingleQuoted:
        return c == '\'' ? LexState::Tag : state;
    case LexState::TagName:
        return c == '>' ? LexState::Outside : c == ' ' || c == '\t' || c == '\n' || c == '\r' ? LexState::Tag : state;
    case LexState::Tag:
        return c == '>' ? LexState::Outside : c == '"' ? LexState::DoubleQuoted : c == '\'' ? LexState::SingleQuoted : state;
    default:
        return c == '<' ? openTag(text, at) : LexState::Outside;
    }
}

std::vector<ColourSpan> colourSpans(Language language, LexState state, QByteArrayView text, qsizetype from, qsizetype to)
{
    std::vector<ColourSpan> spans;
    if (language == Language::Plain)
        return spans;
    bool number = false;  // an exponent is part of it
    ColorToken string = state != LexState::Outside && isKey(text, from) ? ColorToken::Info : ColorToken::String;
    for (qsizetype at = from; at < to; ++at) {
        const LexState next = step(language, state, text, at);
        if (language == Language::Xml) {
            extend(spans, at, xmlToken(state, next, text[at]));
        } else if (state != LexState::Outside) {
            extend(spans, at, string);
        } else if (next == LexState::JsonString) {
            string = isKey(text, at + 1) ? ColorToken::Info : ColorToken::String;
            extend(spans, at, string);
        } else {
            const bool exponent = number && (text[at] == 'e' || text[at] == 'E');
            const ColorToken token = exponent ? ColorToken::Number : jsonOutside(text[at]);
            number = token == ColorToken::Number;
            extend(spans, at, token);
        }
        state = next;
    }
    return spans;
}

}
