#pragma once

#include "core/http/message.h"
#include "core/json/json.h"

namespace keyhole {

using NamedValue = std::pair<QByteArray, QByteArray>;

/// A request in pieces that can be exchanged one by one, and put together again.
struct RequestParts {
    enum class BodyForm { None, Json, Form, Other } bodyForm = BodyForm::None;
    QByteArray method;
    Url url;  ///< without the query
    std::vector<NamedValue> parameters;  ///< of the query, as written: name, and the whole pair
    FieldList fields;  ///< without Cookie and what is made anew for each request
    std::vector<NamedValue> cookies;
    std::vector<std::pair<QByteArray, JsonValue>> members;  ///< of a JSON object: pointer (RFC 6901) and leaf
    std::vector<NamedValue> pairs;  ///< of a form: name, and the whole pair
    QByteArray body;  ///< otherwise
    QString bodyFile;
};

RequestParts partsOf(const Request &request);
Request requestOf(const RequestParts &parts);

/// Whether a name promises a credential, or a value is as long as one.
bool mayBeSecret(const QByteArray &name, const QByteArray &value);

}
