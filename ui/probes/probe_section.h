#pragma once

#include "core/probes/probe.h"
#include "ui/theme/rounded_frame.h"

class QCheckBox;
class QVBoxLayout;

namespace keyhole {

class ActionButtons;
class FlowLabel;
class FoldHead;
class ProbeRow;

/// The experiments that would settle between possible causes: each says beforehand what it sends where; ticked ones are made by one button,
/// and what comes of them stands in the same rows, with the conclusion below. Closed at first.
class ProbeSection : public RoundedFrame {
    Q_OBJECT
public:
    explicit ProbeSection(const Theme &theme, QWidget *parent = nullptr);

    /// Hidden where nothing is offered. Ticked at first is what tells possible causes apart; all of it, where nothing does.
    void setOffer(const ProbeOffer &offer, bool leaveGiven);
    void setExperiments(const std::optional<Experiments> &experiments, bool running);
    void setOpen(bool open);
    bool isOpen() const;
    std::vector<ProbeKind> chosen() const;

signals:
    void runRequested();
    void cancelRequested();
    /// The user says whether this request may be sent again although its method changes data.
    void leaveGiven(bool given);
    void rearranged();

private:
    void applyTheme();
    void showBody(bool open);
    void showButtons();
    void fillRows(bool changesData, bool leaveGiven);

    FoldHead *m_head;
    QWidget *m_body;
    QVBoxLayout *m_column, *m_rows;
    FlowLabel *m_lead, *m_asSent, *m_conclusion;
    QCheckBox *m_leave;
    ActionButtons *m_buttons;
    ProbeOffer m_offer;
    std::vector<ProbeRow *> m_probes;
    bool m_running = false;
};

}
