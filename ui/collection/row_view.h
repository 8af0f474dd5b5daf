#pragma once

#include "ui/theme/theme.h"

#include <QTreeView>

namespace keyhole {

/// The rows of the sidebar. What is dragged has its name, or how many there are, beside the pointer.
class RowView : public QTreeView {
    Q_OBJECT
public:
    explicit RowView(const Theme &theme, QWidget *parent = nullptr) : QTreeView(parent), m_theme(theme) { }

protected:
    void startDrag(Qt::DropActions actions) override;

private:
    const Theme &m_theme;
};

}
