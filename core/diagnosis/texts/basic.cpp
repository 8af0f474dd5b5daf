#include "core/diagnosis/texts/texts.h"

namespace keyhole {

namespace {

constexpr TextAction kAuth{"edit-auth", "Change the credential…"};
constexpr TextAction kRead{"explain", "Read about this"};

constexpr CauseTexts kTexts[] = {
    {"basic.malformed",
     "The Basic credential cannot be decoded",
     "Basic cannot be decoded: {what}",
     "The Basic credential may be malformed",
     "After “Basic” stands base64 of the user name, a colon and the password (RFC 7617, 2); {what}.",
     "Encode “user:password” once.",
     {"edit-auth", "Enter user name and password…"},
     {"show-place", "Show the field"}},
    {"basic.whitespace",
     "{what}",
     "{what}",
     "{what}; it may be meant so",
     "It is a part of the credential as sent, and the server compares it like any other character. It is often left by **echo** before "
     "**base64**, or by a file.",
     "Store the value without it.",
     {"edit-auth", "Remove it"},
     {"show-place", "Show the field"}},
    {"basic.mangled",
     "The {part} was changed on its way: {what}",
     "The {part} was changed on its way: {what}",
     "The {part} may have been changed: {what}",
     "User name and password are compared as they stand. This looks like a trace of {where}; {how}.",
     "{help}.",
     {"edit-auth", "Enter user name and password…"},
     {"show-place", "Show the field"}},
    {"basic.charset",
     "User name or password in another encoding",
     "The credential is not in the encoding of the server",
     "The credential may be in another encoding",
     "Letters beyond ASCII have other bytes in other encodings (RFC 7617, 2.1). {how}",
     "{help}.",
     {"edit-auth", "Change the credential…"},
     {"show-place", "Show the field"}},
    {"basic.rejected",
     "User name or password refused",
     "The server refuses the user name or the password",
     "The user name or password may be wrong",
     "The credential is well formed, and {who} asks for one again. It does not say which of the two it does not accept.",
     "Check both by signing in another way. The account may also be locked, or want a token in place of its password.",
     {"edit-auth", "Change the credential…"},
     {"show-place", "Show the field"}},
    {"basic.password-unsupported", "This service takes no account password", "This service wants a token or a key, not a password",
     "This service may want a token, not a password",
     "The address takes keys, tokens or app passwords alone; the password of the account is refused even when it is right.",
     "Make a key or a token in the account’s settings and send that.", kAuth, kRead},
};

}

std::span<const CauseTexts> basicTexts()
{
    return kTexts;
}

}
