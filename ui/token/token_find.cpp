#include "ui/token/token_find.h"

#include "ui/controls/icon_button.h"
#include "ui/text/text_label.h"
#include "ui/token/claim_table.h"
#include "ui/token/encoded_view.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>

namespace keyhole {

TokenFind::TokenFind(const Theme &theme, ClaimTable *claims, EncodedView *encoded, QWidget *parent)
    : QWidget(parent), m_claims(claims), m_encoded(encoded), m_text(new QLineEdit),
      m_count(new TextLabel(theme, {}, FontRole::Small, ColorToken::Text2))
{
    m_text->setPlaceholderText(tr("Find"));
    m_text->setAccessibleName(tr("Find in the token"));
    m_text->setClearButtonEnabled(true);
    auto *previous = new IconButton(theme, QStringLiteral("chevron-up"), tr("Previous match"));
    auto *next = new IconButton(theme, QStringLiteral("chevron-down"), tr("Next match"));
    auto *done = new IconButton(theme, QStringLiteral("x"), tr("Close find"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(20), theme.px(4), theme.px(16), theme.px(4));
    row->setSpacing(theme.px(4));
    row->addWidget(m_text, 1);
    row->addSpacing(theme.px(8));
    row->addWidget(m_count);
    for (IconButton *button : {previous, next, done})
        row->addWidget(button);
    connect(m_text, &QLineEdit::textChanged, this, &TokenFind::search);
    connect(previous, &QToolButton::clicked, this, [this] { step(-1); });
    connect(next, &QToolButton::clicked, this, [this] { step(1); });
    connect(done, &QToolButton::clicked, this, &TokenFind::close);
    hide();
}

void TokenFind::open()
{
    QWidget::show();
    m_text->selectAll();
    m_text->setFocus(Qt::ShortcutFocusReason);
    search();
}

void TokenFind::close()
{
    hide();
    m_encoded->select(0, 0);
    emit left();
}

void TokenFind::search()
{
    m_current = -1;
    m_lines.clear();
    m_offsets.clear();
    if (isHidden())
        return;
    const QString text = m_text->text();
    if (!text.isEmpty()) {
        m_lines = m_claims->linesWith(text);
        m_offsets = m_encoded->find(text);
    }
    if (matchCount() > 0)
        show(0);
    else
        m_encoded->select(0, 0);
    showCount();
}

void TokenFind::step(int direction)
{
    if (isHidden() || matchCount() == 0)
        return;
    show((m_current + direction + matchCount()) % matchCount());
    showCount();
}

void TokenFind::show(int match)
{
    m_current = match;
    if (size_t(match) < m_lines.size()) {
        m_encoded->select(0, 0);
        emit lineFound(m_lines[size_t(match)]);
    } else {
        m_encoded->select(m_offsets[size_t(match) - m_lines.size()], m_text->text().size());
        emit textFound();
    }
}

void TokenFind::showCount()
{
    m_count->setText(m_text->text().isEmpty() ? QString()
                         : matchCount() == 0  ? tr("No match")
                                              : tr("%1 of %2").arg(m_current + 1).arg(matchCount()));
    m_text->setAccessibleDescription(m_count->text());
    QAccessibleEvent changed(m_text, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

void TokenFind::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        step(event->modifiers() & Qt::ShiftModifier ? -1 : 1);
    else
        QWidget::keyPressEvent(event);
}

}
