#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace keyhole {

enum class ChipTone { Neutral, Danger, Warn, Ok, Info };

/// A state in a word or two on a soft fill, 22 high, with an icon where colour alone would speak. Read as text by screen readers.
class Chip : public QWidget {
    Q_OBJECT
public:
    explicit Chip(const Theme &theme, QWidget *parent = nullptr);
    /// Text from anywhere; control characters become visible.
    void setState(ChipTone tone, const QString &text, const QString &icon = {});
    QString text() const { return m_text; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    ChipTone m_tone = ChipTone::Neutral;
    QString m_text, m_icon;
};

/// The colours of a tone: text, soft fill, line.
struct ToneColors {
    ColorToken strong, soft, line;
};
ToneColors colorsOf(ChipTone tone);

}
