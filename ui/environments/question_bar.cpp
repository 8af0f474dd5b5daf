#include "ui/environments/question_bar.h"

#include "core/diagnosis/report.h"
#include "core/session/handing_on.h"
#include "ui/controls/button.h"
#include "ui/text/text_label.h"

#include <QAccessible>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

namespace keyhole {

QuestionBar::QuestionBar(const Theme &theme, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_what(new TextLabel(theme, {}, FontRole::Strong)),
      m_detail(new TextLabel(theme, {}, FontRole::Body, ColorToken::Text2)), m_remember(new QCheckBox),
      m_yes(new Button(theme, {}, Button::Kind::Primary)), m_no(new Button(theme, tr("Cancel")))
{
    auto *text = new QVBoxLayout;
    text->setSpacing(theme.px(2));
    for (TextLabel *label : {m_what, m_detail}) {
        label->setWordWrap(true);
        text->addWidget(label);
    }
    text->addWidget(m_remember);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(44), theme.px(8), theme.px(12), theme.px(8));
    row->setSpacing(theme.px(8));
    row->addLayout(text, 1);
    row->addWidget(m_no, 0, Qt::AlignTop);
    row->addWidget(m_yes, 0, Qt::AlignTop);
    connect(m_no, &Button::clicked, this, &QuestionBar::takeBack);
    connect(m_yes, &Button::clicked, this, &QuestionBar::accept);
    hide();
}

void QuestionBar::ask(const Question &question, std::function<void(bool)> then)
{
    m_then = std::move(then);
    m_grave = question.grave;
    m_what->setForeignText(question.what);
    QStringList lines;
    for (const QString &line : question.detail.split(QLatin1Char('\n')))
        lines += visibleText(line);
    m_detail->setText(lines.join(QLatin1Char('\n')));
    m_detail->setVisible(!question.detail.isEmpty());
    m_remember->setText(question.remember);
    m_remember->setVisible(!question.remember.isEmpty());
    m_remember->setChecked(false);
    m_yes->setText(question.yes);
    m_no->setText(question.no.isEmpty() ? tr("Cancel") : question.no);
    setAccessibleName(text());
    show();
    // Enter in the address sent it; the same key once more must not answer yes.
    m_no->setFocus(Qt::ShortcutFocusReason);
    update();
    QAccessibleEvent announcement(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&announcement);
}

QuestionBar::Question QuestionBar::inProduction(const QString &what, const QString &environment)
{
    return {what, tr("“%1” is a production environment.").arg(visibleText(environment)), tr("Send"), {}, {}, true};
}

QuestionBar::Question QuestionBar::toHandOn(const std::vector<HandOn> &needed)
{
    QStringList lines;
    for (const HandOn &each : needed)
        lines += handOnText(each);
    return {tr("A secret from an answer was not sent: it would go elsewhere."),
            lines.join('\n'),
            tr("Allow until I quit, and send"),
            {},
            {},
            true};
}

void QuestionBar::takeBack()
{
    m_then = {};
    hide();
}

void QuestionBar::accept()
{
    const auto then = std::exchange(m_then, {});
    const bool remembered = m_remember->isChecked();
    hide();
    if (then)
        then(remembered);
}

QString QuestionBar::text() const
{
    return m_what->text() + '\n' + m_detail->text();
}

void QuestionBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        return takeBack();
    QFrame::keyPressEvent(event);
}

void QuestionBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(m_grave ? ColorToken::DangerSoft : ColorToken::WarnSoft));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.color(m_grave ? ColorToken::DangerLine : ColorToken::WarnLine));
    const int side = m_theme.px(20);
    const QRect icon(m_theme.px(14), m_theme.px(10), side, side);
    m_theme.icon("triangle-alert", m_grave ? ColorToken::Danger : ColorToken::Warn)
        .paint(&painter, QStyle::visualRect(layoutDirection(), rect(), icon));
}

}
