#pragma once

#include "ui/controls/painted_button.h"
#include "ui/theme/theme.h"

namespace keyhole {

/// The head of a part of a page that is closed at first: icon, title, a note behind it. Opens and closes what is below it.
class FoldHead : public PaintedButton {
    Q_OBJECT
public:
    FoldHead(const Theme &theme, const QString &icon, ColorToken iconColor, const QString &title, QWidget *parent = nullptr);
    void setNote(const QString &note);
    int heightForWidth(int width) const override;

    static constexpr int kPadding = 11, kIndent = 24;  ///< where the title begins, for what stands below it

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    class TextFlow flow() const;
    int textWidth(int width) const;

    QString m_icon;
    ColorToken m_iconColor;
    QString m_title, m_note;
};

}
