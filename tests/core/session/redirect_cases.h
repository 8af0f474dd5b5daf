#pragma once

#include "core/session/redirects.h"
#include "core/session/session.h"

#include <array>

namespace keyhole {

/// One way in which a request carries a credential; each is put in with a value of its own that is looked for afterwards.
enum class Carrier {
    TypedAuthorization,
    AuthHeader,
    ProxyAuthorization,
    TypedCookie,
    CookieRow,
    KeyHeader,
    KeyQuery,
    KeyCookie,
    ClientCertificate,
};
inline constexpr std::array kCarriers{Carrier::TypedAuthorization, Carrier::AuthHeader, Carrier::ProxyAuthorization,
                               Carrier::TypedCookie,        Carrier::CookieRow,  Carrier::KeyHeader,
                               Carrier::KeyQuery,           Carrier::KeyCookie,  Carrier::ClientCertificate};
inline constexpr std::array kRedirectStatuses{301, 302, 303, 307, 308};

inline const QByteArray kCarried = "s3cret0carrier0value0that0is0looked0for";

inline RequestDraft draftWith(Carrier carrier, const QByteArray &address)
{
    RequestDraft draft;
    draft.address = address;
    const auto key = [&draft](KeyPlace place) { draft.auth = {AuthKind::ApiKey, {}, Secret(kCarried), {}, "api_key", place}; };
    switch (carrier) {
    case Carrier::TypedAuthorization:
        draft.fields.push_back({true, "Authorization", "Bearer " + kCarried, {}});
        break;
    case Carrier::AuthHeader:
        draft.auth = {AuthKind::Bearer, {}, Secret(kCarried), "Bearer", {}, {}};
        break;
    case Carrier::ProxyAuthorization:
        draft.fields.push_back({true, "Proxy-Authorization", "Basic " + kCarried, {}});
        break;
    case Carrier::TypedCookie:
        draft.fields.push_back({true, "Cookie", "sid=" + kCarried, {}});
        break;
    case Carrier::CookieRow:
        draft.cookies.push_back({true, "sid", kCarried, {}});
        break;
    case Carrier::KeyHeader:
        key(KeyPlace::Header);
        break;
    case Carrier::KeyQuery:
        key(KeyPlace::Query);
        break;
    case Carrier::KeyCookie:
        key(KeyPlace::Cookie);
        break;
    case Carrier::ClientCertificate:
        draft.transport.clientCertificate = QString::fromLatin1(kCarried);
        break;
    }
    return draft;
}

/// Whether the value of the credential stands anywhere in what would go over the wire.
inline bool leaves(const Request &request, const TransportOptions &options)
{
    const auto &fields = request.fields;
    return request.url.toString().contains(kCarried) || options.clientCertificate.contains(QString::fromLatin1(kCarried))
        || std::any_of(fields.begin(), fields.end(), [](const Field &field) { return field.value.contains(kCarried); })
        || request.body.contains(kCarried);
}

/// Decides redirects without a transport: each call answers the last request.
class ChainWalk {
public:
    explicit ChainWalk(const RequestDraft &draft, const Environment &environment = {})
        : first(prepare(draft, environment).value()), current(first), request(assemble(first, jar, now).value().request)
    { }

    /// What follows on an answer of this status with this Location.
    std::optional<Result<NextHop, Defect>> answer(int status, const QByteArray &location)
    {
        Hop hop;
        hop.request = request;
        hop.response.emplace();
        hop.response->status = status;
        hop.response->fields.append("Location", location);
        hops.push_back(hop);
        auto next = followRedirect({first, current, hops}, jar, now);
        if (next && *next) {
            request = (*next)->resolved.request;
            options = (*next)->resolved.options;
            current = (*next)->prepared;
        }
        return next;
    }

    CookieJar jar;
    Instant now{std::chrono::seconds(1'795'250'000)};
    PreparedDraft first, current;
    Request request;
    TransportOptions options;
    std::vector<Hop> hops;
};

}
