#include "core/formats/curl_fields.h"
#include "core/formats/curl_reading.h"
#include "core/http/date.h"

namespace keyhole {

namespace {

QString data(CurlReading &reading, const QByteArray &value)
{
    if (!value.startsWith('@')) {
        reading.data.push_back({value, {}});
        return {};
    }
    reading.data.push_back(reading.fileData(value.mid(1)));
    for (const char c : {'\r', '\n', '\0'})
        reading.data.back().text.replace(c, QByteArray());
    return {};
}

QString binaryData(CurlReading &reading, const QByteArray &value)
{
    reading.data.push_back(value.startsWith('@') ? reading.fileData(value.mid(1)) : CurlReading::Data{value, {}});
    return {};
}

QString rawData(CurlReading &reading, const QByteArray &value)
{
    reading.data.push_back({value, {}});
    return {};
}

QString encodedData(CurlReading &reading, const QByteArray &value)
{
    reading.data.push_back(urlEncodedData(reading, value));
    return {};
}

QString urlQuery(CurlReading &reading, const QByteArray &value)
{
    if (value.startsWith('+')) {
        reading.query.push_back(value.mid(1));
        return {};
    }
    const CurlReading::Data encoded = urlEncodedData(reading, value);
    if (!encoded.file.isEmpty())
        reading.note(QStringLiteral("The content of the file %1 is not read; “@” and its name stand in its place.").arg(encoded.file));
    reading.query.push_back(encoded.file.isEmpty() ? encoded.text : encoded.text + '@' + encoded.file.toUtf8());
    return {};
}

QString json(CurlReading &reading, const QByteArray &value)
{
    reading.json = true;
    (void)binaryData(reading, value);
    reading.data.back().joined = true;
    return {};
}

QString user(CurlReading &reading, const QByteArray &value)
{
    reading.user = value;
    if (!value.contains(':'))
        reading.note(QStringLiteral("curl would ask for the password; it is empty here."));
    return {};
}

void addScheme(CurlReading &reading, AuthKind kind)
{
    std::erase(reading.schemes, kind);
    reading.schemes.push_back(kind);
}

/// What -u is for; sending the password as Basic instead would give it away.
template <AuthKind Kind> QString scheme(CurlReading &reading, const QByteArray &)
{
    addScheme(reading, Kind);
    return {};
}

QString bearer(CurlReading &reading, const QByteArray &value)
{
    reading.bearer = value;
    addScheme(reading, AuthKind::Bearer);
    return {};
}

/// "provider[:provider[:region[:service]]]".
QString signatureV4(CurlReading &reading, const QByteArray &value)
{
    const QByteArrayList parts = value.split(':');
    if (parts.front().toLower() != "aws")
        return QStringLiteral("the provider aws is expected, as in aws:amz:eu-central-1:s3");
    addScheme(reading, AuthKind::AwsSignature4);
    reading.draft.auth.aws.region = parts.value(2);
    reading.draft.auth.aws.service = parts.value(3);
    return {};
}

QString cookies(CurlReading &reading, const QByteArray &value)
{
    if (!value.contains('=')) {
        if (!value.isEmpty())
            reading.note(QStringLiteral("The cookies in the file %1 are not read.").arg(QString::fromUtf8(value)));
        return {};
    }
    reading.cookies += (reading.cookies.isEmpty() ? "" : ";") + value;
    return {};
}

QString referer(CurlReading &reading, const QByteArray &value)
{
    QByteArray address = value;
    if (address.endsWith(";auto")) {
        address.chop(5);
        reading.note(QStringLiteral("The Referer of redirected requests is not set."));
    }
    if (!address.isEmpty())
        setCurlField(reading, "Referer", address);
    return {};
}

QString userAgent(CurlReading &reading, const QByteArray &value)
{
    if (value.isEmpty())
        switchOffAutomatic(reading, "User-Agent");
    else
        setCurlField(reading, "User-Agent", value);
    return {};
}

QString milliseconds(const QByteArray &value, Milliseconds &into)
{
    bool isNumber = false;
    const double seconds = value.toDouble(&isNumber);
    if (!isNumber || !(seconds >= 0) || seconds > 1e9)
        return QStringLiteral("a number of seconds is expected");
    into = Milliseconds(qint64(seconds * 1000));
    return {};
}

/// "file:password"; a colon behind a backslash belongs to the name, and so does that of a Windows drive.
QString certificate(CurlReading &reading, const QByteArray &value)
{
    qsizetype colon = value.indexOf(':', value.size() > 2 && value.at(1) == ':' ? 2 : 0);
    while (colon > 0 && value.at(colon - 1) == '\\')
        colon = value.indexOf(':', colon + 1);
    reading.draft.transport.clientCertificate = QString::fromUtf8(value.left(colon < 0 ? value.size() : colon)).replace("\\:", ":");
    if (colon >= 0)
        reading.draft.transport.clientKeyPassphrase = Secret(value.mid(colon + 1));
    return {};
}

void setProxyUser(CurlReading &reading, const QByteArray &value)
{
    const qsizetype colon = value.indexOf(':');
    reading.draft.transport.proxyUser = value.left(colon < 0 ? value.size() : colon);
    reading.draft.transport.proxyPassword = Secret(colon < 0 ? QByteArray() : value.mid(colon + 1));
}

QString setProxy(CurlReading &reading, QByteArray address, const QByteArray &scheme)
{
    TransportOptions &transport = reading.draft.transport;
    transport.proxy = address.isEmpty() ? ProxyChoice::None : ProxyChoice::Custom;
    if (address.isEmpty())
        return {};
    if (!address.contains("://"))
        address = scheme + address;
    const qsizetype host = address.indexOf("://") + 3;
    const qsizetype at = address.lastIndexOf('@');
    if (at > host) {
        setProxyUser(reading, QByteArray::fromPercentEncoding(address.mid(host, at - host)));
        address.remove(host, at + 1 - host);
    }
    transport.proxyAddress = address;
    return {};
}

QString noProxy(CurlReading &reading, const QByteArray &value)
{
    for (const QByteArray &host : value.split(',')) {
        if (!host.trimmed().isEmpty())
            reading.draft.transport.noProxy.push_back(host.trimmed());
    }
    return {};
}

/// curl adds the dash that a range of one number lacks.
void setRange(CurlReading &reading, const QByteArray &value)
{
    setCurlField(reading, "Range", "bytes=" + value + (value.contains('-') ? "" : "-"));
}

void continueAt(CurlReading &reading, const QByteArray &value)
{
    if (value == "-")
        reading.note(QStringLiteral("-C -: how much is there already is not looked up; the whole content is asked for."));
    else if (value != "0")
        setRange(reading, value);
}

/// "date", or "-date" for what has not changed since; the name of a file stands for its own time.
void setTimeCondition(CurlReading &reading, const QByteArray &value)
{
    const bool before = value.startsWith('-');
    const QByteArray date = before ? value.mid(1) : value;
    const auto time = parseCookieDate(date.contains(':') ? date : date + " 00:00:00");
    if (time)
        setCurlField(reading, before ? "If-Unmodified-Since" : "If-Modified-Since", formatHttpDate(*time));
    else
        reading.note(QStringLiteral("-z: “%1” is not read as a time; no condition is set.").arg(QString::fromUtf8(value.left(60))));
}

void setDefaultScheme(CurlReading &reading, const QByteArray &value)
{
    reading.defaultScheme = value.toLower();
}

void askForTransferCoding(CurlReading &reading)
{
    setCurlField(reading, "Connection", "TE");
    setCurlField(reading, "TE", "gzip");
}

QString setVariable(CurlReading &reading, const QByteArray &value)
{
    QStringList notes;
    const QString fault = reading.variables.set(value, reading.input, notes);
    for (const QString &note : notes)
        reading.note(note);
    return fault;
}

using R = CurlReading;
using V = const QByteArray &;

/// An effect that has nothing to complain about.
template <auto Do> QString always(R &reading, V value)
{
    Do(reading, value);
    return {};
}

constexpr CurlOption kOptions[] = {
    {"anyauth", 0, false, scheme<AuthKind::None>},
    {"aws-sigv4", 0, true, signatureV4},
    {"basic", 0, false, scheme<AuthKind::Basic>},
    {"cacert", 0, true, always<[](R &r, V v) { r.draft.transport.caFile = QString::fromUtf8(v); }>},
    {"cert", 'E', true, certificate},
    {"compressed", 0, false, always<[](R &r, V) { r.compressed = true; }>},
    {"connect-timeout", 0, true, [](R &r, V v) { return milliseconds(v, r.draft.transport.connectLimit); }},
    {"connect-to", 0, true, always<[](R &r, V v) { r.draft.transport.connectTo.push_back(v); }>},
    {"continue-at", 'C', true, always<continueAt>},
    {"cookie", 'b', true, cookies},
    {"data", 'd', true, data},
    {"data-ascii", 0, true, data},
    {"data-binary", 0, true, binaryData},
    {"data-raw", 0, true, rawData},
    {"data-urlencode", 0, true, encodedData},
    {"digest", 0, false, scheme<AuthKind::Digest>},
    {"form", 'F', true, addCurlPart},
    {"form-string", 0, true, addCurlTextPart},
    {"globoff", 'g', false, always<[](R &r, V) { r.globOff = true; }>},
    {"get", 'G', false, always<[](R &r, V) { r.get = true; }>},
    {"head", 'I', false, always<[](R &r, V) { r.head = true; }>},
    {"header", 'H', true, addCurlHeader},
    {"http1.0", '0', false, always<[](R &r, V) { r.draft.transport.version = HttpVersionChoice::Http11; }>, "HTTP/1.1 is spoken instead"},
    {"http1.1", 0, false, always<[](R &r, V) { r.draft.transport.version = HttpVersionChoice::Http11; }>},
    {"http2", 0, false, always<[](R &r, V) { r.draft.transport.version = HttpVersionChoice::Http2; }>},
    {"http2-prior-knowledge", 0, false, always<[](R &r, V) { r.draft.transport.version = HttpVersionChoice::Http2; }>},
    {"insecure", 'k', false, always<[](R &r, V) { r.draft.transport.verifyCertificate = false; }>},
    {"ipv4", '4', false, always<[](R &r, V) { r.draft.transport.family = TransportOptions::Family::IPv4; }>},
    {"ipv6", '6', false, always<[](R &r, V) { r.draft.transport.family = TransportOptions::Family::IPv6; }>},
    {"json", 0, true, json},
    {"key", 0, true, always<[](R &r, V v) { r.draft.transport.clientKey = QString::fromUtf8(v); }>},
    {"follow", 0, false, always<[](R &r, V) { r.follow = true; }>},
    {"location", 'L', false, always<[](R &r, V) { r.follow = true; }>},
    {"location-trusted", 0, false, always<[](R &r, V) { r.follow = true; }>,
     "a credential goes to another origin only where you allow that origin"},
    {"max-time", 'm', true, [](R &r, V v) { return milliseconds(v, r.draft.transport.totalLimit); }},
    {"negotiate", 0, false, scheme<AuthKind::Negotiate>},
    {"noproxy", 0, true, noProxy},
    {"ntlm", 0, false, scheme<AuthKind::Ntlm>},
    {"oauth2-bearer", 0, true, bearer},
    {"pass", 0, true, always<[](R &r, V v) { r.draft.transport.clientKeyPassphrase = Secret(v); }>},
    {"path-as-is", 0, false, always<[](R &r, V) { r.pathAsIs = true; }>},
    {"proto-default", 0, true, always<setDefaultScheme>},
    {"proxy", 'x', true, [](R &r, V v) { return setProxy(r, v, "http://"); }},
    {"proxy-anyauth", 0, false, always<[](R &r, V) { r.draft.transport.proxyAuth = ProxyAuth::AsAsked; }>},
    {"proxy-basic", 0, false, always<[](R &r, V) { r.draft.transport.proxyAuth = ProxyAuth::Basic; }>},
    {"proxy-digest", 0, false, always<[](R &r, V) { r.draft.transport.proxyAuth = ProxyAuth::Digest; }>},
    {"proxy1.0", 0, true, [](R &r, V v) { return setProxy(r, v, "http://"); }, "HTTP/1.1 is spoken to the proxy instead"},
    {"proxy-user", 'U', true, always<setProxyUser>},
    {"range", 'r', true, always<setRange>},
    {"referer", 'e', true, referer},
    {"request", 'X', true, always<[](R &r, V v) { r.method = v; }>},
    {"resolve", 0, true, always<[](R &r, V v) { r.draft.transport.resolve.push_back(v); }>},
    {"socks4", 0, true, [](R &r, V v) { return setProxy(r, v, "socks4://"); }},
    {"socks4a", 0, true, [](R &r, V v) { return setProxy(r, v, "socks4a://"); }},
    {"socks5", 0, true, [](R &r, V v) { return setProxy(r, v, "socks5://"); }},
    {"socks5-hostname", 0, true, [](R &r, V v) { return setProxy(r, v, "socks5h://"); }},
    {"time-cond", 'z', true, always<setTimeCondition>},
    {"tr-encoding", 0, false, always<[](R &r, V) { askForTransferCoding(r); }>},
    {"unix-socket", 0, true, always<[](R &r, V v) { r.draft.transport.unixSocket = QString::fromUtf8(v); }>},
    {"upload-file", 'T', true, always<[](R &r, V v) { r.uploads.push_back(QString::fromUtf8(v)); }>},
    {"variable", 0, true, setVariable},
    {"url", 0, true, always<[](R &r, V v) { r.addresses.push_back(v); }>},
    {"url-query", 0, true, urlQuery},
    {"user", 'u', true, user},
    {"user-agent", 'A', true, userAgent},
};

/// The first that matches; and whether it is the only one.
template <class Matches> std::pair<const CurlOption *, bool> findWhere(const Matches &matches)
{
    const CurlOption *first = nullptr;
    for (const std::span<const CurlOption> options :
         {std::span<const CurlOption>(kOptions), curlOptionsWithoutEffect(), curlOptionsOfOtherProtocols()}) {
        for (const CurlOption &option : options) {
            if (matches(option) && std::exchange(first, first ? first : &option))
                return {first, false};
        }
    }
    return {first, true};
}

}

const CurlOption *findCurlOption(QByteArrayView name)
{
    if (const CurlOption *exact = findWhere([name](const CurlOption &option) { return name == QByteArrayView(option.name); }).first)
        return exact;
    const auto [option, only] = findWhere([name](const CurlOption &each) { return QByteArrayView(each.name).startsWith(name); });
    return only && !name.isEmpty() ? option : nullptr;
}

const CurlOption *findCurlOption(char letter)
{
    return findWhere([letter](const CurlOption &option) { return option.letter == letter; }).first;
}

}
