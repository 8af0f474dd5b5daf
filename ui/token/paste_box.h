#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QPlainTextEdit;

namespace keyhole {

/// A field for a token in place of a dialog, hidden until it is asked for. Enter decodes, Esc leaves; what was typed is not kept.
class PasteBox : public QWidget {
    Q_OBJECT
public:
    PasteBox(const Theme &theme, const QString &name, QWidget *parent = nullptr);
    void open();
    void close();

signals:
    /// Without blanks around it, and without "Bearer" before it. Never empty.
    void pasted(const QByteArray &token);
    void left();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void take();
    void leave();
    void applyTheme();

    const Theme &m_theme;
    QPlainTextEdit *m_field;
};

}
