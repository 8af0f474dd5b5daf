#include "core/http/host.h"

#include "core/http/cursor.h"

#include <QHostAddress>
#include <QUrl>
#include <algorithm>

namespace keyhole {

namespace {

/// The address in brackets, without the zone. RFC 6874.
QByteArrayView withoutZone(QByteArrayView bracketed)
{
    const QByteArrayView inside = bracketed.sliced(1, bracketed.size() - 2);
    const qsizetype zone = inside.indexOf('%');
    return zone < 0 ? inside : inside.first(zone);
}

QHostAddress addressOf(QByteArrayView bracketed)
{
    QHostAddress address;
    if (bracketed.size() < 2 || !bracketed.endsWith(']') || !address.setAddress(QString::fromLatin1(withoutZone(bracketed)))
        || address.protocol() != QAbstractSocket::IPv6Protocol)
        return {};
    return address;
}

bool isAscii(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool isBracketed(QByteArrayView host)
{
    return host.size() >= 2 && host.startsWith('[') && host.endsWith(']');
}

}

Result<void, SyntaxError> checkHost(QByteArrayView host)
{
    if (host.startsWith('[')) {
        if (addressOf(host).isNull())
            return failure(SyntaxError{0, "An IPv6 address was expected between the brackets, such as [::1]."});
        return {};
    }
    if (!host.isValidUtf8())
        return failure(SyntaxError{0, "The host is not valid UTF-8."});
    for (qsizetype i = 0; i < host.size(); ++i) {
        if (host[i] == '%' && (i + 2 >= host.size() || !isxdigit(uchar(host[i + 1])) || !isxdigit(uchar(host[i + 2]))))
            return failure(SyntaxError{i, "Two hexadecimal digits were expected after '%'."});
        if (isControl(host[i]) || std::string_view(" <>\"{}|\\^`[]@:/?#").find(host[i]) != std::string_view::npos)
            return failure(SyntaxError{i, QString("'%1' cannot stand in a host.").arg(QLatin1Char(host[i]))});
    }
    return {};
}

QByteArray hostOnWire(const QByteArray &host)
{
    if (isBracketed(host))
        return '[' + withoutZone(host).toByteArray() + ']';  // the zone means nothing elsewhere: RFC 6874, 4
    return isAscii(host) ? host : QUrl::toAce(QString::fromUtf8(host));
}

QByteArray canonicalHost(const QByteArray &host)
{
    if (isBracketed(host))
        return '[' + addressOf(host).toString().toLatin1() + ']';
    const QByteArray decoded = host.contains('%') ? QByteArray::fromPercentEncoding(host) : host;
    if (decoded != host && (decoded.contains('%') || decoded.startsWith('[') || !checkHost(decoded)))
        return {};
    QByteArray canonical = isAscii(decoded) ? decoded.toLower() : QUrl::toAce(QString::fromUtf8(decoded));
    if (canonical.endsWith('.'))
        canonical.chop(1);
    return canonical;
}

}
