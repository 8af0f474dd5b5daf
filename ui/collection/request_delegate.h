#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace keyhole {

/// Paints a row of the sidebar: method badge, name, last status; a folder with its icon; a day as a quiet heading.
class RequestDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit RequestDelegate(const Theme &theme, QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintBranch(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintRequest(QPainter &painter, QRect area, const QByteArray &method, const QString &name, int status) const;
    int paintIcon(QPainter &painter, QRect area, const QString &name, ColorToken color) const;  ///< the edge that is left for the rest
    void paintFolder(QPainter &painter, QRect area, const QString &name, bool open, bool top) const;

    const Theme &m_theme;
};

/// "DEL" for DELETE; the method itself, at most six letters.
QString methodBadge(const QByteArray &method);
ColorToken methodColor(const QByteArray &method);
/// 401, 403 and 5xx, other 4xx, and the rest look different.
ColorToken statusColor(int status);

}
