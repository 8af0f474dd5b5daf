#include "ui/response/response_bar.h"

#include "ui/controls/icon_button.h"
#include "ui/response/figures.h"
#include "ui/text/text_label.h"

#include <QHBoxLayout>

namespace keyhole {

ResponseBar::ResponseBar(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_kind(new TextLabel(theme, {}, FontRole::SmallMedium, ColorToken::Text)),
      m_time(new TextLabel(theme, {}, FontRole::Small, ColorToken::Text2)),
      m_size(new TextLabel(theme, {}, FontRole::Small, ColorToken::Text2)),
      m_protocol(new ElidedLabel(theme, {}, FontRole::Small, ColorToken::Text2)),
      m_pretty(new IconButton(theme, QStringLiteral("braces"), tr("Indent JSON"))),
      m_wrap(new IconButton(theme, QStringLiteral("text-wrap"), tr("Wrap lines"))),
      m_find(new IconButton(theme, QStringLiteral("search"), tr("Find"))),
      m_copy(new IconButton(theme, QStringLiteral("copy"), tr("Copy"))),
      m_save(new IconButton(theme, QStringLiteral("download"), tr("Save body…")))
{
    m_pretty->setCheckable(true);
    m_pretty->setChecked(true);
    m_wrap->setCheckable(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(12), theme.px(4), theme.px(8), theme.px(4));
    row->setSpacing(theme.px(4));
    for (QWidget *label : {static_cast<QWidget *>(m_kind), static_cast<QWidget *>(m_time), static_cast<QWidget *>(m_size)}) {
        row->addWidget(label);
        row->addSpacing(theme.px(6));
    }
    row->addWidget(m_protocol, 1);
    for (IconButton *tool : {m_pretty, m_wrap, m_find, m_copy, m_save})
        row->addWidget(tool);
    connect(m_pretty, &QToolButton::toggled, this, &ResponseBar::prettyToggled);
    connect(m_wrap, &QToolButton::toggled, this, &ResponseBar::wrapToggled);
    connect(m_find, &QToolButton::clicked, this, &ResponseBar::findRequested);
    connect(m_copy, &QToolButton::clicked, this, &ResponseBar::copyRequested);
    connect(m_save, &QToolButton::clicked, this, &ResponseBar::saveRequested);
}

void ResponseBar::setHop(const Hop &hop, const QString &kind)
{
    m_kind->setForeignText(kind);
    m_time->setText(hop.times.end ? durationText(*hop.times.end) : QString());
    m_size->setText(hop.response ? sizeText(std::max<qint64>(hop.response->bodySize, hop.response->body.size())) : QString());
    QStringList protocol;
    const QByteArray version = hop.response ? hop.response->httpVersion : hop.request.httpVersion;
    if (!version.isEmpty())
        protocol += QString::fromLatin1(version);
    if (hop.tls && !hop.tls->version.isEmpty())
        protocol += tlsText(hop.tls->version);
    m_protocol->setForeignText(protocol.join(QStringLiteral(", ")));
    for (TextLabel *label : {m_kind, m_time, m_size})
        label->setVisible(!label->text().isEmpty());
}

void ResponseBar::clear()
{
    for (TextLabel *label : {m_kind, m_time, m_size, static_cast<TextLabel *>(m_protocol)})
        label->setText({});
}

void ResponseBar::setTools(bool text, bool json, bool canSave)
{
    m_pretty->setVisible(json);
    m_wrap->setEnabled(text);
    m_find->setEnabled(text);
    m_save->setEnabled(canSave);
}

bool ResponseBar::isPretty() const
{
    return m_pretty->isChecked();
}

bool ResponseBar::isWrapped() const
{
    return m_wrap->isChecked();
}

}
