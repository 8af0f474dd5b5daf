#pragma once

#include "ui/theme/theme.h"

#include <QAbstractButton>

namespace keyhole {

/// A row of the first-run page: icon, what it does, one line about it, its shortcut as a key cap.
class WelcomeAction : public QAbstractButton {
    Q_OBJECT
public:
    enum class Place { First, Middle, Last };
    WelcomeAction(const Theme &theme, const QString &icon, const QString &title, const QString &detail, const QKeySequence &shortcut,
                  Place place, QWidget *parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    int paintShortcut(QPainter &painter) const;  ///< gives how much room it took

    const Theme &m_theme;
    QString m_icon, m_detail, m_shortcut;
    Place m_place;
};

}
