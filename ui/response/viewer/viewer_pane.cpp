#include "ui/response/viewer/viewer_pane.h"

#include "ui/response/viewer/find_bar.h"
#include "ui/text/text_label.h"

#include <QKeyEvent>
#include <QVBoxLayout>

namespace keyhole {

ViewerPane::ViewerPane(const Theme &theme, const QString &name, QWidget *parent)
    : QWidget(parent), m_viewer(new TextViewer(theme)), m_find(new FindBar(theme, m_viewer)),
      m_note(new TextLabel(theme, {}, FontRole::Small, ColorToken::Warn))
{
    m_viewer->setAccessibleName(name);
    m_note->setWordWrap(true);
    m_note->setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(4));
    m_note->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_note);
    column->addSpacing(theme.px(8));
    column->addWidget(m_viewer, 1);
    column->addWidget(m_find);
    setFocusProxy(m_viewer);
    connect(m_viewer, &TextViewer::documentChanged, this, &ViewerPane::showNote);
}

void ViewerPane::setRemark(const QString &remark)
{
    m_remark = remark;
    showNote();
}

void ViewerPane::showNote()
{
    QStringList notes;
    if (!m_remark.isEmpty())
        notes += m_remark;
    const ViewerDocument &document = m_viewer->document();
    const qsizetype broken = document.rules().brokenAt;
    if (broken >= 0 && document.rowCount() > 0) {
        const qint64 line = document.row(document.rowOf(broken)).start.line;
        notes += tr("Not JSON from line %1 on (byte %2): shown as it came.").arg(line).arg(broken);
    }
    m_note->setText(notes.join(QLatin1Char(' ')));
    m_note->setVisible(!notes.isEmpty());
}

void ViewerPane::find()
{
    m_find->open();
}

void ViewerPane::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Find))
        find();
    else if (event->key() == Qt::Key_F3 && m_find->isVisible())
        m_find->step(event->modifiers() & Qt::ShiftModifier ? -1 : 1);
    else if (event->key() == Qt::Key_Escape && m_find->isVisible())
        m_find->close();
    else
        QWidget::keyPressEvent(event);
}

}
