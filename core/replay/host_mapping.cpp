#include "core/replay/host_mapping.h"

#include "core/http/field.h"

namespace keyhole {

namespace {

std::optional<HostMapping::Side> readSide(const QByteArray &text)
{
    const bool hasScheme = text.contains("://");
    const auto url = Url::parse(hasScheme ? text : "http://" + text);
    if (!url || url->userInfo || url->query || url->fragment || !(url->path.isEmpty() || url->path == "/") || url->host.isEmpty())
        return std::nullopt;
    const QByteArray scheme = hasScheme ? url->scheme.toLower() : QByteArray();
    if (!url->origin().isValid() || (hasScheme && scheme != "http" && scheme != "https"))
        return std::nullopt;
    return HostMapping::Side{scheme, url->origin().host, url->port};
}

bool fits(const HostMapping::Side &side, const Origin &origin)
{
    return side.host == origin.host && (side.scheme.isEmpty() || side.scheme == origin.scheme) && (!side.port || *side.port == origin.port);
}

/// A port that is not said stays, unless it is the old scheme's own or of a scheme that changes.
void apply(const HostMapping::Side &side, Url &url)
{
    const bool otherScheme = !side.scheme.isEmpty() && !equalsIgnoringCase(side.scheme, url.scheme);
    if (!side.scheme.isEmpty())
        url.scheme = side.scheme;
    url.host = side.host;
    if (side.port)
        url.port = side.port;
    else if (otherScheme)
        url.port.reset();
}

}

Result<HostMapping> parseHostMapping(const QString &text)
{
    const qsizetype equals = text.indexOf(QLatin1Char('='));
    const auto from = readSide(text.left(std::max<qsizetype>(equals, 0)).trimmed().toUtf8());
    const auto to = readSide(text.mid(equals + 1).trimmed().toUtf8());
    if (equals > 0 && from && to)
        return HostMapping{*from, *to};
    return failure(Error{QStringLiteral("“%1” does not map a host").arg(text),
                         equals <= 0 || !from ? QStringLiteral("before “=”") : QStringLiteral("behind “=”"),
                         QStringLiteral("Write OLD=NEW, such as api.example.com=http://localhost:8080.")});
}

Url mapped(const Url &address, const std::vector<HostMapping> &mappings)
{
    const Origin origin = address.origin();
    const auto found = std::find_if(mappings.begin(), mappings.end(), [&](const HostMapping &each) { return fits(each.from, origin); });
    if (found == mappings.end())
        return address;
    Url url = address;
    apply(found->to, url);
    return url;
}

}
