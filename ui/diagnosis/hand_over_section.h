#pragma once

#include "core/diagnosis/report.h"
#include "ui/theme/rounded_frame.h"

class QVBoxLayout;

namespace keyhole {

class ActionButtons;
class FlowLabel;
class FoldHead;

/// What to hand to whoever runs the server: ids, times, who answered, where to look; with a button that copies it. Closed at first.
class HandOverSection : public RoundedFrame {
    Q_OBJECT
public:
    explicit HandOverSection(const Theme &theme, QWidget *parent = nullptr);
    void setReport(const Report &report);
    bool isOpen() const;

signals:
    void rearranged();

private:
    void applyTheme();
    void showBody(bool open);

    FoldHead *m_head;
    FlowLabel *m_list;
    ActionButtons *m_buttons;
    QVBoxLayout *m_foot;
    QString m_text;  ///< for the clipboard
};

}
