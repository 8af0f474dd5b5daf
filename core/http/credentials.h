#pragma once

#include "core/http/challenge.h"

namespace keyhole {

/// The value of Authorization or Proxy-Authorization, split without judging: RFC 9110, 11.4.
struct Credentials {
    QByteArray scheme;  ///< empty when there is no blank and the text is no bare known scheme
    QByteArray rest;  ///< everything after the scheme and its blanks
    std::vector<AuthParameter> parameters;  ///< when the rest is a list of name=value
};
Credentials splitCredentials(QByteArrayView fieldValue);

enum class TextCoding { Ascii, Utf8, Latin1 };

/// What a Basic credential decodes to. RFC 7617.
struct BasicCredentials {
    QByteArray user, password;  ///< bytes as decoded
    TextCoding coding = TextCoding::Ascii;  ///< Utf8 when the bytes are valid UTF-8 beyond ASCII, else Latin1
};
/// `token68` is what stands after "Basic ". Fails for text that is no base64 (RFC 4648, 4: with its padding; with the place) and for text
/// without a colon.
Result<BasicCredentials, SyntaxError> parseBasic(QByteArrayView token68);
/// The opposite of parseBasic: what goes after "Basic ". The user must hold no colon.
QByteArray formatBasic(QByteArrayView user, QByteArrayView password);

}
