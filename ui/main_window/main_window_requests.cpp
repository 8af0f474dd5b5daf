#include "ui/main_window/main_window.h"

#include "core/collection/draft_from_exchange.h"
#include "core/diagnosis/report.h"
#include "ui/collection/sidebar.h"
#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/main_window/address_row.h"
#include "ui/main_window/environment_button.h"
#include "ui/main_window/notice_bar.h"
#include "ui/main_window/request_pane.h"
#include "ui/probes/probing.h"
#include "ui/request/request_editor.h"
#include "ui/response/response_view.h"

#include <QTreeView>

namespace keyhole {

int MainWindow::openDraft(RequestDraft draft, const QString &name, const TreeNode *node)
{
    OpenRequest request;
    request.draft = std::move(draft);
    request.name = name;
    request.node = node;
    const int index = m_requests.add(std::move(request));
    m_foretelling.start();
    return index;
}

void MainWindow::newRequest()
{
    RequestDraft draft;
    draft.transport = m_settings.transport;
    openDraft(std::move(draft));
    focusAddress();
}

void MainWindow::openNode(const TreeNode *node)
{
    if (node->files)
        return m_saved.open(node);
    if (const int open = m_requests.find(node); open >= 0)
        return m_requests.setCurrent(open);
    if (node->kind == TreeNode::Kind::Entry) {
        auto exchange = node->recording->exchange(node->entry);
        if (!exchange)
            return refuse(exchange.error());
        const auto shared = std::make_shared<const Exchange>(std::move(*exchange));
        return openExchange(shared, reportOfEntry(*node, *shared), node->name, node);
    }
    const TreeNode *top = node->collection();
    if (!top->environment.variables.empty())
        m_environments.choose(nullptr, top->environment.name);
    openDraft(node->draft, node->name, node);
}

void MainWindow::openExchange(std::shared_ptr<const Exchange> exchange, const Report &report, const QString &name, const TreeNode *node)
{
    OpenRequest request;
    request.draft = draftFromExchange(*exchange);
    request.name = name;
    request.node = node;
    request.recorded = true;
    request.answer = Diagnosed{std::move(exchange), report};
    m_requests.add(std::move(request));
}

void MainWindow::openHar(std::shared_ptr<const HarFile> har, const QString &name)
{
    if (har->count() == 0)
        return refuse({tr("The HAR file has no entries."), name, tr("Record with the network panel open, then save again.")});
    const QModelIndex row = m_tree.addRecording(har, name);
    m_sidebar->showTab(Sidebar::Collections);
    QTreeView *view = m_sidebar->view(Sidebar::Collections);
    view->expand(view->model()->index(row.row(), 0));
    // The last entry that was refused is what a person records for; otherwise the last.
    int shown = har->count() - 1;
    for (int entry = har->count() - 1; entry >= 0; --entry) {
        if (har->summary(entry).status == 401) {
            shown = entry;
            break;
        }
    }
    const TreeNode *top = m_tree.nodeAt(row);
    openNode(top->children[size_t(shown)].get());
    m_status->say(tr("%1: %n entries. Nothing was sent.", nullptr, har->count()).arg(name));
}

void MainWindow::editCopy()
{
    const OpenRequest *request = m_requests.current();
    if (!request || !request->recorded)
        return;
    if (request->answer && request->answer->exchange->source == ExchangeSource::History)
        return reopenAs(*request->answer->exchange, request->answer->credential);
    openDraft(request->draft, request->name);
    m_status->say(tr("Copied to a new request. Nothing was sent yet."),
                  [this, index = m_requests.currentIndex()] { m_requests.close(index); });
    m_pane->address()->edit()->setFocus(Qt::OtherFocusReason);
}

void MainWindow::takeCommand(const CurlCommand &command)
{
    // An empty new request is filled; any other stays as it is.
    const OpenRequest *current = m_requests.current();
    if (current && !current->recorded && !current->sending && !current->answer && current->draft.address.isEmpty() && !current->changed)
        m_requests.close(m_requests.currentIndex());
    RequestDraft draft = command.draft;
    moveCredentialToAuth(draft);
    const int index = openDraft(std::move(draft));
    m_status->say(tr("Made a request of the curl command. Nothing was sent."), [this, index] { m_requests.close(index); });
    if (!command.notes.empty())
        refuse(command.notes.front());
}

QModelIndex MainWindow::addCollection(const Collection &collection)
{
    if (!collection.environment.variables.empty()) {
        Environment environment = collection.environment;
        if (environment.name.isEmpty())
            environment.name = collection.name;
        m_environments.addInMemory(environment);
        m_environments.choose(nullptr, environment.name);
    }
    Collection named = collection;
    if (named.environment.name.isEmpty())
        named.environment.name = named.name;
    const QModelIndex row = m_tree.addCollection(named);
    m_sidebar->showTab(Sidebar::Collections);
    QTreeView *view = m_sidebar->view(Sidebar::Collections);
    view->expandRecursively(view->model()->index(row.row(), 0));
    return row;
}

void MainWindow::openLab()
{
    if (!m_surroundings.openLab)
        return refuse({tr("This program was built without the lab."), {}, tr("Bring a request of your own.")});
    if (!m_tree.holds(m_lab)) {
        const auto collection = m_surroundings.openLab();
        if (!collection)
            return refuse(collection.error());
        m_lab = m_tree.nodeAt(addCollection(*collection));
    }
    m_sidebar->showTab(Sidebar::Collections);
    m_status->say(tr("The lab runs on this computer. Choose a request and send it."));
    m_sidebar->focusList();
}

void MainWindow::openExample()
{
    openLab();
    for (const TreeNode *node : m_tree.requests(1000)) {
        if (node->name.contains("expired", Qt::CaseInsensitive)) {
            openNode(node);
            return send();
        }
    }
}

void MainWindow::closeTab()
{
    closeTabAt(m_requests.currentIndex());
}

/// What was not saved is kept, and can be had back.
void MainWindow::closeTabAt(int index)
{
    if (index < 0 || index >= m_requests.count())
        return;
    const OpenRequest &request = m_requests.at(index);
    const QString title = visibleText(request.title());
    const bool unsaved = request.isUnsaved();
    m_requests.close(index);
    if (unsaved)
        m_status->say(tr("Closed “%1” with edits that are not saved.").arg(title), [this] { m_requests.reopen(); });
}

void MainWindow::reopenTab()
{
    m_requests.reopen();
}

void MainWindow::stepTab(int by)
{
    if (m_requests.count() > 1)
        m_requests.setCurrent((m_requests.currentIndex() + by + m_requests.count()) % m_requests.count());
}

void MainWindow::send()
{
    if (!m_requests.current())
        return;
    const OpenRequest &current = *m_requests.current();
    if (current.recorded)
        return m_tree.holds(current.node) && current.node->recording ? showReplay() : editCopy();
    sendWhenClear();
}

void MainWindow::sendAgain()
{
    send();
}

void MainWindow::cancel()
{
    m_requests.cancel();
}

void MainWindow::answered(int index)
{
    OpenRequest &request = m_requests.at(index);
    if (request.answer) {
        m_tree.setStatus(request.node, request.answer->report.status);
        offerRenewal(request.answer->report, renewalOf(request));
        if (m_probing)
            m_probing->take(request.answer->exchange, m_requests.meant(request));
    }
    if (index == m_requests.currentIndex())
        showDiagnosis();
    showClock();
}

void MainWindow::showDiagnosis()
{
    const OpenRequest *request = m_requests.current();
    if (!m_diagnosis || !request)
        return;
    if (request->sending)
        return showProgress();
    if (request->answer)
        m_diagnosis->setReport(request->answer->report);
    else
        foretell();
    showProbes();
    m_diagnosis->setDimmed(false);
}

void MainWindow::showProgress()
{
    const OpenRequest &request = *m_requests.current();
    const bool keychain = request.awaitsKeychain && m_session.credentials()->state() == StoreState::Waiting;
    m_diagnosis->setSending(keychain ? tr("your keychain").toUtf8() : request.host, request.progress,
                            std::chrono::milliseconds(request.since.elapsed()));
}

void MainWindow::foretell()
{
    OpenRequest *request = m_requests.current();
    if (!m_pane || !request || request->recorded)
        return;
    const RequestDraft draft = m_requests.meant(*request);
    const SendOptions options = m_requests.previewOptions(*request);
    const auto preview = m_session.preview(draft, options);
    m_pane->editor()->setPreview(preview);
    if (request->answer || request->sending)
        return;
    Report report = m_session.foretell(draft, options);
    if (request->draft.address.isEmpty()) {
        report = {};
        report.verdict.headline = tr("Nothing to send yet");
        report.verdict.line = tr("Type an address, or paste a curl command.");
    }
    m_diagnosis->setReport(report);
}

const Report *MainWindow::currentReport()
{
    const OpenRequest *request = m_requests.current();
    return request && request->answer ? &request->answer->report : nullptr;
}

}
