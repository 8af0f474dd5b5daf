#pragma once

#include "core/token/key_text.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QPlainTextEdit;

namespace keyhole {

class FlowLabel;

/// Takes keys as a person has them, pasted or from a file, and keeps nothing of the text. Hidden until it is opened. What is wrong with a
/// key is said below the field.
class KeyForm : public QWidget {
    Q_OBJECT
public:
    /// `name` is the field's, `use` what the button says that takes the key.
    KeyForm(const Theme &theme, const QString &name, const QString &use, QWidget *parent = nullptr);
    /// Whether the keys are for opening an encrypted token, in place of checking a signature.
    void setOpens(bool opens) { m_opens = opens; }
    void open();
    void close();
    void openFile();
    /// `source` says where the text is from: "pasted", the name of a file.
    void read(const QByteArray &text, const QString &source);
    /// Says what is wrong, below the field, which is opened for it.
    void refuse(const QString &fault);

signals:
    void keysRead(const keyhole::KeysRead &keys, const QString &source);
    void openingKeysRead(const std::vector<keyhole::EncryptionKey> &keys, const QString &source);
    void left();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void readFile(const QString &path);
    void applyTheme();

    const Theme &m_theme;
    QPlainTextEdit *m_field;
    FlowLabel *m_fault;
    bool m_opens = false;
};

}
