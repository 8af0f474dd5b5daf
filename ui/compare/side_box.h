#pragma once

#include "core/compare/comparison.h"
#include "ui/theme/rounded_frame.h"

namespace keyhole {

class Button;
class FlowLabel;

/// One of the two exchanges that are compared: what was asked and answered, when, and where it comes from.
class SideBox : public RoundedFrame {
    Q_OBJECT
public:
    SideBox(const Theme &theme, const QString &which, QWidget *parent = nullptr);
    /// `from` is foreign text: the name of a tab, a file.
    void setSide(const ComparedSide &side, const QString &from);
    Button *chooser() const { return m_choose; }

signals:
    void chooseRequested();

private:
    void applyTheme();

    QString m_which;
    FlowLabel *m_title, *m_line;
    Button *m_choose;
};

}
