#pragma once

#include "ui/text/plain_label.h"
#include "ui/text/text_flow.h"

namespace keyhole {

/// A plain label in the theme's fonts and colours that wraps and asks for exactly the height that its width needs.
class FlowLabel : public PlainLabel {
    Q_OBJECT
public:
    explicit FlowLabel(const Theme &theme, QWidget *parent = nullptr);

    void setRuns(std::vector<TextRun> runs);
    const std::vector<TextRun> &runs() const { return m_runs; }
    /// One sentence of ours, in which **names** are bold.
    void setSentence(const QString &sentence, FontRole font = FontRole::Body, ColorToken color = ColorToken::Text);

    /// Room around the text, in pixels; left is where reading begins.
    void setPadding(const QMargins &padding);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    std::vector<TextRun> m_runs;
    QMargins m_padding;
};

}
