#include "ui/compare/body_box.h"

#include "core/secrets/when_done.h"
#include "ui/compare/lines_view.h"
#include "ui/controls/button.h"
#include "ui/controls/tab_strip.h"

#include <QPromise>
#include <QThreadPool>
#include <QVBoxLayout>

namespace keyhole {

namespace {
constexpr int kHeight = 360;
}

BodyBox::BodyBox(const Theme &theme, Of of, Shared left, Shared right, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_of(of), m_left(std::move(left)), m_right(std::move(right)), m_column(new QVBoxLayout(this)),
      m_show(new Button(theme, tr("Show both line by line"), Button::Kind::Link, {}, this))
{
    m_column->setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(8));
    m_column->addWidget(m_show, 0, Qt::AlignLeft);
    connect(m_show, &Button::clicked, this, &BodyBox::open);
}

void BodyBox::open()
{
    if (m_view)
        return;
    m_show->hide();
    auto *look = new TabStrip(m_theme, TabStrip::Look::Segments, this);
    look->addTab(tr("Side by side"));
    look->addTab(tr("One below the other"));
    look->setAccessibleName(tr("Arrangement"));
    m_view = new LinesView(m_theme, this);
    m_view->setFixedHeight(m_theme.px(kHeight));
    connect(look, &QTabBar::currentChanged, m_view, [this](int index) { m_view->setUnified(index == 1); });
    m_column->addWidget(look, 0, Qt::AlignLeft);
    m_column->addWidget(m_view);
    auto promise = std::make_shared<QPromise<BodySides>>();
    promise->start();
    whenDone(promise->future(), this, [this](const BodySides &sides) { m_view->setSides(sides); });
    QThreadPool::globalInstance()->start([promise, of = m_of, left = m_left, right = m_right] {
        promise->addResult(of == Of::Requests ? requestBodySides(*left, *right) : responseBodySides(*left, *right));
        promise->finish();
    });
    emit rearranged();
}

}
