#include "ui/theme/focus_ring.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QFocusEvent>
#include <QLineEdit>
#include <QPainter>

namespace keyhole {

namespace {

constexpr int kOutside = 3;
constexpr double kWidth = 2;

class Overlay : public QWidget {
public:
    Overlay(const Theme &theme, QWidget *window) : QWidget(window), m_theme(theme)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setAttribute(Qt::WA_NoSystemBackground);
        setFocusPolicy(Qt::NoFocus);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_theme.color(ColorToken::Accent), kWidth));
        const double inset = kWidth / 2;
        painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), m_theme.px(8), m_theme.px(8));
    }

private:
    const Theme &m_theme;
};

bool hasOwnFrame(const QWidget *widget)
{
    return qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QAbstractScrollArea *>(widget)
        || widget->property("ownFocusFrame").toBool();
}

bool byKeyboard(Qt::FocusReason reason)
{
    return reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason;
}

}

FocusRing::FocusRing(const Theme &theme, QObject *parent) : QObject(parent), m_theme(theme)
{
    qApp->installEventFilter(this);
}

FocusRing::~FocusRing()
{
    delete m_overlay;
}

bool FocusRing::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::FocusIn:
        if (auto *widget = qobject_cast<QWidget *>(watched)) {
            if (byKeyboard(static_cast<QFocusEvent *>(event)->reason()) && !hasOwnFrame(widget))
                show(widget);
            else
                hide();
        }
        break;
    case QEvent::FocusOut:
        if (watched == m_target)
            hide();
        break;
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::LayoutRequest:
        if (m_target && m_overlay && watched != m_overlay && watched->isWidgetType())
            place();
        break;
    default:
        break;
    }
    return false;
}

void FocusRing::show(QWidget *target)
{
    m_target = target;
    if (!m_overlay || m_overlay->window() != target->window()) {
        delete m_overlay;
        m_overlay = new Overlay(m_theme, target->window());
    }
    place();
    m_overlay->raise();
    m_overlay->show();
}

void FocusRing::hide()
{
    m_target = nullptr;
    if (m_overlay)
        m_overlay->hide();
}

void FocusRing::place()
{
    const int outside = m_theme.px(kOutside);
    const QPoint corner = m_target->mapTo(m_target->window(), QPoint(0, 0));
    const QRect ring = QRect(corner, m_target->size()).adjusted(-outside, -outside, outside, outside);
    m_overlay->setGeometry(ring & m_target->window()->rect());
}

}
