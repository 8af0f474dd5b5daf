#include "ui/diagnosis/panel_header.h"

#include "core/http/url.h"
#include "ui/controls/icon_button.h"
#include "ui/text/plain_label.h"
#include "ui/text/text_flow.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QStyle>
#include <QTimeZone>

namespace keyhole {

namespace {

QString requestLine(const Report &report)
{
    const auto url = Url::parse(report.url);
    const QByteArray path = !url ? report.url : url->path.isEmpty() ? QByteArray("/") : url->path;
    return QStringLiteral("%1 %2").arg(QString::fromUtf8(report.method), QString::fromUtf8(path));
}

QDateTime utc(Instant instant)
{
    return QDateTime::fromMSecsSinceEpoch(instant.time_since_epoch().count(), QTimeZone::utc());
}

}

QString subjectOf(const Report &report)
{
    const bool recorded = report.source != ExchangeSource::Live && report.source != ExchangeSource::History;
    if (recorded && !report.at)
        return PanelHeader::tr("Recorded, not sent by Keyhole");
    if (recorded)
        return PanelHeader::tr("Recorded %1, not sent by Keyhole")
            .arg(QLocale::c().toString(utc(*report.at), QStringLiteral("d MMM, HH:mm")));
    if (report.method.isEmpty())  // it cannot even be put together
        return PanelHeader::tr("Not sent");
    if (report.verdict.outcome == Outcome::Sending)
        return requestLine(report);
    if (report.verdict.outcome == Outcome::NotSent || report.verdict.outcome == Outcome::Offline)
        return PanelHeader::tr("%1, not sent").arg(requestLine(report));
    if (!report.at)
        return requestLine(report);
    return QStringLiteral("%1, %2 UTC").arg(requestLine(report), utc(*report.at).toString(QStringLiteral("HH:mm:ss")));
}

PanelHeader::PanelHeader(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    auto *row = new QHBoxLayout(this);
    row->addStretch();
    auto *copy = new IconButton(theme, QStringLiteral("copy"), tr("Copy report"), this);
    auto *more = new IconButton(theme, QStringLiteral("ellipsis"), tr("More"), this);
    auto *hide = new IconButton(theme, QStringLiteral("panel-right"), tr("Hide diagnosis"), this);
    for (IconButton *button : {copy, more, hide})
        row->addWidget(button);
    connect(copy, &IconButton::clicked, this, &PanelHeader::copyReportRequested);
    connect(hide, &IconButton::clicked, this, &PanelHeader::hideRequested);

    auto *menu = new QMenu(more);
    menu->addAction(tr("Copy report as Markdown"), this, &PanelHeader::copyReportRequested);
    menu->addAction(tr("Copy report as HTML"), this, &PanelHeader::copyPageRequested);
    menu->addAction(tr("Save report…"), this, &PanelHeader::saveReportRequested);
    menu->addSeparator();
    menu->addAction(tr("Hide diagnosis"), this, &PanelHeader::hideRequested);
    more->setMenu(menu);
    more->setPopupMode(QToolButton::InstantPopup);
    connect(&theme, &Theme::changed, this, &PanelHeader::applyTheme);
    applyTheme();
}

void PanelHeader::applyTheme()
{
    setFixedHeight(m_theme.px(36));
    layout()->setContentsMargins(m_theme.px(16), 0, m_theme.px(10), 0);
    layout()->setSpacing(m_theme.px(2));
    update();
}

void PanelHeader::setSubject(const QString &subject)
{
    m_subject = subject;
    setAccessibleName(tr("Diagnosis"));
    setAccessibleDescription(subject);
    setPlainToolTip(this, subject);
    update();
}

void PanelHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(m_theme.color(ColorToken::Border));
    painter.drawLine(QPointF(0, height() - 0.5), QPointF(width(), height() - 0.5));
    const TextFlow title(m_theme, {{tr("Diagnosis"), FontRole::Strong, ColorToken::Text}});
    const int left = m_theme.px(16), gap = m_theme.px(10), height = title.heightFor(1000);
    const int titleEnd = left + title.naturalWidth() + gap;
    const int end = width() - m_theme.px(10 + 3 * 30 + 6);
    const auto placed = [this](const QRect &place) { return QStyle::visualRect(layoutDirection(), rect(), place); };
    title.draw(painter, placed({left, (this->height() - height) / 2, titleEnd - gap - left + 1, height}));
    const QFontMetrics metrics(m_theme.font(FontRole::Small));
    const QString shown = metrics.elidedText(m_subject, Qt::ElideMiddle, end - titleEnd);
    const TextFlow subject(m_theme, {{shown, FontRole::Small, ColorToken::Text2}});
    const int subjectHeight = metrics.height();
    subject.draw(painter, placed({titleEnd, (this->height() - subjectHeight) / 2, end - titleEnd + 1, subjectHeight}));
}

}
