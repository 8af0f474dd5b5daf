#pragma once

#include "core/cookies/jar.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDateTimeEdit;
class QLineEdit;

namespace keyhole {

class Button;
class SecretEdit;
class TextLabel;

/// One cookie to read and to change. What the standard would refuse is said below the fields, with the reason, and cannot be kept.
class CookieForm : public QWidget {
    Q_OBJECT
public:
    explicit CookieForm(const Theme &theme, QWidget *parent = nullptr);

    /// Shows a cookie of the jar.
    void setCookie(const Cookie &cookie, Instant now);
    /// A new one: nothing but the host is filled in.
    void setNew(const QByteArray &host, Instant now);
    void clear();
    Button *keepButton() const { return m_keep; }
    QString problem() const;

signals:
    /// `before` is the cookie that was shown; nothing when it is a new one.
    void kept(const std::optional<keyhole::Cookie> &before, const keyhole::Cookie &cookie);

private:
    void build(const Theme &theme);
    void connectFields();
    void fill(const Cookie &cookie);
    Cookie cookie() const;
    void judge();

    std::optional<Cookie> m_before;
    std::optional<Cookie> m_cookie;  ///< as the fields make it; none while the standard refuses it
    Instant m_now{};
    bool m_filling = false;
    QLineEdit *m_name, *m_domain, *m_path;
    SecretEdit *m_value;
    QCheckBox *m_below, *m_secure, *m_httpOnly, *m_partitioned, *m_lasts;
    QDateTimeEdit *m_expires;
    QComboBox *m_sameSite;
    TextLabel *m_setBy, *m_problem;
    Button *m_keep, *m_revert;
};

}
