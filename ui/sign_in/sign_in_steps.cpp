#include "ui/sign_in/sign_in_steps.h"

#include "ui/controls/button.h"
#include "ui/text/text_label.h"

#include <QGridLayout>

namespace keyhole {

namespace {

struct Look {
    const char *icon;
    ColorToken color;
};

Look lookOf(SignInStep::State state)
{
    switch (state) {
    case SignInStep::State::Running:
        return {"loader-circle", ColorToken::Info};
    case SignInStep::State::Done:
        return {"circle-check", ColorToken::Ok};
    case SignInStep::State::Failed:
        return {"circle-x", ColorToken::Danger};
    }
    return {"circle", ColorToken::Text3};
}

}

SignInSteps::SignInSteps(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(theme.px(10));
    connect(&theme, &Theme::changed, this, [this] {
        for (const Row &row : m_rows)
            show(row);
    });
}

void SignInSteps::clear()
{
    for (const Row &row : m_rows)
        delete row.widget;
    m_rows.clear();
}

void SignInSteps::addRow()
{
    Row row{new QWidget,
            new TextLabel(m_theme),
            new TextLabel(m_theme, {}, FontRole::Strong),
            new TextLabel(m_theme, {}, FontRole::Body, ColorToken::Text2),
            new Button(m_theme, tr("Open exchange"), Button::Kind::Link),
            {}};
    row.outcome->setWordWrap(true);
    auto *grid = new QGridLayout(row.widget);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(m_theme.px(8));
    grid->setVerticalSpacing(m_theme.px(2));
    grid->addWidget(row.icon, 0, 0);
    grid->addWidget(row.title, 0, 1);
    grid->addWidget(row.open, 0, 2);
    grid->addWidget(row.outcome, 1, 1, 1, 2);
    grid->setColumnStretch(1, 1);
    connect(row.open, &Button::clicked, this, [this, index = m_rows.size()] {
        if (index < m_rows.size() && m_rows[index].step.exchange)
            emit openRequested(m_rows[index].step.title, m_rows[index].step.exchange);
    });
    m_column->addWidget(row.widget);
    m_rows.push_back(std::move(row));
}

void SignInSteps::setStep(int index, const SignInStep &step)
{
    while (count() <= index)
        addRow();
    Row &row = m_rows[size_t(index)];
    row.step = step;
    show(row);
}

void SignInSteps::show(const Row &row)
{
    const Look look = lookOf(row.step.state);
    row.icon->setPixmap(m_theme.pixmap(QLatin1String(look.icon), look.color, 16, devicePixelRatioF()));
    row.title->setText(row.step.title);
    row.outcome->setForeignText(row.step.outcome);
    row.outcome->setVisible(!row.step.outcome.isEmpty());
    row.open->setVisible(row.step.exchange != nullptr);
    row.open->setAccessibleName(tr("Open exchange: %1").arg(row.step.title));
}

}
