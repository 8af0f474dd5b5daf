#include "ui/settings/history_limits.h"

#include "ui/controls/button.h"
#include "ui/text/text_label.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QSpinBox>

namespace keyhole {

namespace {
constexpr int kLongest = 36500, kMostMegabytes = 1 << 20;
}

HistoryLimits::HistoryLimits(const Theme &theme, HistoryKeeper &history, QWidget *parent)
    : QWidget(parent), m_history(history), m_days(new QSpinBox), m_megabytes(new QSpinBox),
      m_note(new TextLabel(theme, {}, FontRole::Small, ColorToken::Text2)), m_apply(new Button(theme, tr("A&pply")))
{
    m_days->setRange(1, kLongest);
    m_days->setSuffix(tr(" days"));
    m_days->setValue(int(history.retention().age.count()));
    m_megabytes->setRange(1, kMostMegabytes);
    m_megabytes->setSuffix(tr(" MB"));
    m_megabytes->setValue(int(history.retention().bytes >> 20));
    m_note->setWordWrap(true);
    auto *last = new QHBoxLayout;
    last->addWidget(m_note, 1);
    last->addWidget(m_apply);
    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(theme.px(16));
    form->setVerticalSpacing(theme.px(10));
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Keep the &history for"), m_days);
    form->addRow(tr("&Size of the history, at most"), m_megabytes);
    form->addRow(QString(), last);
    connect(m_days, &QSpinBox::valueChanged, this, &HistoryLimits::look);
    connect(m_megabytes, &QSpinBox::valueChanged, this, &HistoryLimits::look);
    connect(m_apply, &Button::clicked, this, [this] {
        emit chosen(retention());
        look();
    });
    connect(&m_counting, &QFutureWatcherBase::finished, this, [this] {
        const auto count = m_counting.result();
        if (!count)
            m_note->setForeignText(count.error().what);
        else if (*count > 0)
            m_note->setText(tr("Would remove %n requests now, for good. Pinned ones stay.", nullptr, *count));
        else
            m_note->setText(tr("Nothing that is kept is older or beyond that size."));
    });
    look();
}

HistoryRetention HistoryLimits::retention() const
{
    HistoryRetention retention = m_history.retention();
    retention.age = std::chrono::days(m_days->value());
    retention.bytes = qint64(m_megabytes->value()) << 20;
    return retention;
}

void HistoryLimits::look()
{
    m_apply->setEnabled(!(retention() == m_history.retention()));
    m_counting.setFuture(m_history.outdated(retention()));
}

QString HistoryLimits::says() const
{
    return m_note->text();
}

}
