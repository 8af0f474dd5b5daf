#pragma once

#include "core/clock/clock.h"
#include "core/transport/transport.h"

#include <QPromise>
#include <map>
#include <memory>

namespace keyhole {

/// A clock that stands where it is put.
struct FixedClock final : Clock {
    Instant moment = Instant(std::chrono::seconds(1'795'250'000));
    Instant now() const override { return moment; }
};

/// A transport that answers from a table, at once, and remembers what it was given. An address that is not in the table is refused as a
/// connection is. `hold()` leaves requests unanswered until they are cancelled.
class CannedTransport final : public Transport {
public:
    void answer(const QByteArray &address, int status, FieldList fields = {}, const QByteArray &body = {})
    {
        Response response;
        response.httpVersion = "HTTP/1.1";
        response.status = status;
        response.fields = std::move(fields);
        response.body = body;
        response.bodySize = body.size();
        m_answers[address].push_back(std::move(response));
    }

    void hold() { m_hold = true; }

    QFuture<Hop> send(const Request &request, const TransportOptions &options, std::function<void(const Progress &)>) override
    {
        sent.push_back(request);
        optionsSent.push_back(options);
        QPromise<Hop> promise;
        promise.start();
        if (m_hold) {
            m_held.push_back(std::make_unique<QPromise<Hop>>(std::move(promise)));
            return m_held.back()->future();
        }
        promise.addResult(hopFor(request));
        promise.finish();
        return promise.future();
    }

    /// Ends the last held request without a result, as a transport does that goes.
    void giveUp()
    {
        m_held.back()->future().cancel();
        m_held.back()->finish();
    }

    bool lastIsCancelled() const { return !m_held.empty() && m_held.back()->isCanceled(); }
    /// The value of a field of the n-th request, from 0; "(none)" when it had none.
    QByteArray field(size_t request, QByteArrayView name) const { return sent.at(request).fields.value(name).value_or("(none)"); }

    std::vector<Request> sent;
    std::vector<TransportOptions> optionsSent;

private:
    Hop hopFor(const Request &request)
    {
        Hop hop;
        hop.request = request;
        hop.sentAt = hop.answeredAt = FixedClock().moment;
        const auto found = m_answers.find(request.url.toString());
        if (found == m_answers.end()) {
            hop.error = TransportError{TransportFault::Refused, {"The connection was refused.", {}, {}}, "connection"};
            return hop;
        }
        hop.response = found->second.front();
        if (found->second.size() > 1)  // the last answer stands for all further requests
            found->second.erase(found->second.begin());
        return hop;
    }

    std::map<QByteArray, std::vector<Response>> m_answers;
    std::vector<std::unique_ptr<QPromise<Hop>>> m_held;
    bool m_hold = false;
};

}
