#pragma once

#include "core/http/exchange.h"
#include "ui/response/viewer/viewer_pane.h"

#include <memory>

class QComboBox;

namespace keyhole {

class IconButton;
class Reveal;
class TabStrip;

/// The bytes of a hop as they were sent and received, line ends and other invisible characters drawn. Secrets are masked until they are
/// revealed, which lasts 30 s, or until the window loses the focus; what is copied meanwhile is concealed.
class RawTab : public QWidget {
    Q_OBJECT
public:
    enum Side { Sent, Received };

    explicit RawTab(const Theme &theme, QWidget *parent = nullptr);

    void setExchange(std::shared_ptr<const Exchange> exchange);
    void choose(int hop, Side side);
    void setRevealed(bool revealed);
    bool isRevealed() const;
    ViewerPane *pane() const { return m_pane; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    void refresh();
    void fill();
    QByteArray bytes(const Hop &hop) const;
    QStringList remarks(const Hop &hop) const;

    std::shared_ptr<const Exchange> m_exchange;
    TabStrip *m_side;
    QComboBox *m_hop;
    IconButton *m_reveal;
    ViewerPane *m_pane;
    bool m_stale = false;  // put together when the tab is looked at
    Reveal *m_revealed;  // while secrets are shown
};

}
