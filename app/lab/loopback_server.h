#pragma once

#include "app/lab/answer.h"
#include "core/result.h"

#include <QTcpServer>
#include <functional>

class QTcpSocket;

namespace keyhole::lab {

/// An HTTP/1.1 server on 127.0.0.1, as far as the lab needs one: requests with Content-Length or no body, 1 MB at most, one after another
/// on a connection. HTTP/1.0 is answered and closed.
class LoopbackServer : public QTcpServer {
public:
    using Handler = std::function<Answer(const Request &request)>;
    explicit LoopbackServer(Handler handler);

    /// 0: a free port. Fails with the system's reason.
    Result<bool> open(quint16 port);

private:
    void onConnection();
    void onBytes(QTcpSocket *socket, QByteArray &pending);
    void answer(QTcpSocket *socket, const Result<Request, SyntaxError> &request);

    Handler m_handler;
};

}
