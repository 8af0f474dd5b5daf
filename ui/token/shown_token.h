#pragma once

#include "core/clock/offset.h"
#include "core/http/exchange.h"

#include <QString>
#include <memory>
#include <vector>

namespace keyhole {

/// A token as it is brought to a window, and where it stood. Neither `from` nor `where` holds a secret.
struct ShownToken {
    QByteArray text;
    QString from;  ///< one sentence for the head, "Sent with GET /v1/orders"; empty where nothing is known
    QByteArray where = {};  ///< a place that the main window can show, "request.headers.Authorization"; empty: none
    QString wrapping = {};  ///< how it stood there: "percent-encoded", "in base64, split over 2 cookies"
    std::weak_ptr<const Exchange> exchange = {};  ///< in which `where` is a place
};

/// By what tokens are judged: the clocks at the moment of their exchange.
struct TokenCircumstances {
    std::optional<ClockOffset> offset;  ///< of the server that a token was sent to
    Instant now;  ///< this computer's time: of the answer where there is one
};
TokenCircumstances circumstancesOf(const Exchange &exchange, Instant now);

/// Every token of an exchange once, the one that the server reads first. An opaque credential counts as one.
std::vector<ShownToken> tokensOf(const std::shared_ptr<const Exchange> &exchange);

/// What somebody pasted: a token, or text that has some in it.
std::vector<ShownToken> tokensOfPasted(const QByteArray &text);

/// Place and wrapping in words.
QString placeText(const ShownToken &shown);
/// A place in words: "header Authorization", "cookie id_token", "address, parameter access_token".
QString placeName(const QByteArray &where);

}
