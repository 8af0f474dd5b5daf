#pragma once

#include "core/http/instant.h"
#include "ui/theme/theme.h"

#include <QByteArray>
#include <QString>
#include <optional>

namespace keyhole {

/// What can be said of a credential before it is sent.
struct TokenState {
    bool isJwt = false;
    QString text;  ///< "JWT, RS256, expired 3 h 12 min ago"
    QString icon;
    ColorToken colour = ColorToken::Text2;
    std::optional<ColorToken> dot;  ///< danger: expired or broken; warn: doubtful; none otherwise
};

/// Nothing for a value that is empty, a variable or no JWT.
std::optional<TokenState> tokenStateOf(const QByteArray &value, Instant now);

/// "3 h 12 min", "45 s", "12 days".
QString spanText(Seconds span);

}
