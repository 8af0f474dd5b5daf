#pragma once

#include "core/session/session.h"
#include "core/transport/curl_transport.h"

namespace keyhole {

/// A session over the network, for a program without a window: `send` runs the event loop until the answer is there.
class LiveSession {
public:
    /// Fails where the draft cannot be sent as it stands; a request that gets no answer is an exchange all the same.
    Result<Diagnosed> send(const RequestDraft &draft, const SendOptions &options = {});
    /// With what the keychain has for it; runs the event loop until the keychain answered.
    Result<RequestDraft> withCredential(const RequestDraft &draft);
    Session &session() { return m_session; }

private:
    SystemClock m_clock;
    CurlTransport m_transport{m_clock};
    Session m_session{m_transport, m_clock};
};

}
