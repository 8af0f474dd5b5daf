#pragma once

#include "core/diagnosis/credential/session_value.h"

#include <vector>

namespace keyhole {

/// A cookie as its readers get it: the value percent-decoded, quotation marks taken off.
struct CookieText {
    QByteArray name, value;
};

using SessionReader = std::optional<SessionValue> (*)(const CookieText &cookie);

std::optional<SessionValue> readPythonSession(const CookieText &cookie);
std::optional<SessionValue> readRubySession(const CookieText &cookie);
std::optional<SessionValue> readPhpSession(const CookieText &cookie);
std::optional<SessionValue> readNodeSession(const CookieText &cookie);
std::optional<SessionValue> readDotNetSession(const CookieText &cookie);
std::optional<SessionValue> readJavaSession(const CookieText &cookie);
std::optional<SessionValue> readErlangSession(const CookieText &cookie);
std::optional<SessionValue> readProxySession(const CookieText &cookie);
std::optional<SessionValue> readTokenSession(const CookieText &cookie);

// What the forms are made of.

/// A moment between 2005 and 2100; other numbers are no times of a session.
std::optional<Instant> momentOfSeconds(qint64 seconds);
std::optional<Instant> momentOfMilliseconds(qint64 milliseconds);
std::optional<qint64> decimal(QByteArrayView digits);

bool isBase64Url(QByteArrayView text);  ///< letters, digits, '-' and '_' alone, at least one
bool isBase64(QByteArrayView text);  ///< of either alphabet, padded or not, at least one
bool isHex(QByteArrayView text, qsizetype length);
QByteArray decodedLoosely(QByteArrayView base64);  ///< of either alphabet
std::vector<QByteArrayView> parts(QByteArrayView text, QByteArrayView separator);

}
