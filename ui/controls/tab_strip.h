#pragma once

#include "ui/theme/theme.h"

#include <QTabBar>
#include <map>

namespace keyhole {

/// Tabs painted from the theme: words with a count behind them and a dot for a state, the current one underlined; or as segments, one
/// choice of a few.
class TabStrip : public QTabBar {
    Q_OBJECT
public:
    enum class Look { Underlined, Segments };
    explicit TabStrip(const Theme &theme, Look look = Look::Underlined, QWidget *parent = nullptr);

    /// Shown behind the name in a quiet colour; 0 shows nothing.
    void setCount(int index, int count);
    /// A dot behind the name in this colour; none takes it away. `meaning` is what it says to a screen reader.
    void setDot(int index, std::optional<ColorToken> color, const QString &meaning = {});
    void setHeight(int at13);
    void setSpacing(int at13);

protected:
    QSize tabSizeHint(int index) const override;
    QSize minimumTabSizeHint(int index) const override { return tabSizeHint(index); }
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Mark {
        int count = 0;
        std::optional<ColorToken> dot;
        QString meaning;
    };
    int textWidth(int index) const;
    void describe(int index);
    void paintTab(QPainter &painter, int index) const;
    void paintSegment(QPainter &painter, int index) const;

    const Theme &m_theme;
    Look m_look;
    int m_height, m_padding;
    int m_hovered = -1;
    std::map<int, Mark> m_marks;
};

}
