#pragma once

#include "core/probes/bisect_run.h"

namespace keyhole {

class BisectSection;

/// Between the section and the search: the exchange that is shown and its last success, one search at a time.
class Bisecting : public QObject {
    Q_OBJECT
public:
    Bisecting(Session &session, BisectSection &section, QObject *parent = nullptr);

    /// Offers the search for a refused exchange that has an earlier success; hides it otherwise. Another exchange ends a search.
    void show(const std::shared_ptr<const Exchange> &exchange, const Report &report, const TransportOptions &transport);
    void clear();
    bool isOffered() const { return m_plan.has_value(); }

private:
    void run();

    Session &m_session;
    BisectSection &m_section;
    std::shared_ptr<const Exchange> m_shown;
    std::optional<BisectEnds> m_ends;
    std::optional<BisectPlan> m_plan;
    std::unique_ptr<BisectRun> m_run;
};

}
