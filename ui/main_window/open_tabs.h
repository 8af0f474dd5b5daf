#pragma once

#include "ui/theme/theme.h"

#include <QTabBar>

namespace keyhole {

/// The open requests: method badge, name, and a cross, or a filled dot while there are changes. Middle click closes.
class OpenTabs : public QTabBar {
    Q_OBJECT
public:
    explicit OpenTabs(const Theme &theme, QWidget *parent = nullptr);
    void setRequest(int index, const QByteArray &method, const QString &name, bool changed);
    /// The line of the current tab: the colour of its environment; an invalid one for none.
    void setLine(const QColor &color);

protected:
    QSize tabSizeHint(int index) const override;
    QSize minimumTabSizeHint(int index) const override;
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Request {
        QByteArray method;
        bool changed = false;
    };
    Request requestAt(int index) const;
    QRect crossRect(int index) const;
    void paintTab(QPainter &painter, int index) const;

    const Theme &m_theme;
    QColor m_line;
    int m_hovered = -1;
    bool m_overCross = false;
    int m_pressedCross = -1;
};

}
