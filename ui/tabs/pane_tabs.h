#pragma once

#include "ui/theme/theme.h"

#include <QTabBar>
#include <optional>
#include <vector>

namespace keyhole {

/// The tab strip of a pane: a count behind a name, a dot where a state is worth a look. A real QTabBar, so that keyboard and screen
/// reader work.
class PaneTabs : public QTabBar {
    Q_OBJECT
public:
    explicit PaneTabs(const Theme &theme, QWidget *parent = nullptr);

    void addPane(const QString &name);
    void setCount(int tab, int count);  ///< 0 shows none
    /// `says` tells the dot in words, for those who do not see it.
    void setDot(int tab, std::optional<ColorToken> colour, const QString &says = {});

protected:
    QSize tabSizeHint(int index) const override;
    QSize minimumTabSizeHint(int index) const override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Pane {
        QString name;
        int count = 0;
        std::optional<ColorToken> dot;
        QString dotSays;
    };
    void paintTab(QPainter &painter, int index) const;
    void describe(int tab);
    QString countText(int tab) const;

    const Theme &m_theme;
    std::vector<Pane> m_panes;
};

}
