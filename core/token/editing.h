#pragma once

#include "core/token/relative_time.h"
#include "core/token/signature.h"

namespace keyhole {

/// A token being written: header and claims, each a JSON object in the order of its members. Nothing here is signed.
struct TokenDraft {
    JsonValue header, claims;

    friend bool operator==(const TokenDraft &, const TokenDraft &) = default;
};

/// A new one for `lifetime` from now: {"typ":"JWT"} and {"iat":…,"exp":…}.
TokenDraft newDraft(Instant now, Seconds lifetime = Seconds(3600));
/// What a token says, to be changed and signed anew. Fails for what is encrypted, opaque or has no JSON object for its claims.
Result<TokenDraft> draftOf(const Token &token);

/// A JSON object from text. Fails with the place; a member that stands twice is refused, since readers differ in which one counts.
Result<JsonValue, SyntaxError> parseClaims(QByteArrayView json);
/// An object as text to be read and changed: a member a line, indented by two blanks.
QByteArray indentedJson(const JsonValue &value);

/// Replaces the member where it stands, or puts it last. Duplicates of it go.
void setMember(JsonValue &object, QByteArrayView name, JsonValue value);
bool removeMember(JsonValue &object, QByteArrayView name);

/// The value that stands in a field of a form: "exp", "nbf", "iat" and "auth_time" by the words of parseMoment, as whole seconds; JSON
/// (numbers, true, lists, objects, quoted strings) as it is; everything else is a string. Fails only for a time that cannot be read.
Result<JsonValue, SyntaxError> claimFromText(QByteArrayView name, QStringView text, Instant now, const QTimeZone &zone = QTimeZone::utc());

/// The draft signed: `alg` is put into the header, `kid` becomes that of the key (and goes when the key has none). The algorithm must be
/// among `key.algorithms()`. RFC 7515, 5.1.
Result<QByteArray> signDraft(const TokenDraft &draft, QByteArrayView algorithm, const SigningKey &key);

/// Header and payload without the signature, so that nobody can use what is shown around. Empty for what is no JWS.
QByteArray withoutSignature(const Token &token);

}
