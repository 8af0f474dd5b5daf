#pragma once

#include "core/clock/clock.h"
#include "core/transport/transport.h"

#include <QPromise>
#include <map>

namespace keyhole {

/// A clock that stands still: this computer's, 2 min 41 s behind the servers'.
struct SceneClock final : Clock {
    Instant moment = Instant(Seconds(1'795'254'031));  // 21 Nov 2026, 09:40:31 UTC
    Instant now() const override { return moment; }
};

/// Answers as the servers of the pictures would, with every fact that a real answer has. What it does not know refuses the connection;
/// "/slow" never answers.
class SceneTransport final : public Transport {
public:
    struct Answer {
        int status = 200;
        QByteArray reason = "OK";
        FieldList fields;
        QByteArray body;
    };
    void answer(const QByteArray &address, Answer given) { m_answers[address] = std::move(given); }

    QFuture<Hop> send(const Request &request, const TransportOptions &, std::function<void(const Progress &)> progress) override
    {
        auto promise = std::make_shared<QPromise<Hop>>();
        promise->start();
        const QFuture<Hop> future = promise->future();
        using namespace std::chrono_literals;
        PhaseTimes times{12ms, 33ms, 67ms, 68ms, 140ms, 148ms};
        if (request.url.path == "/slow") {
            if (progress)
                progress({{12ms, 33ms, 67ms, 68ms, {}, {}}, 400, 0});
            m_waiting.push_back(promise);
            return future;
        }
        Hop hop;
        hop.request = request;
        hop.request.httpVersion = "HTTP/2";
        hop.sentAt = Instant(Seconds(1'795'254'031));
        const auto found = m_answers.find(request.url.toString());
        if (found == m_answers.end()) {
            hop.times.nameResolved = 12ms;
            hop.connection = {"203.0.113.20", request.url.effectivePort(), false, {}};
            hop.error = TransportError{TransportFault::Refused,
                                       {"The connection was refused", "203.0.113.20, port 443", "Check that the server runs."},
                                       "connection"};
        } else {
            hop.times = times;
            hop.answeredAt = *hop.sentAt + 140ms;
            hop.connection = {"203.0.113.20", request.url.effectivePort(), false, {}};
            hop.tls = TlsFacts{"TLSv1.3", "TLS_AES_128_GCM_SHA256", {}, {}, {}};
            hop.response = responseFrom(found->second);
            hop.sentBytes = textOf(request.method + ' ' + request.url.requestTarget(), request.fields) + "\r\n" + request.body;
            hop.receivedBytes
                = textOf("HTTP/2 " + QByteArray::number(hop.response->status), hop.response->fields) + "\r\n" + hop.response->body;
        }
        promise->addResult(hop);
        promise->finish();
        return future;
    }

private:
    static Response responseFrom(const Answer &answer)
    {
        Response response;
        response.httpVersion = "HTTP/2";
        response.status = answer.status;
        response.reason = answer.reason;
        response.fields = answer.fields;
        response.body = answer.body;
        response.bodySize = answer.body.size();
        return response;
    }
    static QByteArray textOf(const QByteArray &first, const FieldList &fields)
    {
        QByteArray text = first + "\r\n";
        for (const Field &field : fields)
            text += field.name + ": " + field.value + "\r\n";
        return text;
    }

    std::map<QByteArray, Answer> m_answers;
    std::vector<std::shared_ptr<QPromise<Hop>>> m_waiting;
};

}
