#pragma once

#include "ui/theme/theme.h"

#include <QAbstractButton>

namespace keyhole {

/// A button that draws itself and is as high as its text needs at its width. Space and Enter press it.
class PaintedButton : public QAbstractButton {
    Q_OBJECT
public:
    explicit PaintedButton(const Theme &theme, QWidget *parent = nullptr);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override = 0;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    const Theme &theme() const { return m_theme; }
    bool isHot() const { return isDown() || underMouse(); }
    /// The rectangle where it belongs in the direction of the language.
    QRect placed(const QRect &leftToRight) const;

private:
    const Theme &m_theme;
};

}
