#include "ui/collection/request_delegate.h"

#include "core/diagnosis/report.h"
#include "ui/collection/history_model.h"
#include "ui/collection/request_tree.h"

#include <QAbstractProxyModel>
#include <QPainter>
#include <QTreeView>

namespace keyhole {

namespace {
constexpr int kBadgeWidth = 42;
constexpr int kRowHeight = 28;

QModelIndex sourceOf(const QModelIndex &index)
{
    const auto *proxy = qobject_cast<const QAbstractProxyModel *>(index.model());
    return proxy ? proxy->mapToSource(index) : index;
}
}

QString methodBadge(const QByteArray &method)
{
    return method == "DELETE" ? QStringLiteral("DEL") : visibleText(QString::fromUtf8(method)).left(6);
}

ColorToken methodColor(const QByteArray &method)
{
    if (method == "GET")
        return ColorToken::Ok;
    if (method == "POST")
        return ColorToken::Number;
    if (method == "PUT")
        return ColorToken::Info;
    if (method == "PATCH")
        return ColorToken::SegPayload;
    if (method == "DELETE")
        return ColorToken::Danger;
    return ColorToken::Text3;
}

ColorToken statusColor(int status)
{
    if (status == 401 || status == 403 || status / 100 == 5)
        return ColorToken::Danger;
    return status / 100 == 4 ? ColorToken::Warn : ColorToken::Text3;
}

RequestDelegate::RequestDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) { }

QSize RequestDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {option.rect.width(), m_theme.px(kRowHeight)};
}

void RequestDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &) const
{
    editor->setGeometry(option.rect);
}

void RequestDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    // The whole row is tinted, also below the branches.
    QRect row = option.rect;
    if (const auto *view = qobject_cast<const QAbstractItemView *>(option.widget)) {
        row.setLeft(m_theme.px(6));
        row.setRight(view->viewport()->width() - m_theme.px(7));  // a scroll bar takes its part
    }
    if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.color(option.state & QStyle::State_Selected ? ColorToken::Selected : ColorToken::Hover));
        painter->drawRoundedRect(row, m_theme.px(5), m_theme.px(5));
        paintBranch(*painter, option, index);
    }
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        painter->setPen(QPen(m_theme.color(ColorToken::Accent), 1.5));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(row).adjusted(1, 1, -1, -1), m_theme.px(5), m_theme.px(5));
    }
    QRect area = option.rect;
    area.setRight(row.right() - m_theme.px(8));
    const QModelIndex source = sourceOf(index);
    if (const auto *history = qobject_cast<const HistoryModel *>(source.model())) {
        if (const HistoryModel::Row *exchange = history->rowAt(source)) {
            if (exchange->entry.pinned)
                area.setRight(paintIcon(*painter, area, "pin", ColorToken::Text3));
            paintRequest(*painter, area, exchange->entry.method, exchange->text(), exchange->entry.status);
        } else {
            painter->setFont(m_theme.font(FontRole::SmallMedium));
            painter->setPen(m_theme.color(ColorToken::Text3));
            painter->drawText(area, Qt::AlignVCenter | Qt::AlignLeading, index.data().toString());
        }
    } else if (const auto *tree = qobject_cast<const RequestTree *>(source.model())) {
        const TreeNode &node = *tree->nodeAt(source);
        if (!node.complaint.isEmpty())
            area.setRight(paintIcon(*painter, area, "triangle-alert", ColorToken::Warn));
        if (node.kind == TreeNode::Kind::Other)
            paintRequest(*painter, area, "?", node.name, 0);
        else if (node.kind == TreeNode::Kind::Request || node.kind == TreeNode::Kind::Entry)
            paintRequest(*painter, area, node.method, node.name, node.status);
        else
            paintFolder(*painter, area, node.name, option.state & QStyle::State_Open, node.kind == TreeNode::Kind::Collection);
    }
    painter->restore();
}

/// The tint lies over the sign that the view drew for rows below this one.
void RequestDelegate::paintBranch(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *view = qobject_cast<const QTreeView *>(option.widget);
    if (!view || !index.model()->hasChildren(index))
        return;
    QStyleOptionViewItem branch = option;  // a style sheet draws no branch for another kind
    branch.state = QStyle::State_Item | QStyle::State_Children | (option.state & (QStyle::State_Open | QStyle::State_Enabled));
    branch.rect = {option.rect.left() - view->indentation(), option.rect.top(), view->indentation(), option.rect.height()};
    view->style()->drawPrimitive(QStyle::PE_IndicatorBranch, &branch, &painter, view);
}

void RequestDelegate::paintRequest(QPainter &painter, QRect area, const QByteArray &method, const QString &name, int status) const
{
    painter.setFont(m_theme.font(FontRole::Badge));
    painter.setPen(m_theme.color(methodColor(method)));
    painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeading, methodBadge(method));
    area.setLeft(area.left() + m_theme.px(kBadgeWidth));
    if (status > 0) {
        painter.setFont(m_theme.font(FontRole::MicroMono));
        painter.setPen(m_theme.color(statusColor(status)));
        painter.drawText(area, Qt::AlignVCenter | Qt::AlignTrailing, QString::number(status));
        area.setRight(area.right() - m_theme.px(30));
    }
    painter.setFont(m_theme.font(FontRole::Body));
    painter.setPen(m_theme.color(ColorToken::Text));
    painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeading, painter.fontMetrics().elidedText(name, Qt::ElideRight, area.width()));
}

int RequestDelegate::paintIcon(QPainter &painter, QRect area, const QString &name, ColorToken color) const
{
    const int side = m_theme.px(12);
    const QRect icon(area.right() - side, area.center().y() - side / 2 + 1, side, side);
    m_theme.icon(name, color).paint(&painter, icon);
    return icon.left() - m_theme.px(4);
}

void RequestDelegate::paintFolder(QPainter &painter, QRect area, const QString &name, bool open, bool top) const
{
    const int side = m_theme.px(16);
    const QRect icon(area.left(), area.center().y() - side / 2 + 1, side, side);
    m_theme.icon(open ? "folder-open" : "folder").paint(&painter, icon);
    area.setLeft(icon.right() + m_theme.px(7));
    painter.setFont(m_theme.font(top ? FontRole::Strong : FontRole::Body));
    painter.setPen(m_theme.color(ColorToken::Text));
    painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeading, painter.fontMetrics().elidedText(name, Qt::ElideRight, area.width()));
}

}
