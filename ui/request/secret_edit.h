#pragma once

#include "core/secrets/secret.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QKeyEvent;
class QLineEdit;

namespace keyhole {

class IconButton;
class Reveal;

/// A field for a secret: a mask while it is not being typed in, dots while it is, the value itself for 30 s after Reveal (or until the
/// window loses the focus). A value that is only a {{variable}} is no secret and stays readable.
class SecretEdit : public QWidget {
    Q_OBJECT
public:
    SecretEdit(const Theme &theme, const QString &name, QWidget *parent = nullptr);

    void setSecret(const Secret &secret);
    const Secret &secret() const { return m_secret; }
    void setReadOnly(bool readOnly);
    void setRevealed(bool revealed);
    bool isRevealed() const;
    QLineEdit *field() const { return m_field; }

    bool eventFilter(QObject *watched, QEvent *event) override;

signals:
    void edited();

private:
    void showSecret();
    bool isVariable() const;
    bool copyConcealed(const QKeyEvent &key);
    bool offerPaste(const QPoint &place);

    Secret m_secret;
    QLineEdit *m_field;
    IconButton *m_reveal;
    Reveal *m_revealed;  // while the value is shown
    bool m_readOnly = false;
};

}
