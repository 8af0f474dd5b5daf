#pragma once

#include "core/oauth/sign_in.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace keyhole {

class FlowLabel;

/// What a sign-in came to: the token's kind, expiry and scopes, what is odd about it and where it is kept; or why there is none, with what
/// the server says and what to do. Tokens are masked.
class SignInOutcome : public QWidget {
    Q_OBJECT
public:
    explicit SignInOutcome(const Theme &theme, QWidget *parent = nullptr);
    void clear();
    void showTokens(const SignedIn &signedIn, const SignInSettings &settings, Instant now);
    void showFault(const OAuthFault &fault);
    /// Where the tokens are, or that they could not be stored, in one sentence.
    void showKept(const QString &sentence, bool well);
    QString text() const;

private:
    FlowLabel *m_head, *m_facts, *m_doubts, *m_kept;
};

}
