#pragma once

#include "core/http/exchange.h"

namespace keyhole {

/// A part of an answer's content by its place: a member of a JSON text ("/items/*/price"), or the whole of any other (empty).
struct AnswerPart {
    QByteArray place;
    QByteArray digits;  ///< 8 hexadecimal ones that another content hardly has
    friend bool operator==(const AnswerPart &, const AnswerPart &) = default;
};

/// The first digits of SHA-256.
QByteArray contentDigits(const QByteArray &content);

/// What an answer holds, without what differs between any two by its name or form: moments, ids of the request, what a program made up.
/// At most 24 parts, by place: of a larger text the members further up, with all below them. Nothing for content of more than 1 MB.
std::vector<AnswerPart> partsOf(const Response &response);

}
