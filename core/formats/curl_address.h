#pragma once

#include "core/result.h"

#include <QByteArray>
#include <vector>

namespace keyhole {

/// The address with what curl puts right before it sends: a scheme where none is written ("ftp.example.com" gives ftp, as others give
/// `defaultScheme`), two slashes behind it, and, unless the path is to stay as it is, "." and ".." taken out (RFC 3986, 5.2.4).
QByteArray curlAddress(QByteArray written, const QByteArray &defaultScheme, bool pathAsIs);

/// The addresses that a pattern stands for: "{a,b}", "[1-10]", "[01-10:2]", "[a-z]"; a backslash makes the next bracket plain. Text that is
/// no right pattern is one address, as it stands. At most `most` are given. curl's manual page, GLOBBING.
std::vector<QByteArray> expandCurlPattern(const QByteArray &address, size_t most);

}
