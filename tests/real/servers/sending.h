#pragma once

#include "core/secrets/waiting.h"
#include "core/session/session.h"
#include "core/transport/curl_transport.h"

namespace keyhole {

/// A session over the network, as both programs have it.
struct Sending {
    SystemClock clock;
    CurlTransport transport{clock};
    Session session{transport, clock};

    Diagnosed send(RequestDraft draft)
    {
        draft.transport.proxy = ProxyChoice::None;
        auto sent = session.send(draft);
        INFO((sent ? QString() : sent.error().what).toStdString());
        REQUIRE(sent);
        return await(*sent);
    }
};

inline RequestDraft request(const QString &address, AuthKind kind, const QByteArray &user, const QByteArray &password)
{
    RequestDraft draft;
    draft.address = address.toUtf8();
    draft.auth.kind = kind;
    draft.auth.user = user;
    draft.auth.secret = Secret(password);
    return draft;
}

}
