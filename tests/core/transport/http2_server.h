#pragma once

#include "core/http/field.h"

#include <QHash>
#include <QTcpServer>

namespace keyhole {

/// A small HTTP/2 server without TLS that writes down the field lists it gets and answers each request with what the test gives.
class Http2Server : public QTcpServer {
public:
    struct Answer {
        std::vector<FieldList> interim;
        FieldList head{{":status", "200", {}}};
        QByteArray body;
        FieldList trailers;
        std::optional<uint32_t> resetWith;  ///< instead of the rest, after the head
    };
    struct Arrived {
        FieldList fields;
        QByteArray body;
    };

    explicit Http2Server(Answer answer);
    ~Http2Server() override;

    QByteArray address(const QByteArray &path = "/") const;
    const std::vector<Arrived> &requests() const { return m_requests; }
    int connections() const { return m_connections; }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    friend class Http2Peer;

    Answer m_answer;
    std::vector<Arrived> m_requests;
    int m_connections = 0;
};

}
