#include "ui/controls/reveal.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QWidget>

namespace keyhole {

Reveal::Reveal(QWidget *place) : QObject(place), m_place(place)
{
    m_time.setSingleShot(true);
    m_time.setInterval(kSpan);
    place->installEventFilter(this);
    connect(&m_time, &QTimer::timeout, this, &Reveal::finish);
    connect(QGuiApplication::clipboard(), &QClipboard::selectionChanged, this, &Reveal::keepFromSelection);
}

bool Reveal::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::WindowDeactivate && isOn())
        finish();
    return QObject::eventFilter(watched, event);
}

void Reveal::finish()
{
    end();
    emit over();
}

/// It is taken back before the event loop could hand it to anybody.
void Reveal::keepFromSelection()
{
    const QWidget *focus = QApplication::focusWidget();
    const bool fromHere = focus && (focus == m_place || m_place->isAncestorOf(focus));
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (isOn() && fromHere && clipboard->ownsSelection())
        clipboard->clear(QClipboard::Selection);
}

}
