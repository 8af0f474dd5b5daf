#pragma once

#include <QProxyStyle>

class QStyleOptionSlider;

namespace keyhole {

class Theme;

/// Fusion with the theme's metrics and marks: check boxes, choosers, scroll bars, branches, rows. Mnemonics are underlined only while Alt
/// is held; the focus is shown by FocusRing.
class Style : public QProxyStyle {
    Q_OBJECT
public:
    explicit Style(const Theme &theme);

    void polish(QApplication *application) override;
    using QProxyStyle::polish;
    bool eventFilter(QObject *watched, QEvent *event) override;

    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;

private:
    QRect scrollBarPart(const QStyleOptionSlider &bar, SubControl part) const;
    void drawCheck(const QStyleOption &option, QPainter &painter, bool round) const;
    void drawIcon(const QString &name, const QRect &rect, bool enabled, QPainter &painter) const;
    void drawDropPlace(const QRect &place, QPainter &painter) const;
    void drawRow(const QStyleOption &option, QPainter &painter) const;
    void drawChooser(const QStyleOptionComplex &option, QPainter &painter, const QWidget *widget) const;
    void drawScrollBar(const QStyleOptionComplex &option, QPainter &painter, const QWidget *widget) const;
    void showMnemonics(bool show);

    const Theme &m_theme;
    bool m_mnemonics = false;
};

}
