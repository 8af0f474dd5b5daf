#pragma once

#include <QLabel>

namespace keyhole {

/// A label for text from anywhere: always plain, never a link, an image or mark-up. The only label class that may show foreign text.
class PlainLabel : public QLabel {
    Q_OBJECT
public:
    explicit PlainLabel(const QString &text = {}, QWidget *parent = nullptr);
    /// Control characters and direction marks become visible escapes.
    void setForeignText(const QString &text);
};

/// A tool tip that is shown as it is written.
void setPlainToolTip(QWidget *widget, const QString &text);

}
