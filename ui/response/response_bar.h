#pragma once

#include "core/http/exchange.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace keyhole {

class ElidedLabel;
class IconButton;
class TextLabel;

/// The second row: what kind of content, how long, how much, by which protocol; and the viewer's tools.
class ResponseBar : public QWidget {
    Q_OBJECT
public:
    explicit ResponseBar(const Theme &theme, QWidget *parent = nullptr);

    void setHop(const Hop &hop, const QString &kind);
    void clear();
    /// Which tools are of use for the tab in front.
    void setTools(bool text, bool json, bool canSave);
    bool isPretty() const;
    bool isWrapped() const;

signals:
    void prettyToggled(bool pretty);
    void wrapToggled(bool wrapped);
    void findRequested();
    void copyRequested();
    void saveRequested();

private:
    TextLabel *m_kind, *m_time, *m_size;
    ElidedLabel *m_protocol;
    IconButton *m_pretty, *m_wrap, *m_find, *m_copy, *m_save;
};

}
