#include "core/cookies/jar.h"

#include <libpsl.h>
#include <memory>

namespace keyhole {

namespace {

/// The newer of libpsl's built-in list and the one that the system ships.
const psl_ctx_t *suffixList()
{
    static const std::unique_ptr<psl_ctx_t, decltype(&psl_free)> list(psl_latest(nullptr), &psl_free);
    return list ? list.get() : psl_builtin();
}

/// Whether a host is an address: it has brackets, or its last label is a number, as URLs tell the two apart.
bool isAddress(QByteArrayView host)
{
    if (host.startsWith('['))
        return true;
    const QByteArrayView last = host.sliced(host.lastIndexOf('.') + 1);
    return !last.isEmpty() && std::all_of(last.begin(), last.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}

QByteArray registrableDomain(QByteArrayView host)
{
    if (isAddress(host))
        return {};
    const QByteArray lower = host.toByteArray().toLower();
    return psl_registrable_domain(suffixList(), lower.constData());
}

bool isPublicSuffix(QByteArrayView domain)
{
    if (domain.isEmpty() || isAddress(domain))
        return false;
    return psl_is_public_suffix(suffixList(), domain.toByteArray().toLower().constData()) != 0;
}

bool domainMatches(QByteArrayView host, QByteArrayView domain)
{
    if (host == domain)
        return true;
    return !domain.isEmpty() && host.size() > domain.size() && host.endsWith(domain) && host[host.size() - domain.size() - 1] == '.'
        && !isAddress(host);
}

bool pathMatches(QByteArrayView requestPath, QByteArrayView cookiePath)
{
    if (!requestPath.startsWith(cookiePath))
        return false;
    return requestPath.size() == cookiePath.size() || cookiePath.endsWith('/') || requestPath[cookiePath.size()] == '/';
}

QByteArray defaultPath(const Url &url)
{
    const qsizetype slash = url.path.lastIndexOf('/');
    return url.path.startsWith('/') && slash > 0 ? url.path.first(slash) : QByteArray("/");
}

}
