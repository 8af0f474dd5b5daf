#include "ui/token/claim_line.h"

#include "core/diagnosis/report.h"
#include "ui/controls/icon_button.h"
#include "ui/text/flow_label.h"
#include "ui/text/text_flow.h"

#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextDocument>
#include <memory>

namespace keyhole {

namespace {
constexpr int kRowHeight = 30, kPadding = 16, kNestedIndent = 14;

bool hasText(const ClaimRow &row, const QString &text)
{
    return QString::fromUtf8(row.name).contains(text, Qt::CaseInsensitive) || row.value.contains(text, Qt::CaseInsensitive)
        || row.meaning.contains(text, Qt::CaseInsensitive)
        || std::any_of(row.nested.begin(), row.nested.end(), [&](const ClaimRow &inner) { return hasText(inner, text); });
}

}

ClaimName::ClaimName(const Theme &theme, const QString &name, ColorToken color, QWidget *parent)
    : PaintedButton(theme, parent), m_name(name), m_color(color)
{
    setAccessibleName(tr("Claim %1").arg(visibleText(name)));
    setAccessibleDescription(tr("Shows its characters in the encoded text"));
}

int ClaimName::heightForWidth(int width) const
{
    const TextFlow flow(theme(), {{m_name, FontRole::CodeSmall, m_color}});
    return qMax(theme().px(24), flow.heightFor(width) + theme().px(4));
}

void ClaimName::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const TextFlow flow(theme(), {{m_name, FontRole::CodeSmall, m_color}});
    const int height = flow.heightFor(width());
    flow.draw(painter, {0, qMax(0, (theme().px(24) - height) / 2), width(), height});
}

ClaimValue::ClaimValue(const Theme &theme, const QString &value, QWidget *parent) : QTextEdit(parent), m_theme(theme)
{
    setReadOnly(true);
    setAcceptRichText(false);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setFrameShape(QFrame::NoFrame);
    setProperty("plain", true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setLayoutDirection(Qt::LeftToRight);
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(0);
    document()->setDefaultFont(theme.font(FontRole::CodeSmall));
    setPlainText(visibleText(value));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

int ClaimValue::heightForWidth(int width) const
{
    const std::unique_ptr<QTextDocument> laidOut(document()->clone());
    laidOut->setTextWidth(width);
    return int(laidOut->size().height());
}

QSize ClaimValue::sizeHint() const
{
    return {m_theme.px(160), heightForWidth(m_theme.px(160))};
}

QSize ClaimValue::minimumSizeHint() const
{
    return {m_theme.px(80), m_theme.px(16)};
}

void ClaimValue::wheelEvent(QWheelEvent *event)
{
    event->ignore();  // there is nothing to scroll here; the page may
}

ClaimLine::ClaimLine(const Theme &theme, const ClaimRow &row, bool inHeader, int nameWidth, int depth, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_row(row), m_inHeader(inHeader), m_depth(depth)
{
    auto *columns = new QHBoxLayout(this);
    columns->setContentsMargins(theme.px(kPadding), theme.px(3), theme.px(kPadding), theme.px(3));
    columns->setSpacing(theme.px(14));
    const int indent = depth * theme.px(kNestedIndent);
    auto *nameText = new ClaimName(theme, QString::fromUtf8(row.name), inHeader ? ColorToken::SegHeader : ColorToken::SegPayload, this);
    nameText->setFixedWidth(qMax(theme.px(40), nameWidth - indent));
    connect(nameText, &QAbstractButton::clicked, this, &ClaimLine::chosen);
    auto *value = new ClaimValue(theme, row.value, this);
    value->setAccessibleName(tr("Value of %1").arg(visibleText(QString::fromUtf8(row.name))));
    columns->addSpacing(indent);
    columns->addWidget(nameText, 0, Qt::AlignTop);
    columns->addWidget(value, 10, Qt::AlignVCenter);
    if (!row.nested.empty())
        addToggle(columns);
    addMeaning(columns);
    setMinimumHeight(theme.px(kRowHeight));
}

void ClaimLine::addToggle(QHBoxLayout *row)
{
    auto *toggle
        = new IconButton(m_theme, QStringLiteral("chevron-right"), tr("Open %1").arg(visibleText(QString::fromUtf8(m_row.name))), this);
    toggle->setCheckable(true);
    connect(toggle, &QToolButton::toggled, this, [this, toggle](bool open) {
        toggle->setIconName(open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"));
        emit nestedToggled(open);
    });
    row->addWidget(toggle, 0, Qt::AlignTop);
}

void ClaimLine::addMeaning(QHBoxLayout *row)
{
    auto *meaning = new FlowLabel(m_theme, this);
    const bool broken = m_row.check == ClaimRow::Check::Broken;
    const FontRole font = m_row.breaks ? FontRole::SmallMedium : FontRole::Small;
    meaning->setRuns({{m_row.meaning, font, broken ? ColorToken::Danger : ColorToken::Text2}});
    meaning->setPadding({m_row.check == ClaimRow::Check::None ? 0 : m_theme.px(20), 0, 0, 0});
    meaning->setObjectName(QStringLiteral("meaning"));
    if (m_row.check != ClaimRow::Check::None)
        meaning->setAccessibleName(broken ? tr("Not in order: %1").arg(meaning->text()) : tr("In order: %1").arg(meaning->text()));
    if (!m_row.open.isEmpty()) {
        setPlainToolTip(meaning, visibleText(m_row.open));
        meaning->setAccessibleDescription(visibleText(m_row.open));
    }
    row->addWidget(meaning, 9, Qt::AlignVCenter);
}

void ClaimLine::setChosen(bool chosen)
{
    m_chosen = chosen;
    update();
}

void ClaimLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (m_row.breaks || m_chosen)
        painter.fillRect(rect().adjusted(1, 0, -1, 0), m_theme.color(m_row.breaks ? ColorToken::DangerSoft : ColorToken::Selected));
    painter.setPen(m_theme.color(ColorToken::Border));
    const int left = m_theme.px(kPadding);
    painter.drawLine(QPointF(left, height() - 0.5), QPointF(width() - left, height() - 0.5));
    if (m_chosen && m_row.breaks)
        painter.fillRect(QRect(1, 0, m_theme.px(3), height()), m_theme.color(ColorToken::Danger));
    if (m_row.check == ClaimRow::Check::None)
        return;
    const bool broken = m_row.check == ClaimRow::Check::Broken;
    const auto *meaning = findChild<QWidget *>(QStringLiteral("meaning"), Qt::FindDirectChildrenOnly);
    const int size = m_theme.px(14), line = QFontMetrics(m_theme.font(FontRole::Small)).height();
    const int x = isRightToLeft() ? meaning->geometry().right() - size : meaning->x();
    painter.drawPixmap(x, meaning->y() + (line - size) / 2 + 1,
                       m_theme.pixmap(broken ? QStringLiteral("circle-x") : QStringLiteral("check"),
                                      broken ? ColorToken::Danger : ColorToken::Ok, 14, devicePixelRatioF()));
}

void ClaimLine::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        emit chosen();
    QWidget::mousePressEvent(event);
}

bool ClaimLine::has(const QString &text) const
{
    return hasText(m_row, text);
}

}
