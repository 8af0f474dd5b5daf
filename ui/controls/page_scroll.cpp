#include "ui/controls/page_scroll.h"

#include <QEvent>
#include <QLayout>
#include <algorithm>

namespace keyhole {

PageScroll::PageScroll(QWidget *parent) : QScrollArea(parent)
{
    setWidget(new QWidget);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    page()->setAutoFillBackground(false);
    viewport()->installEventFilter(this);
    page()->installEventFilter(this);
}

void PageScroll::fit()
{
    const QSize room = viewport()->size();
    emit widthOffered(room.width());
    QLayout *layout = page()->layout();
    if (!layout)
        return;
    layout->activate();
    const int needed = layout->hasHeightForWidth() ? layout->totalHeightForWidth(room.width()) : layout->totalSizeHint().height();
    page()->resize(room.width(), std::max(needed, room.height()));
}

bool PageScroll::eventFilter(QObject *watched, QEvent *event)
{
    const bool resized = watched == viewport() && event->type() == QEvent::Resize;
    const bool asked = watched == page() && event->type() == QEvent::LayoutRequest;
    if (resized || asked)
        fit();
    return QScrollArea::eventFilter(watched, event);
}

}
