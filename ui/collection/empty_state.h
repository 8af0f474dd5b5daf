#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace keyhole {

/// What stands in an empty list: what belongs there, and the one action that fills it.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    EmptyState(const Theme &theme, const QString &icon, const QString &title, const QString &detail, const QString &action,
               QWidget *parent = nullptr);

signals:
    void actionRequested();

private:
    void updateIcon();
    const Theme &m_theme;
    QString m_iconName;
    class QLabel *m_icon;
};

}
