#include "core/session/session.h"

namespace keyhole {

Report Session::diagnose(const Exchange &exchange, const std::vector<const Exchange *> &, const CookieJar *, const ClockBook *)
{
    Report report;
    const Hop &last = exchange.last();
    report.method = last.request.method;
    report.url = last.request.url.origin().toString() + last.request.url.path;
    report.status = last.response ? last.response->status : 0;
    report.hops = int(exchange.hops.size());
    report.source = exchange.source;
    report.entry = exchange.recordedEntry;
    return report;
}

}
