#pragma once

#include "core/diagnosis/report.h"
#include "ui/theme/rounded_frame.h"

namespace keyhole {

class FlowLabel;
class FoldHead;

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

    FoldHead *m_head;
    FlowLabel *m_list;
};

}
