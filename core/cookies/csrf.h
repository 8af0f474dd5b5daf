#pragma once

#include "core/http/exchange.h"

#include <span>

namespace keyhole {

/// A way in which a framework guards against forged requests: what the server sets, and what the client has to send back with it.
struct CsrfScheme {
    const char *id;  ///< "laravel", "angular", "django", "rails", "aspnet", "spring", "wordpress", …
    const char *name;  ///< as people call it
    const char *cookie;  ///< the cookie that it goes with, "*" for any characters
    const char *companion;  ///< a cookie that tells this one from others with the same names; "" where none is needed
    const char *field;  ///< the header field that carries the token back
    const char *formField;  ///< the member of a form that does the same; "" where there is none
    bool fromCookie;  ///< the field's value is that of the cookie, percent-decoded; otherwise it has to be looked up
    bool forReading;  ///< asked of safe methods too
    const char *lookUp;  ///< where it is to be had otherwise: `<meta name="csrf-token">`, `GET /session/token`; "" with fromCookie
    const char *source;  ///< address of the documentation
};
std::span<const CsrfScheme> csrfSchemes();

/// A pair that a request has a part in.
struct CsrfPair {
    const CsrfScheme *scheme = nullptr;
    bool needed = true;  ///< the method changes something (RFC 9110, 9.2.1), or the scheme asks for it always
    bool cookieSent = false;
    bool tokenSent = false;  ///< in the header field or in the form
    bool agree = true;  ///< false: both were sent, and the one cannot be of the other
    QByteArray cookieName;  ///< as it is sent or held; empty when it is not known
    QByteArray fieldName;  ///< what to add: "X-XSRF-TOKEN"
    QByteArray fieldValue;  ///< with which value; empty when it has to be looked up. A secret
    QString says;  ///< one sentence: which half is there, which is missing, and what to do

    bool isBroken() const { return needed && (!cookieSent || !tokenSent || !agree); }
    /// Whether the header can be added without asking the server.
    bool canAdd() const { return needed && !fieldValue.isEmpty() && (!tokenSent || !agree); }
};

/// The pairs that a request shows by cookie, field or form member, or that a cookie held for it belongs to. Tokens that stand in pages are
/// looked up in `pages` (bodies of earlier answers of this server, latest first; the first megabyte of each).
std::vector<CsrfPair> csrfPairs(const Request &request, const std::vector<CookieDecision> &held, const std::vector<QByteArray> &pages = {});

}
