#pragma once

#include "app/lab/loopback_server.h"
#include "catch.h"
#include "core/collection/draft_from_exchange.h"
#include "core/probes/probe_run.h"
#include "core/transport/curl_transport.h"

#include <QCoreApplication>
#include <QDeadlineTimer>

namespace keyhole {

inline bool comesTrue(const std::function<bool()> &condition)
{
    const QDeadlineTimer deadline(20'000);
    while (!condition() && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
    return condition();
}

inline lab::Answer yes()
{
    return lab::json(200, R"({"orders":[]})");
}

/// A refusal that says nothing of its reason.
inline lab::Answer no(int status = 401)
{
    lab::Answer answer = lab::json(status, R"({"message":"no"})");
    answer.fields.append("WWW-Authenticate", "Bearer realm=\"api\"");
    return answer;
}

inline bool has(const Request &request, QByteArrayView name, const QByteArray &part = {})
{
    return request.fields.value(name).value_or(QByteArray()).contains(part) && request.fields.contains(name);
}

/// A server on loopback with one true cause of its refusals, and experiments against it, over the wire.
struct TriedServer {
    explicit TriedServer(lab::LoopbackServer::Handler handler)
        : server([this, handler](const Request &request) {
              ++count;
              return handler(request);
          })
    {
        REQUIRE(server.open(0));
        draft.address = origin() + "/orders";
        draft.transport.proxy = ProxyChoice::None;
    }

    QByteArray origin() const { return "http://127.0.0.1:" + QByteArray::number(server.serverPort()); }

    void token(const QByteArray &value = "tok-1f7a")
    {
        draft.auth.kind = AuthKind::Bearer;
        draft.auth.secret = Secret(value);
    }

    void cookie(const QByteArray &name, const QByteArray &value)
    {
        session.editJar([&](CookieJar &jar) {
            Cookie cookie;
            cookie.name = name;
            cookie.value = value;
            cookie.domain = "127.0.0.1";
            cookie.path = "/";
            jar.add(cookie);
        });
    }

    Diagnosed send()
    {
        REQUIRE(comesTrue([this, read = session.withCredential(draft)] {
            if (read.isFinished())
                readDraft = *read.result();
            return read.isFinished();
        }));
        auto sending = session.send(readDraft);
        REQUIRE(sending);
        REQUIRE(comesTrue([&] { return sending->isFinished(); }));
        return sending->result();
    }

    ProbeContext context() const
    {
        ProbeContext context;
        context.draft = draft;
        context.mayRepeat = mayRepeat;
        context.renewsTokens = session.tokens();
        context.clocks = &session.clocks();
        if (session.credentials())
            context.stored = session.credentials()->list();
        return context;
    }

    /// Sends the request, then all experiments that are offered, or those named.
    Report probe(std::vector<ProbeKind> kinds = allProbes())
    {
        first = send();
        offer = offerProbes(*first.exchange, first.report, context());
        const int before = count;
        ProbeRun run(session, {first.exchange, first.report}, offer, kinds);
        bool finished = false;
        QObject::connect(&run, &ProbeRun::finished, &run, [&] { finished = true; });
        run.start();
        REQUIRE(comesTrue([&] { return finished; }));
        sent = count - before;
        return run.report();
    }

    bool offers(ProbeKind kind) const
    {
        return std::any_of(offer.probes.begin(), offer.probes.end(),
                           [kind](const Probe &each) { return each.kind == kind && each.unavailable.isEmpty(); });
    }

    int count = 0;  ///< requests that arrived
    int sent = 0;  ///< by the experiments
    lab::LoopbackServer server;
    SystemClock clock;
    CurlTransport transport{clock};
    Session session{transport, clock};
    RequestDraft draft, readDraft;
    bool mayRepeat = false;
    Diagnosed first;
    ProbeOffer offer;
};

inline QByteArray outcomeIn(const Report &report, const char *id)
{
    for (const Experiment &row : report.experiments->rows) {
        if (row.id == id)
            return row.outcome;
    }
    return "(no row)";
}

}
