#pragma once

#include "core/http/content_coding.h"
#include "core/transport/body_reader.h"
#include "core/transport/transport.h"

namespace keyhole {

/// How much of what came and went is kept as bytes.
constexpr qsizetype kRawLimit = 8 << 20;

/// How requests and answers are put into the bytes of one connection: HTTP/1.1 or HTTP/2. One hop at a time.
class WireProtocol {
public:
    /// Failed: what came cannot be read on; TooLarge: a limit was reached.
    enum class State { Going, Done, Failed, TooLarge };

    virtual ~WireProtocol() = default;

    /// Begins a hop; `hop.request` is what to send, `body` its content. `hop` gets the bytes and, in the end, the answer.
    virtual void begin(Hop &hop, BodyReader body, const TransportOptions &options) = 0;

    /// What to write next; empty when there is nothing (yet). The view stays valid until wrote().
    virtual QByteArrayView toWrite() = 0;
    virtual void wrote(qsizetype count) = 0;
    /// Whether every byte of the request went out.
    virtual bool sent() const = 0;

    /// Bytes that came.
    virtual void received(QByteArrayView bytes) = 0;
    virtual State state() const = 0;
    /// Whether the head of the final answer is here; 1xx answers, and HTTP/2 frames of the connection, may come long before it.
    virtual bool headEnded() const = 0;
    /// The end of the answer, or of the connection (`closed`), or of our patience: puts what came into the hop.
    virtual void conclude(bool closed) = 0;
    /// Whether the connection can carry another hop.
    virtual bool isReusable() const = 0;
};

}
