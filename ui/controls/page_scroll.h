#pragma once

#include <QScrollArea>

namespace keyhole {

/// Scrolls a page up and down: as wide as the view, as high as its parts need at that width, at least as high as the view. (Left to
/// itself, QScrollArea gives labels that wrap too much height.)
class PageScroll : public QScrollArea {
    Q_OBJECT
public:
    explicit PageScroll(QWidget *parent = nullptr);
    /// Takes its layout from whoever fills it.
    QWidget *page() const { return widget(); }
    void fit();

signals:
    /// The page is about to be laid out at this width: now its parts can be placed anew.
    void widthOffered(int width);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

}
