#pragma once

#include <QLabel>
#include <vector>

namespace keyhole {

/// A label for text from anywhere: always plain, never a link, an image or mark-up. The only label class that may show foreign text.
class PlainLabel : public QLabel {
    Q_OBJECT
public:
    explicit PlainLabel(const QString &text = {}, QWidget *parent = nullptr);
    /// Control characters and direction marks become visible escapes.
    void setForeignText(const QString &text);

    /// Remembered for the last widths that were asked for: layouts ask for the same ones many times, and each shapes the whole text.
    int heightForWidth(int width) const override;

private:
    struct Heights {
        QString text;
        QFont font;
        QMargins margins;
        std::vector<std::pair<int, int>> known;  ///< width, height
    };
    mutable Heights m_heights;
};

/// A tool tip that is shown as it is written.
void setPlainToolTip(QWidget *widget, const QString &text);

}
