#include "core/oauth/endpoint_call.h"

#include "core/auth/dpop_signing.h"
#include "core/diagnosis/words.h"
#include "core/oauth/json_answer.h"
#include "core/oauth/pkce.h"
#include "core/oauth/server_metadata.h"
#include "core/transport/bounded_transport.h"

namespace keyhole {

namespace {

constexpr std::chrono::milliseconds kLimit{30'000};

OAuthFault noAnswer(const QByteArray &step, const TransportError &error)
{
    if (error.fault == TransportFault::TimedOut)
        return {step + ".slow",
                {QStringLiteral("The server did not answer within 30 s."), error.phase,
                 QStringLiteral("Try again; nothing was stored or lost.")}};
    return {step + ".no-answer", error.error};
}

/// Whether the address that the name stands for was refused: nothing went there.
bool wasInward(const Hop &hop, Network farthest)
{
    const ConnectionFacts &to = hop.connection;
    return hop.error && !hop.response && to.proxy.isEmpty() && depthOf(networkOf(to.address)) > depthOf(farthest);
}

OAuthFault leadsInside(const EndpointRequest &request, const QString &why, const QString &place)
{
    return {"discovery.inward",
            {QStringLiteral("%1 names %2, and %3").arg(quoted(request.namedBy), quoted(request.url.origin().toString()), why), place,
             QStringLiteral("Nothing was sent: a server outside must not send anybody to one inside. If it is meant, leave the issuer "
                            "empty and type the endpoints.")}};
}

/// By its name alone: where a proxy looks the name up, nothing else can be known.
bool isNamedInward(const EndpointRequest &request)
{
    return depthOf(whereIs(request.url, Network::Public)) > depthOf(request.farthest);
}

}

TransportOptions endpointOptions(const TransportOptions &ofRequest)
{
    TransportOptions options = ofRequest;
    options.resolve.clear();
    options.connectTo.clear();
    options.unixSocket.clear();
    options.verifyCertificate = true;
    return options;
}

Network reachedNetwork(const Hop &hop)
{
    return hop.connection.proxy.isEmpty() ? networkOf(hop.connection.address) : Network::Public;
}

EndpointCall::EndpointCall(Transport &transport, const Clock &clock, EndpointRequest request, QObject *parent, Done done)
    : QObject(parent), m_transport(transport), m_clock(clock), m_request(std::move(request)), m_done(std::move(done))
{
    // Not at once: whoever makes it has to know it before it can be done.
    QMetaObject::invokeMethod(this, &EndpointCall::send, Qt::QueuedConnection);
}

EndpointCall::~EndpointCall()
{
    m_hop.cancel();
}

void EndpointCall::send()
{
    if (isNamedInward(m_request))
        return finish(failure(leadsInside(m_request, QStringLiteral("that lies further inside than it does itself."),
                                          QString::fromUtf8(m_request.url.origin().host))));
    const bool posts = m_request.client || !m_request.form.empty();
    Request request{posts ? "POST" : "GET", m_request.url, {}, {}, {}, {}, {}};
    request.fields.append("Host", request.url.hostField());
    request.fields.append("Accept", "application/json");
    request.fields.append("User-Agent", "Keyhole");
    if (posts) {
        std::vector<FormPair> form = m_request.form;
        if (m_request.client) {
            const auto shown = authenticateClient(*m_request.client, m_request.audience, m_clock.now(), form, request.fields);
            if (!shown)
                return finish(failure(shown.error()));
        }
        request.body = toForm(form);
        request.fields.append("Content-Type", "application/x-www-form-urlencoded");
        request.fields.append("Content-Length", QByteArray::number(request.body.size()));
    }
    if (m_request.dpopKey) {
        const auto proof = makeProof({request.method, request.url, m_clock.now(), randomText(16), {}, m_nonce}, *m_request.dpopKey);
        if (!proof)
            return finish(failure(OAuthFault{"dpop.key", proof.error()}));
        request.fields.append("DPoP", *proof);
    }
    TransportOptions options = m_request.transport;
    options.totalLimit = kLimit;
    options.bodyLimit = kLargestJsonAnswer + 1;
    auto *bounded = dynamic_cast<BoundedTransport *>(&m_transport);
    m_hop = bounded ? bounded->sendWithin(m_request.farthest, request, options) : m_transport.send(request, options);
    whenDone(m_hop, this, [this](const Hop &hop) { take(hop); });
}

/// Asked for once; a server that keeps asking is told in the end. RFC 9449, 8.
bool EndpointCall::wantsNonce(const Hop &hop) const
{
    if (!m_request.dpopKey || m_exchange.hops.size() > 1 || !hop.response || hop.response->status < 400)
        return false;
    const auto json = parseJson(hop.response->body, {kLargestJsonAnswer, 32});
    return json && json->string("error") == "use_dpop_nonce" && hop.response->fields.contains("DPoP-Nonce");
}

void EndpointCall::take(const Hop &hop)
{
    m_exchange.hops.push_back(hop);
    if (wantsNonce(hop)) {
        m_nonce = *hop.response->fields.value("DPoP-Nonce");
        return send();
    }
    if (m_exchange.hops.size() > 1)
        m_exchange.hops.back().whyFollowed = QStringLiteral("the server wants its nonce in the proof of possession");
    if (wasInward(hop, m_request.farthest))
        return finish(failure(leadsInside(m_request, hop.error->error.what, QString::fromUtf8(hop.connection.address))));
    if (hop.error)
        return finish(failure(noAnswer(m_request.step, *hop.error)));
    if (!hop.response)
        return finish(
            failure(OAuthFault{m_request.step + ".no-answer", {QStringLiteral("There was no answer."), {}, QStringLiteral("Try again.")}}));
    finish(*hop.response);
}

void EndpointCall::finish(OAuthResult<Response> response)
{
    EndpointAnswer answer{nullptr, std::move(response), m_clock.now()};
    if (!m_exchange.hops.empty()) {
        answer.answeredAt = m_exchange.last().answeredAt.value_or(answer.answeredAt);
        answer.exchange = std::make_shared<Exchange>(std::move(m_exchange));
    }
    deleteLater();
    const Done done = std::move(m_done);
    done(answer);
}

}
