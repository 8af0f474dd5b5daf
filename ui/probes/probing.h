#pragma once

#include "core/probes/probe_run.h"

#include <map>

namespace keyhole {

class ProbeSection;

/// Between the section and the experiments: what is offered for the exchange that is shown, one run at a time, and what came of it.
class Probing : public QObject {
    Q_OBJECT
public:
    using Subject = std::shared_ptr<const Exchange>;

    Probing(Session &session, ProbeSection &section, QObject *parent = nullptr);

    /// An answer has come: experiments repeat what was sent for it, whatever is written meanwhile.
    void take(const Subject &exchange, const RequestDraft &sent);
    /// Offers experiments about this exchange; nothing where it was accepted, was not sent from here with all that it had, or there is
    /// none.
    void show(const Subject &exchange, const Report &report);
    void clear();
    bool offersAny() const;

signals:
    /// A report that says more than before.
    void concluded(const std::shared_ptr<const keyhole::Exchange> &exchange, const keyhole::Report &report);

private:
    struct Known {
        RequestDraft draft;
        std::optional<Report> before;  ///< without experiments
        bool leave = false;
    };
    void offer();
    void run();
    void showProgress();
    ProbeContext contextOf(const Known &known) const;

    Session &m_session;
    ProbeSection &m_section;
    std::map<Subject, Known> m_known;
    Subject m_shown, m_probed;
    ProbeOffer m_offer;
    std::unique_ptr<ProbeRun> m_run;
};

}
