#include "core/http/url.h"

#include "core/http/cursor.h"
#include "core/http/field.h"
#include "core/http/host.h"

namespace keyhole {

namespace {

using Checked = Result<void, SyntaxError>;

constexpr qsizetype kLongest = 256 << 10;  // what one field may hold, and far more than any server takes

/// The parts of an address or a reference, not yet judged. RFC 3986, appendix B.
struct Parts {
    std::optional<QByteArrayView> scheme, authority;
    QByteArrayView path;
    std::optional<QByteArrayView> query, fragment;
};

bool isSchemeCharacter(char c)
{
    return isAlpha(c) || isDigit(c) || c == '+' || c == '-' || c == '.';
}

bool isScheme(QByteArrayView text)
{
    return !text.isEmpty() && isAlpha(text.front()) && std::all_of(text.begin(), text.end(), isSchemeCharacter);
}

/// Cuts `text` at the first `mark` and gives what stands behind it.
std::optional<QByteArrayView> cutAt(char mark, QByteArrayView &text)
{
    const qsizetype found = text.indexOf(mark);
    if (found < 0)
        return std::nullopt;
    const QByteArrayView behind = text.sliced(found + 1);
    text = text.first(found);
    return behind;
}

Parts split(QByteArrayView text)
{
    Parts parts;
    parts.fragment = cutAt('#', text);
    parts.query = cutAt('?', text);
    const qsizetype colon = text.indexOf(':');
    if (colon > 0 && isScheme(text.first(colon))) {
        parts.scheme = text.first(colon);
        text = text.sliced(colon + 1);
    }
    if (text.startsWith("//")) {
        const qsizetype slash = text.indexOf('/', 2);
        parts.authority = slash < 0 ? text.sliced(2) : text.sliced(2, slash - 2);
        text = slash < 0 ? QByteArrayView() : text.sliced(slash);
    }
    parts.path = text;
    return parts;
}

std::optional<QByteArray> owned(std::optional<QByteArrayView> view)
{
    return view ? std::optional(view->toByteArray()) : std::nullopt;
}

bool speaksHttp(QByteArrayView scheme)
{
    return equalsIgnoringCase(scheme, "http") || equalsIgnoringCase(scheme, "https");
}

/// Blanks and control characters end a request line or begin another: they may stand nowhere.
Checked checkCharacters(QByteArrayView text)
{
    if (text.size() > kLongest)
        return failure(SyntaxError{kLongest, "The address is longer than 256 KB."});
    const auto bad = std::find_if(text.begin(), text.end(), [](char c) { return isControl(c) || c == ' '; });
    if (bad == text.end())
        return {};
    return failure(SyntaxError{bad - text.begin(),
                               *bad == ' ' ? QString("A blank cannot stand in an address; write it as %20.")
                                           : QString("A control character cannot stand in an address.")});
}

Checked readPort(QByteArrayView text, qsizetype offset, Url &url)
{
    const auto bad = std::find_if_not(text.begin(), text.end(), isDigit);
    if (bad != text.end())
        return failure(SyntaxError{offset + (bad - text.begin()), "A port is a number; an IPv6 address stands in brackets: [::1]."});
    int port = 0;
    for (const char digit : text) {
        port = port * 10 + (digit - '0');
        if (port > 65535)
            return failure(SyntaxError{offset, "A port is at most 65535."});
    }
    if (!text.isEmpty())
        url.port = port;
    return {};
}

Checked readAuthority(QByteArrayView text, qsizetype offset, Url &url)
{
    if (const qsizetype backslash = text.indexOf('\\'); backslash >= 0)  // browsers end the host there, others do not
        return failure(SyntaxError{offset + backslash, "A backslash cannot stand before the path."});
    // The last '@' counts, as in browsers and curl: what stands before it can be written to look like a host.
    if (const qsizetype at = text.lastIndexOf('@'); at >= 0) {
        url.userInfo = text.first(at).toByteArray();
        text = text.sliced(at + 1);
        offset += at + 1;
    }
    qsizetype hostEnd = text.indexOf(':');
    if (text.startsWith('[')) {
        const qsizetype bracket = text.indexOf(']');
        if (bracket < 0)
            return failure(SyntaxError{offset, "The bracket of this address is never closed."});
        hostEnd = bracket + 1;
        if (hostEnd < text.size() && text[hostEnd] != ':')
            return failure(SyntaxError{offset + hostEnd, "A port or a path was expected after the bracket."});
    }
    if (hostEnd < 0)
        hostEnd = text.size();
    url.host = text.first(hostEnd).toByteArray();
    if (hostEnd < text.size()) {
        if (auto port = readPort(text.sliced(hostEnd + 1), offset + hostEnd + 1, url); !port)
            return port;
    }
    if (auto host = checkHost(url.host); !host)
        return failure(SyntaxError{offset + host.error().offset, host.error().message});
    return {};
}

/// "localhost:8080" reads as the scheme "localhost"; nobody means that.
bool looksLikeHostAndPort(const Parts &parts)
{
    QByteArrayView port = parts.path;
    cutAt('/', port);
    return !parts.authority && !port.isEmpty() && port.size() <= 5 && std::all_of(port.begin(), port.end(), isDigit);
}

Result<Url, SyntaxError> missingScheme(QByteArrayView text)
{
    const qsizetype colon = text.indexOf("://");
    if (colon < 0)
        return failure(SyntaxError{0, "The address has no scheme; begin it with https:// or http://."});
    const auto bad = std::find_if_not(text.begin(), text.begin() + colon, isSchemeCharacter);
    return failure(
        SyntaxError{bad == text.begin() + colon ? 0 : bad - text.begin(), "A scheme such as https was expected before \"://\"."});
}

/// Takes away "." and ".." segments. RFC 3986, 5.2.4, on a list of segments instead of two buffers.
QByteArray withoutDotSegments(QByteArrayView path)
{
    QByteArray output;
    output.reserve(path.size());
    const bool rooted = path.startsWith('/');
    qsizetype start = rooted ? 1 : 0;
    std::vector<qsizetype> segments;  // where each kept one begins in `output`
    if (rooted)
        output += '/';
    while (start <= path.size()) {
        qsizetype end = path.indexOf('/', start);
        const bool last = end < 0;
        if (last)
            end = path.size();
        const QByteArrayView segment = path.sliced(start, end - start);
        if (segment == "..") {
            output.truncate(segments.empty() ? (rooted ? 1 : 0) : segments.back());
            if (!segments.empty())
                segments.pop_back();
        } else if (segment != ".") {
            segments.push_back(output.size());
            output.append(segment);
            if (!last)
                output += '/';
        }
        start = end + 1;
    }
    return output;
}

/// RFC 3986, 5.2.3.
QByteArray merged(const Url &base, QByteArrayView path)
{
    if (!base.host.isEmpty() && base.path.isEmpty())
        return '/' + path.toByteArray();
    return base.path.first(base.path.lastIndexOf('/') + 1) + path.toByteArray();
}

}

QByteArray Origin::toString() const
{
    Url url;
    url.scheme = scheme;
    const bool ownPort = port == url.effectivePort();
    return scheme + "://" + host + (ownPort ? QByteArray() : ':' + QByteArray::number(port));
}

Result<Url, SyntaxError> Url::parse(QByteArrayView text)
{
    if (text.isEmpty())
        return failure(SyntaxError{0, "An address was expected, such as https://api.example.com/."});
    if (auto fit = checkCharacters(text); !fit)
        return failure(fit.error());
    const Parts parts = split(text);
    if (!parts.scheme)
        return missingScheme(text);
    if (looksLikeHostAndPort(parts))
        return failure(SyntaxError{0, "The address has no scheme; begin it with https:// or http://."});
    Url url;
    url.scheme = parts.scheme->toByteArray();
    url.path = parts.path.toByteArray();
    url.query = owned(parts.query);
    url.fragment = owned(parts.fragment);
    const qsizetype behindScheme = url.scheme.size() + 1;
    if (parts.authority) {
        if (auto read = readAuthority(*parts.authority, behindScheme + 2, url); !read)
            return failure(read.error());
    }
    if (url.host.isEmpty() && speaksHttp(url.scheme))
        return failure(
            SyntaxError{parts.authority ? behindScheme + 2 + parts.authority->lastIndexOf('@') + 1 : behindScheme,
                        parts.authority ? QString("A host was expected after \"//\".") : QString("\"//\" and a host were expected.")});
    return url;
}

QByteArray Url::toString() const
{
    QByteArray text = scheme + ':';
    if (!host.isEmpty() || userInfo || port || path.startsWith("//"))
        text += "//";
    if (userInfo)
        text += *userInfo + '@';
    text += host;
    if (port)
        text += ':' + QByteArray::number(*port);
    if (path != "*" || host.isEmpty())  // the asterisk-form has no path in its address: RFC 9112, 3.2.4
        text += path;
    if (query)
        text += '?' + *query;
    if (fragment)
        text += '#' + *fragment;
    return text;
}

QByteArray Url::requestTarget() const
{
    QByteArray target = path.isEmpty() ? QByteArray("/") : path;
    if (query)
        target += '?' + *query;
    return target;
}

QByteArray Url::hostField() const
{
    const bool ownPort = Url{scheme, {}, {}, {}, {}, {}, {}}.effectivePort() == port;
    return hostOnWire(host) + (port && !ownPort ? ':' + QByteArray::number(*port) : QByteArray());
}

int Url::effectivePort() const
{
    if (port)
        return *port;
    if (equalsIgnoringCase(scheme, "http"))
        return 80;
    return equalsIgnoringCase(scheme, "https") ? 443 : -1;
}

Origin Url::origin() const
{
    return {scheme.toLower(), canonicalHost(host), effectivePort()};
}

Result<Url, SyntaxError> Url::resolve(QByteArrayView reference) const
{
    if (auto fit = checkCharacters(reference); !fit)
        return failure(fit.error());
    const Parts parts = split(reference);
    Url target = *this;
    if (parts.scheme || parts.authority) {
        const QByteArray absolute = parts.scheme ? reference.toByteArray() : scheme + ':' + reference.toByteArray();
        auto parsed = parse(absolute);
        if (!parsed) {
            const qsizetype added = parts.scheme ? 0 : scheme.size() + 1;
            return failure(SyntaxError{std::max<qsizetype>(0, parsed.error().offset - added), parsed.error().message});
        }
        target = *parsed;
        target.path = withoutDotSegments(target.path);
    } else if (!parts.path.isEmpty()) {
        target.path = withoutDotSegments(parts.path.startsWith('/') ? parts.path.toByteArray() : merged(*this, parts.path));
        target.query = owned(parts.query);
    } else if (parts.query) {
        target.query = owned(parts.query);
    }
    target.fragment = parts.fragment ? owned(parts.fragment) : fragment;
    return target;
}

}
