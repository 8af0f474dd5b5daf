#pragma once

#include "core/cookies/jar.h"

namespace keyhole {

/// Cookies from a foreign text, and what of it was not taken: each with its place ("line 4", "cookie 2") and why.
struct CookieFile {
    std::vector<Cookie> cookies;
    std::vector<Error> problems;
};

/// The format that Netscape, curl and wget write: seven columns between tabs, "#HttpOnly_" before the domain of those that scripts may not
/// see, 0 for the end of those that end with the session. Over 16 MB or 10,000 cookies the rest is left out, which is told.
CookieFile readNetscapeCookies(QByteArrayView text, Instant now);

/// Objects with name, value, domain, path, expires, httpOnly, secure, sameSite: the `cookies` of a HAR entry, what browsers' extensions
/// export, the storage state of Playwright. An array, or an object with the member `cookies`.
CookieFile readJsonCookies(QByteArrayView json, Instant now);

/// What the answers of a HAR file set, in order, and what its requests carried besides. Fails as HarFile::parse does.
Result<CookieFile> readHarCookies(const QByteArray &har, Instant now);

/// What a page's document.cookie says ("a=1; b=2"): names and values alone, so they are for the host of the page and end with the session.
CookieFile readDocumentCookies(QByteArrayView text, const Url &page, Instant now);

/// Any of these, told by its content; `page` is needed for the last. Fails when it is none, with what was expected.
Result<CookieFile> readCookies(const QByteArray &text, const std::optional<Url> &page, Instant now);

/// For curl -b and its kin. The values are the user's secrets.
QByteArray writeNetscapeCookies(const std::vector<Cookie> &cookies);
/// {"cookies": […]} with HAR's members, and partitionKey where there is one.
QByteArray writeJsonCookies(const std::vector<Cookie> &cookies);

}
