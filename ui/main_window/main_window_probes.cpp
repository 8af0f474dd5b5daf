#include "ui/main_window/main_window.h"

#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/main_window/status_line.h"
#include "ui/probes/bisect_section.h"
#include "ui/probes/bisecting.h"
#include "ui/probes/probe_section.h"
#include "ui/probes/probing.h"

namespace keyhole {

void MainWindow::connectProbes()
{
    m_probing = new Probing(m_session, *m_diagnosis->probes(), this);
    connect(m_probing, &Probing::concluded, this, &MainWindow::takeExperiments);
    m_bisecting = new Bisecting(m_session, *m_diagnosis->bisect(), this);
}

void MainWindow::showProbes()
{
    if (!m_probing)
        return;
    const OpenRequest *request = m_requests.current();
    if (request && request->answer) {
        m_probing->show(request->answer->exchange, request->answer->report);
        m_bisecting->show(request->answer->exchange, request->answer->report, request->draft.transport);
    } else {
        m_probing->clear();
        m_bisecting->clear();
    }
}

void MainWindow::takeExperiments(const std::shared_ptr<const Exchange> &exchange, const Report &report)
{
    for (int i = 0; i < m_requests.count(); ++i) {
        OpenRequest &request = m_requests.at(i);
        if (!request.answer || request.answer->exchange != exchange)
            continue;
        request.answer->report = report;
        offerRenewal(request.answer->report, renewalOf(request));
    }
    showDiagnosis();
}

/// What an exchange allows for; in words only, where nothing can be sent.
void MainWindow::showExperiments()
{
    if (!m_probing || !m_probing->offersAny())
        return showWhatWouldSettleIt();
    m_diagnosisHidden = false;
    arrange();
    m_diagnosis->probes()->setOpen(true);
    m_diagnosis->reveal(m_diagnosis->probes());
}

void MainWindow::findDifference()
{
    if (!m_bisecting || !m_bisecting->isOffered())
        return m_status->say(tr("That needs a refused answer and an earlier success of the same origin and method, both of this run."));
    m_diagnosisHidden = false;
    arrange();
    m_diagnosis->bisect()->setOpen(true);
    m_diagnosis->reveal(m_diagnosis->bisect());
}

}
