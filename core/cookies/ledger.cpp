#include "core/cookies/ledger.h"

#include "core/cookies/acceptance.h"

namespace keyhole {

namespace {

Instant startOf(const Exchange &exchange)
{
    return exchange.first().sentAt.value_or(exchange.first().answeredAt.value_or(Instant{}));
}

/// The value that went along, where it did.
QByteArray sentValue(const Exchange &exchange, const QByteArray &name)
{
    for (const Field &field : exchange.first().request.fields) {
        if (!equalsIgnoringCase(field.name, "Cookie"))
            continue;
        for (const CookiePair &pair : parseCookieField(field.value).pairs) {
            if (pair.name == name)
                return pair.value;
        }
    }
    return {};
}

Cookie cookieOf(const CookieDecision &decision, const Exchange &exchange)
{
    Cookie cookie;
    cookie.name = decision.name;
    cookie.value = sentValue(exchange, decision.name);
    cookie.domain = decision.domain.isEmpty() ? exchange.first().request.url.origin().host : decision.domain;
    cookie.path = decision.path.isEmpty() ? QByteArray("/") : decision.path;
    cookie.setBy = decision.setBy;
    return cookie;
}

}

CookieJar jarBefore(const Exchange &exchange, const CookiePolicy &policy)
{
    CookieJar jar(policy);
    const Instant start = startOf(exchange);
    for (const CookieDecision &decision : exchange.cookieLedger) {
        const auto setBy
            = decision.setCookie.isEmpty() ? Result<Url, SyntaxError>(tl::unexpected(SyntaxError{})) : Url::parse(decision.setBy);
        if (!setBy) {
            if (decision.sent)
                jar.add(cookieOf(decision, exchange));
            continue;
        }
        const StoreDecision stored = judgeSetCookie(*setBy, decision.setCookie, start, {}, policy);
        if (stored.kept && !stored.deleted)
            jar.add(*stored.kept);
    }
    return jar;
}

ExchangeCookies cookiesOf(const Exchange &exchange, CookieJar jar, const CookieContext &context)
{
    ExchangeCookies cookies;
    const std::vector<Cookie> before = jar.cookies();
    for (size_t i = 0; i < exchange.hops.size(); ++i) {
        const Hop &hop = exchange.hops[i];
        if (!hop.response || !hop.response->fields.contains("Set-Cookie"))
            continue;
        const Instant now = hop.answeredAt.value_or(startOf(exchange));
        cookies.answers.push_back({int(i), jar.store(hop.request.url, hop.response->fields, now, context)});
    }
    cookies.changes = changesBetween(before, jar.cookies());
    return cookies;
}

}
