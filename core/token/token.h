#pragma once

#include "core/http/instant.h"
#include "core/json/json.h"

#include <QByteArray>
#include <QStringList>
#include <optional>
#include <vector>

namespace keyhole {

enum class TokenForm {
    Jws,  ///< three segments, header read; no payload where that is detached or, as in no JWT, not JSON
    Jwe,  ///< five segments, header read; nobody but the audience reads on
    Broken,  ///< meant to be a JWT (begins like one), and is not whole
    Opaque,  ///< anything else
};

struct TokenSegment {
    qsizetype offset = 0, length = 0;  ///< in the text, without the dots
    QByteArray decoded;
    bool isStrict = false;  ///< written in base64url to the letter (RFC 7515, 2), so that `decoded` is all of it
};

/// NumericDate claim: as written, and the moment it means. RFC 7519, 2.
struct TimeClaim {
    QByteArray written;
    enum class Unit { Second, Millisecond, Microsecond, Text, Unreadable } unit = Unit::Unreadable;
    std::optional<Instant> instant;  ///< read by its unit
    std::optional<Instant> asSeconds;  ///< what a server reads: the number taken as seconds; absent when no number or out of range

    friend bool operator==(const TimeClaim &, const TimeClaim &) = default;
};

/// What kind of token it says it is, and why it is taken for that.
enum class TokenKind { Unknown, Access, Id, Refresh, Logout, ClientAssertion, DpopProof, Session, ServiceAccount };

/// A token decoded, and no more than that: nothing here says that it is genuine or in time.
struct Token {
    QByteArray text;
    TokenForm form = TokenForm::Opaque;
    std::vector<TokenSegment> segments;
    std::optional<JsonValue> header, payload;
    std::vector<SyntaxError> problems;  ///< offset in `text`
    TokenKind kind = TokenKind::Unknown;
    QString kindReason;

    bool isJwt() const { return form == TokenForm::Jws || form == TokenForm::Jwe; }
    const JsonValue *claim(QByteArrayView name) const { return payload ? payload->find(name) : nullptr; }
    QByteArray headerText(QByteArrayView name) const { return header ? header->string(name) : QByteArray(); }
    QByteArray claimText(QByteArrayView name) const { return payload ? payload->string(name) : QByteArray(); }
    std::optional<TimeClaim> time(QByteArrayView name) const;  ///< "exp", "nbf", "iat", "auth_time"
    std::vector<QByteArray> audience() const;  ///< "aud", a string or a list
    std::vector<QByteArray> scopes() const;  ///< "scope" (blanks), "scp" (string or list), "permissions" left out
};

/// Decodes compact serialisation strictly (base64url without padding, UTF-8, JSON) and says what is wrong where. RFC 7515, 7.1; RFC
/// 7516, 7.1. Text over 1 MB is Opaque with a problem. Never fails: whatever comes in is some kind of token.
Token decodeToken(QByteArrayView text);

/// Whether a text begins as a JWT does, whole or not ("eyJ…"), so that it is worth decoding.
bool looksLikeJwt(QByteArrayView text);

/// A token, and where it stood.
struct FoundToken {
    /// Place: "request.headers.Authorization", "request.cookies.id_token", "request.query.access_token", "request.body.a.b",
    /// "response.headers.Set-Cookie", "response.body.access_token", "text"
    QByteArray where;
    Token token;
    /// Of the token, or of what holds it (the pair of a query or form, the base64): in the field's or cookie's value, the address, the
    /// body.
    qsizetype offset = 0, length = 0;
    QStringList wrapping = {};  ///< from the outside in: "in quotation marks", "percent-encoded", "in base64", "split over 2 cookies"
};

/// What a registered or well-known claim or header parameter means, in a few words; empty for unknown ones. IANA "JSON Web Token Claims",
/// "JOSE Header Parameters".
QString claimMeaning(QByteArrayView name);
QString headerParameterMeaning(QByteArrayView name);

}
