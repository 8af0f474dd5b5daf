#pragma once

#include "core/secrets/credential.h"
#include "ui/theme/theme.h"

#include <QString>

namespace keyhole {

/// "https://api.example.com, https://www.example.com"; "nowhere" for none.
QString originsText(const std::vector<Origin> &origins);

/// "expired 2 days ago", "in 3 h"; "not known".
struct ExpiryWords {
    QString text;
    ColorToken color = ColorToken::Text2;
    QString icon;  ///< empty where there is nothing to worry about
};
ExpiryWords expiryWords(const CredentialInfo &info, Instant now);
bool isExpired(const CredentialInfo &info, Instant now);

/// "3 h ago", "just now", "never".
QString usedWords(const CredentialInfo &info, Instant now);
/// How long its secret has been the same: "14 days".
QString ageWords(const CredentialInfo &info, Instant now);

/// A long value has no blanks, so it is given places where a line may end; `unbroken` takes them out again.
QString breakable(const QString &text);
QString unbroken(QString text);

/// "21 Nov 2026, 05:31:07 UTC"
QString momentText(Instant instant);

}
