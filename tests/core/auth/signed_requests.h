#pragma once

#include "catch.h"
#include "core/http/message.h"

namespace keyhole {

inline Request requestOf(const QByteArray &method, const QByteArray &address, FieldList fields, const QByteArray &body = {})
{
    const auto url = Url::parse(address);
    REQUIRE(url);
    Request request;
    request.method = method;
    request.url = *url;
    request.fields = std::move(fields);
    request.body = body;
    return request;
}

/// Whether one of the faults has this in its line or in what it says.
template <class Faults> bool tells(const Faults &faults, const char *words)
{
    return std::any_of(faults.begin(), faults.end(), [words](const auto &each) {
        return each.line.contains(QString::fromUtf8(words)) || each.says.contains(QString::fromUtf8(words));
    });
}

}
