#include "ui/replay/run_settings.h"

#include "ui/text/text_label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSpinBox>

namespace keyhole {

namespace {

constexpr int kLongestDelay = 600'000;  // ms

enum Stop { Never, AtFailure, AtFailures, AtExpectation, AtStatus, AtCause };

}

RunSettings::RunSettings(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_stop(new QComboBox), m_stopValue(new QLineEdit)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme.px(8));
    m_parallel = addNumber(tr("At &once"), 1, ReplayOptions::kMostParallel, {});
    m_parallel->setSpecialValueText(tr("in order"));
    m_repeat = addNumber(tr("&Rounds"), 1, ReplayOptions::kMostRequests, {});
    m_delay = addNumber(tr("&Delay"), 0, kLongestDelay, tr(" ms"));
    m_delay->setSpecialValueText(tr("none"));
    addStop();
    row->addStretch(1);
    showStop();
}

QSpinBox *RunSettings::addNumber(const QString &name, int least, int most, const QString &suffix)
{
    auto *label = new TextLabel(m_theme, name, FontRole::Body, ColorToken::Text2);
    auto *number = new QSpinBox;
    number->setRange(least, most);
    number->setSuffix(suffix);
    number->setAccessibleName(QString(name).remove(QLatin1Char('&')));
    label->setBuddy(number);
    layout()->addWidget(label);
    layout()->addWidget(number);
    return number;
}

void RunSettings::addStop()
{
    auto *label = new TextLabel(m_theme, tr("S&top at"), FontRole::Body, ColorToken::Text2);
    label->setBuddy(m_stop);
    m_stop->setAccessibleName(tr("Stop at"));
    m_stop->addItems(
        {tr("the end"), tr("the first failure"), tr("so many failures"), tr("a failed expectation"), tr("a status"), tr("a cause")});
    m_stopValue->setAccessibleName(tr("Number or cause to stop at"));
    m_stopValue->setFixedWidth(m_theme.px(130));
    layout()->addWidget(label);
    layout()->addWidget(m_stop);
    layout()->addWidget(m_stopValue);
    connect(m_stop, &QComboBox::currentIndexChanged, this, &RunSettings::showStop);
}

void RunSettings::showStop()
{
    const int stop = m_stop->currentIndex();
    m_stopValue->setVisible(stop == AtFailures || stop == AtStatus || stop == AtCause);
    m_stopValue->setPlaceholderText(stop == AtCause        ? QStringLiteral("token.expired")
                                        : stop == AtStatus ? QStringLiteral("401, 5xx")
                                                           : QStringLiteral("3"));
}

Result<void> RunSettings::applyTo(ReplayOptions &options) const
{
    options.parallel = m_parallel->value();
    options.repeat = m_repeat->value();
    options.delay = Milliseconds(m_delay->value());
    options.stop.clear();
    const QString value = m_stopValue->text().trimmed();
    const QString texts[] = {{},
                             QStringLiteral("failure"),
                             value + QStringLiteral(" failures"),
                             QStringLiteral("expectation"),
                             QStringLiteral("status ") + value,
                             QStringLiteral("cause ") + value};
    const int stop = m_stop->currentIndex();
    if (stop == Never)
        return {};
    const auto rule = parseStopRule(texts[stop]);
    if (!rule)
        return failure(Error{tr("The condition to stop at is not complete."), {}, rule.error().remedy});
    options.stop.push_back(*rule);
    return {};
}

}
