#pragma once

#include <QByteArray>

/// Pieces of HAR text for the tests; written small, as the recorders write them.
namespace har_samples {

inline QByteArray har(const QByteArray &entries, const QByteArray &creator = R"({"name":"keyhole-tests","version":"1"})")
{
    return R"({"log":{"version":"1.2","creator":)" + creator + R"(,"entries":[)" + entries + "]}}";
}

struct EntryParts {
    QByteArray started = R"("2026-11-21T09:00:00.000Z")";
    QByteArray method = "GET";
    QByteArray url = "https://api.example.com/v1/orders";
    QByteArray requestMore = R"("headers":[])";
    QByteArray status = "401";
    QByteArray responseMore = R"("headers":[])";
    QByteArray more = R"("time":20)";
};

inline QByteArray entry(const EntryParts &parts = {})
{
    return R"({"startedDateTime":)" + parts.started + R"(,"request":{"method":")" + parts.method + R"(","url":")" + parts.url + R"(",)"
        + parts.requestMore + R"(},"response":{"status":)" + parts.status + ',' + parts.responseMore + "}," + parts.more + '}';
}

}
