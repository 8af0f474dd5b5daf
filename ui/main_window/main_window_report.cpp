#include "ui/main_window/main_window.h"

#include "ui/collection/sidebar.h"
#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/main_window/address_row.h"
#include "ui/main_window/request_pane.h"
#include "ui/main_window/text_dialog.h"
#include "ui/request/request_editor.h"
#include "ui/response/response_view.h"

#include <QFile>

namespace keyhole {

void MainWindow::act(const Action &action)
{
    OpenRequest *request = m_requests.current();
    if (!request)
        return;
    const QByteArray &id = action.id;
    if (actOnKeychain(id) || actOnTokens(action))
        return;
    if (id == "show-token") {
        showToken(request->answer ? QByteArray() : request->draft.auth.secret.reveal());
    } else if (id == "edit-auth") {
        m_pane->editor()->showTab(RequestEditor::Auth);
        m_pane->editor()->setFocus(Qt::OtherFocusReason);
    } else if (id == "edit-settings") {
        m_pane->editor()->showTab(RequestEditor::Settings);
        m_pane->editor()->setFocus(Qt::OtherFocusReason);
    } else if (id == "edit-header") {
        m_pane->editor()->showTab(RequestEditor::Headers);
    } else if (id == "use-address") {
        changeDraft([&](RequestDraft &draft) { draft.address = action.argument; });
    } else if (id == "allow-origin") {
        changeDraft([&](RequestDraft &draft) { draft.allowedOrigins.push_back(action.argument); });
    } else if (id == "send-again") {
        send();
    } else if (id == "cancel") {
        cancel();
    } else if (id == "show-timeline") {
        m_pane->response()->showTab(ResponseView::Timeline);
    } else if (id == "show-cookies") {
        m_pane->response()->showTab(ResponseView::Cookies);
    } else if (id == "show-clock") {
        showClocks();
    } else if (id == "explain") {
        explain(action.argument);
    } else if (id == "more-evidence") {
        showExperiments();
    } else if (id == "compare") {
        compareWithLastSuccess();
    } else if (id == "copy-report") {
        copyReport();
    }
}

/// Changes the open request, or the one that a recording becomes, and offers the way back.
void MainWindow::changeDraft(const std::function<void(RequestDraft &)> &change)
{
    if (m_requests.current()->recorded)
        editCopy();
    OpenRequest *request = m_requests.current();
    const RequestDraft before = request->draft;
    change(request->draft);
    m_requests.touch();
    m_pane->showCurrent();
    m_status->say(tr("Changed the open request. Nothing was sent."), [this, before, index = m_requests.currentIndex()] {
        if (index < m_requests.count())
            m_requests.at(index).draft = before;
        m_pane->showCurrent();
    });
}

void MainWindow::addFieldAndSend(const QByteArray &name, const QByteArray &value)
{
    if (!m_requests.current())
        return;
    changeDraft([&](RequestDraft &draft) {
        std::erase_if(draft.fields, [&](const DraftRow &row) { return equalsIgnoringCase(row.name, name); });
        draft.fields.push_back({true, name, value, tr("against forged requests")});
    });
    send();
}

void MainWindow::goTo(const QByteArray &where)
{
    if (!m_pane || !m_requests.current())
        return;
    if (where.startsWith("clock"))
        return showClocks();
    if (where.startsWith("request.token"))
        return act({"show-token", {}, {}, false});
    if (where.startsWith("probe."))
        return showExperiments();
    if (where.startsWith("history")) {
        m_sidebarChoice = true;
        m_sidebar->showTab(Sidebar::History);
        return arrange();
    }
    if (where.startsWith("auth"))
        return m_pane->editor()->showTab(RequestEditor::Auth);
    // What was sent is shown where it is edited; what only the wire knows, in the answer's tabs.
    const bool editorFirst = where.startsWith("request.");
    if (editorFirst ? m_pane->editor()->select(where) || m_pane->response()->select(where)
                    : m_pane->response()->select(where) || m_pane->editor()->select(where))
        return;
    m_status->say(tr("That place is not part of this exchange."));
}

void MainWindow::nextFinding()
{
    if (m_diagnosis)
        m_diagnosis->nextFinding();
}

void MainWindow::previousFinding()
{
    if (m_diagnosis)
        m_diagnosis->previousFinding();
}

void MainWindow::bestFix()
{
    const Report *report = currentReport();
    const Finding *finding = m_diagnosis ? m_diagnosis->currentFinding() : nullptr;
    if (finding && !finding->actions.empty())
        act(finding->actions.front());
    else if (report && !report->verdict.actions.empty())
        act(report->verdict.actions.front());
    else
        m_status->say(tr("There is nothing to do about it here."));
}

void MainWindow::explain(const QByteArray &ruleId)
{
    // An id is letters, dots and hyphens; anything else is no page.
    QFile page(":/rules/" + QString::fromLatin1(ruleId) + ".md");
    if (ruleId.contains('/') || !page.open(QIODevice::ReadOnly))
        return m_status->say(tr("There is no page about that."));
    TextDialog::typeset(m_theme, QString::fromUtf8(page.readAll()), this)->show();
}

void MainWindow::showWhatWouldSettleIt()
{
    const Report *report = currentReport();
    QStringList parts;
    for (const Finding &finding : report ? report->findings : std::vector<Finding>()) {
        if (finding.role == FindingRole::PossibleCause)
            parts << finding.title + QLatin1Char('\n') + finding.help;
    }
    if (parts.isEmpty())
        parts << tr("Nothing that was checked explains the refusal. These can tell more:") << tr("Verify the token’s signature.")
              << tr("Compare with a request that the server accepted.") << tr("Ask for the server’s log of this request.");
    (new TextDialog(m_theme, tr("What would settle it"), parts.join(QLatin1String("\n\n")), this))->show();
}

void MainWindow::explainCurrent()
{
    const Report *report = currentReport();
    const Finding *finding = m_diagnosis ? m_diagnosis->currentFinding() : nullptr;
    if (finding)
        explain(finding->id);
    else if (report && !report->verdict.id.isEmpty())
        explain(report->verdict.id);
    else
        showShortcuts();
}

}
