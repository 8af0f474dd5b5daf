#pragma once

#include "core/diagnosis/report.h"

#include <memory>

namespace keyhole {

/// A request that a redirect led to another host, where it was refused: two hops, fields that stand twice, cookies of every fate.
inline Exchange refusedExchange()
{
    using namespace std::chrono_literals;
    Hop first;
    first.request.method = "GET";
    first.request.url = *Url::parse("https://example.com/v1/orders?status=open");
    first.request.fields = {{"Host", "example.com", {}}, {"Authorization", "Bearer top-secret-credential-0123456789", {}}};
    first.request.origins = {FieldOrigin::Automatic, FieldOrigin::Auth};
    first.response = Response{};
    first.response->httpVersion = "HTTP/1.1";
    first.response->status = 307;
    first.response->reason = "Temporary Redirect";
    first.response->fields = {{"Location", "https://www.example.com/v1/orders?status=open", {}}};
    first.times = {2ms, 21ms, 63ms, 64ms, 120ms, 121ms};

    Hop second = first;
    second.request.url = *Url::parse("https://www.example.com/v1/orders?status=open");
    second.request.fields = {{"Host", "www.example.com", {}}, {"Cookie", "sid=hidden-session-value; theme=dark", {}}};
    second.request.origins = {FieldOrigin::Automatic, FieldOrigin::Cookie};
    second.sentBytes
        = "GET /v1/orders?status=open HTTP/1.1\r\nHost: www.example.com\r\nCookie: sid=hidden-session-value; theme=dark\r\n\r\n";
    second.response->status = 401;
    second.response->reason = "Unauthorized";
    second.response->fields = {{"Date", "Sat, 21 Nov 2026 09:43:12 GMT", {}},
                               {"Content-Type", "application/json", {}},
                               {"WWW-Authenticate", "Bearer error=\"invalid_token\"", {}},
                               {"Set-Cookie", "sid=new-session-value; Path=/; Secure; HttpOnly", {}},
                               {"Set-Cookie", "wide=x; Domain=com", {}},
                               {"X-Odd", "a\u202Eb", {}}};
    second.response->body
        = R"({"error":"invalid_token","error_description":"The access token expired","status":401,"timestamp":"2026-11-21T09:43:12.418Z","path":"/v1/orders","tags":[],"nested":{"a":[1,2.50,true,null]}})";
    second.response->bodySize = second.response->body.size();
    second.receivedBytes = "HTTP/1.1 401 Unauthorized\r\nDate: Sat, 21 Nov 2026 09:43:12 GMT\r\nSet-Cookie: sid=new-session-value; Path=/; "
                           "Secure; HttpOnly\r\n\r\n"
        + second.response->body;
    second.times = {1ms, 15ms, 40ms, 41ms, 146ms, 148ms};
    second.tls = TlsFacts{};
    second.tls->version = "TLSv1.3";
    second.whyFollowed = "307 to https://www.example.com/v1/orders";
    second.droppedNotes = {"Authorization stayed behind: www.example.com is another origin"};
    second.connection.address = "192.0.2.7";
    second.connection.port = 443;

    Exchange exchange;
    exchange.hops = {first, second};
    exchange.cookieLedger
        = {{"sid", "https://www.example.com/login", "sid=hidden-session-value; Secure", true, {}, {}},
           {"admin", "https://www.example.com/admin", "admin=hidden-admin-value; Path=/admin", false, "path", "It is for /admin only."}};
    return exchange;
}

inline Report refusedReport()
{
    Report report;
    report.status = 401;
    Finding finding;
    finding.id = "header.dropped-on-redirect";
    finding.role = FindingRole::Cause;
    finding.title = "The credential was not sent to the second host";
    finding.evidence = {{"response.headers.WWW-Authenticate", {}, {}}, {"hop.1.request.headers.Authorization", {}, {}}};
    report.findings = {finding};
    return report;
}

inline std::shared_ptr<const Exchange> shared(Exchange exchange)
{
    return std::make_shared<const Exchange>(std::move(exchange));
}

/// An exchange of one hop with this body.
inline Exchange answered(const QByteArray &body, const QByteArray &contentType)
{
    Hop hop;
    hop.request.method = "GET";
    hop.request.url = *Url::parse("https://example.com/things.json");
    hop.response = Response{};
    hop.response->httpVersion = "HTTP/2";
    hop.response->status = 200;
    hop.response->reason = "OK";
    hop.response->fields = {{"content-type", contentType, {}}};
    hop.response->body = body;
    hop.response->bodySize = body.size();
    Exchange exchange;
    exchange.hops = {hop};
    return exchange;
}

}
