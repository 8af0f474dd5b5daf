#pragma once

#include "core/http/message.h"

#include <functional>

namespace keyhole {

/// Something in which two requests differ, and which can be set as in the one or as in the other by itself.
struct Toggle {
    enum class Part { Destination, Method, Path, Parameter, Field, Cookie, Member, FormPair, Body } part = Part::Field;
    QByteArray name;  ///< of the parameter, field, cookie or pair; the JSON pointer of a member
    QByteArray place;  ///< as of evidence: "request.headers.Accept", "cookies.sid", "request.url"
    QString says;  ///< "the field Accept: text/html instead of */*"; secrets are masked
};

/// Why two requests cannot be mixed, or what differs between them: fields, cookies, parameters, members of a JSON or form body, or the body
/// as a whole, method, path. Where the origins differ, everything that may be a credential is one with the origin: none ever goes to
/// another. What is made anew for each request (Host, Content-Length) does not count. At most 2,000.
Result<std::vector<Toggle>> togglesBetween(const Request &good, const Request &bad);

/// The request with each toggle as in `bad` where `asBad` says so, as in `good` elsewhere.
Request mixed(const Request &good, const Request &bad, const std::vector<Toggle> &toggles, const std::vector<bool> &asBad);

}
