#pragma once

#include "core/token/comparison.h"
#include "ui/theme/theme.h"
#include "ui/token/shown_token.h"

#include <QFutureWatcher>
#include <QWidget>

namespace keyhole {

class Button;
class ComparisonTable;
class FlowLabel;
class PageScroll;
class PasteBox;
class TabStrip;
class TokenSide;

/// Two tokens side by side, claim by claim. It says what differs, and nothing about which is genuine. Not modal; deletes itself when it is
/// closed.
class ComparisonWindow : public QWidget {
    Q_OBJECT
public:
    ComparisonWindow(const Theme &theme, const TokenCircumstances &circumstances, QWidget *parent = nullptr);
    /// Without the other, the window asks for it to be pasted.
    void compare(const ShownToken &left, const ShownToken &right = {});
    const ShownToken &other() const { return m_rightShown; }
    const TokenComparison &comparison() const { return m_compared.comparison; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Compared {
        Token left, right;
        TokenComparison comparison;
    };
    static Compared compareTexts(const QByteArray &left, const QByteArray &right);
    void build();
    QLayout *buildHead();
    void install(Compared compared);
    void showComparison();
    void placeParts(bool stacked);

    const Theme &m_theme;
    TokenCircumstances m_circumstances;
    ShownToken m_leftShown, m_rightShown;
    QFutureWatcher<Compared> m_comparing;
    Compared m_compared;
    FlowLabel *m_summary;
    Button *m_swap, *m_other;
    PasteBox *m_pasteBox;
    TabStrip *m_timeSwitch;
    PageScroll *m_scroll;
    TokenSide *m_left, *m_right;
    ComparisonTable *m_table;
    std::optional<bool> m_stacked;
};

}
