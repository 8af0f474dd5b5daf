#pragma once

#include "core/auth/dpop_signing.h"
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
    OAuth1Header,
    OAuth1Query,
    AwsHeader,
    AwsQuery,
    Proof,
    JwtHeader,
    JwtQuery,
    Custom,
    FurtherKey,
    FurtherCookie,
    CertificateOfAuth,
    Negotiate,
};
inline constexpr std::array kCarriers{Carrier::TypedAuthorization,
                                      Carrier::AuthHeader,
                                      Carrier::ProxyAuthorization,
                                      Carrier::TypedCookie,
                                      Carrier::CookieRow,
                                      Carrier::KeyHeader,
                                      Carrier::KeyQuery,
                                      Carrier::KeyCookie,
                                      Carrier::ClientCertificate,
                                      Carrier::OAuth1Header,
                                      Carrier::OAuth1Query,
                                      Carrier::AwsHeader,
                                      Carrier::AwsQuery,
                                      Carrier::Proof,
                                      Carrier::JwtHeader,
                                      Carrier::JwtQuery,
                                      Carrier::Custom,
                                      Carrier::FurtherKey,
                                      Carrier::FurtherCookie,
                                      Carrier::CertificateOfAuth,
                                      Carrier::Negotiate};
/// Whether the carried value stands in the request as it is: not encoded within a token, not in what libcurl or OpenSSL are given.
inline bool isPlain(Carrier carrier)
{
    return carrier != Carrier::ClientCertificate && carrier != Carrier::JwtHeader && carrier != Carrier::JwtQuery
        && carrier != Carrier::CertificateOfAuth && carrier != Carrier::Negotiate;
}
/// Whether it is put into the address as it is, which a Location then gives whole.
inline bool isOfAddress(Carrier carrier)
{
    return carrier == Carrier::KeyQuery || carrier == Carrier::JwtQuery;
}
inline constexpr std::array kRedirectStatuses{301, 302, 303, 307, 308};

inline const QByteArray kCarried = "s3cret0carrier0value0that0is0looked0for";

/// The carriers that are schemes of their own. Of those that sign, the token beside the signature is the value.
inline void setScheme(RequestDraft &draft, Carrier carrier)
{
    static const Secret proofKey = *newProofKey();
    AuthDraft auth{AuthKind::None, {}, Secret("another secret of the scheme")};
    auth.keyName = carrier == Carrier::JwtHeader ? "X-Assertion" : "assertion";
    switch (carrier) {
    case Carrier::OAuth1Header:
    case Carrier::OAuth1Query:
        auth.kind = AuthKind::OAuth1;
        auth.oauth1.token = kCarried;
        auth.oauth1.place = carrier == Carrier::OAuth1Query ? OAuth1Settings::Place::Query : OAuth1Settings::Place::Header;
        break;
    case Carrier::AwsHeader:
    case Carrier::AwsQuery:
        auth.kind = AuthKind::AwsSignature4;
        auth.secondSecret = Secret(kCarried);
        auth.aws = {"AKIDEXAMPLE", "eu-west-1", "s3", carrier == Carrier::AwsQuery};
        break;
    case Carrier::Proof:
        auth = {AuthKind::Bearer, {}, Secret(kCarried)};
        auth.dpop = true;
        auth.dpopKey = proofKey;
        break;
    case Carrier::JwtHeader:
    case Carrier::JwtQuery:
        auth.kind = AuthKind::SignedJwt;
        auth.jwt.inAuthorization = false;
        auth.keyPlace = carrier == Carrier::JwtQuery ? KeyPlace::Query : KeyPlace::Header;
        break;
    case Carrier::Custom:
        auth = {AuthKind::Custom, {}, Secret(kCarried)};
        auth.custom = {{true, "X-Plain-Name", "v={{secret}}", {}}};
        break;
    case Carrier::FurtherKey:
    case Carrier::FurtherCookie:
        auth = {
            AuthKind::ApiKey, {}, Secret(kCarried), {}, "api_key", carrier == Carrier::FurtherCookie ? KeyPlace::Cookie : KeyPlace::Header};
        draft.furtherAuth = {auth};
        return;
    case Carrier::CertificateOfAuth:
        auth.kind = AuthKind::ClientCertificate;
        auth.certificate.certificateData = Secret(kCarried);
        break;
    default:
        auth.kind = AuthKind::Negotiate;
    }
    draft.auth = auth;
}

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
    default:
        setScheme(draft, carrier);
    }
    return draft;
}

/// Whether the credential is anywhere in what would go over the wire, as its value or as what is made of it.
inline bool leaves(const Request &request, const TransportOptions &options)
{
    const auto isOfCredential = [](const Field &field) {
        return field.value.contains(kCarried) || equalsIgnoringCase(field.name, "DPoP") || equalsIgnoringCase(field.name, "X-Assertion")
            || field.value.startsWith("AWS4-") || field.value.startsWith("OAuth ");
    };
    const QByteArray address = request.url.toString();
    return address.contains(kCarried) || address.contains("X-Amz-Signature") || address.contains("oauth_signature")
        || address.contains("assertion=") || options.clientCertificate.contains(QString::fromLatin1(kCarried))
        || !options.clientCertificateData.isEmpty() || options.connectionAuth != ConnectionAuth::None
        || std::any_of(request.fields.begin(), request.fields.end(), isOfCredential) || request.body.contains(kCarried);
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
