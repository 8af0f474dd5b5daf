#pragma once

#include "core/diagnosis/report.h"
#include "ui/controls/painted_button.h"
#include "ui/theme/rounded_frame.h"

namespace keyhole {

class FlowLabel;

/// "Checked and ruled out", with the count; opens and closes the list below it.
class RuledOutHead : public PaintedButton {
    Q_OBJECT
public:
    explicit RuledOutHead(const Theme &theme, QWidget *parent = nullptr);
    void setCount(int count);
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    class TextFlow flow() const;
    int textWidth(int width) const;
    QString m_count;
};

/// The causes that were checked and are not it, each with its reason in a few words. Closed at first: it is what makes the verdict
/// believable, and seldom what one looks for.
class RuledOutList : public RoundedFrame {
    Q_OBJECT
public:
    explicit RuledOutList(const Theme &theme, QWidget *parent = nullptr);
    void setCauses(const std::vector<RuledOut> &causes);
    bool isOpen() const;

signals:
    void rearranged();

private:
    void applyTheme();

    RuledOutHead *m_head;
    FlowLabel *m_list;
};

}
