#include "ui/main_window/main_window.h"

#include "core/replay/collection_source.h"
#include "core/replay/draft_source.h"
#include "core/session/noise_keeper.h"
#include "ui/collection/sidebar.h"
#include "ui/replay/replay_window.h"

namespace keyhole {

namespace {

void addDrafts(const TreeNode *node, std::vector<RequestDraft> &drafts)
{
    if (node->kind == TreeNode::Kind::Request && !node->files) {
        RequestDraft draft = node->draft;
        draft.auth = effectiveAuth(draft.auth, node->parent).auth;
        draft.name = node->name;
        drafts.push_back(std::move(draft));
    }
    for (const auto &child : node->children)
        addDrafts(child.get(), drafts);
}

/// The ids of requests below rows of one collection's files, in the order of the rows.
std::vector<int> idsBelow(const std::vector<const TreeNode *> &nodes, const OpenCollection *files)
{
    std::vector<int> ids;
    for (const TreeNode *node : nodes) {
        const bool folder = node->kind == TreeNode::Kind::Collection || node->kind == TreeNode::Kind::Folder;
        if (node->files != files)
            continue;
        const std::vector<int> below = folder ? requestsBelow(files->folder(), node->id) : std::vector<int>{node->id};
        ids.insert(ids.end(), below.begin(), below.end());
    }
    return ids;
}

ReplaySubject recordingOf(const std::vector<const TreeNode *> &nodes)
{
    ReplaySubject subject;
    auto source = std::make_unique<HarSource>(nodes.front()->recording, nodes.front()->collection()->name);
    subject.recording = source.get();
    subject.source = std::move(source);
    for (const TreeNode *node : nodes) {
        if (node->entry >= 0 && node->recording == nodes.front()->recording)
            subject.chosen.push_back(node->entry);
    }
    return subject;
}

}

/// Of the open request: the recording that it is an entry of, its file, or the request as it is typed.
void MainWindow::showReplay()
{
    const OpenRequest *request = m_requests.current();
    if (!request) {
        const std::vector<const TreeNode *> selected = m_sidebar->selected();
        return selected.empty() ? refuse({tr("There is no request to replay."), {}, tr("Open one, or choose a collection.")})
                                : replayRows(selected);
    }
    const TreeNode *node = m_tree.holds(request->node) ? request->node : nullptr;
    if (node && (node->recording || (node->files && !request->changed)))
        return replayRows({node});
    // What the tab shows, be it saved or not.
    const RequestVariables variables = variablesOf(*request);
    const RequestFile file = request->edited();
    ReplayRequest meant{m_requests.meant(*request), variables.scopes, file.captures, file.expectations};
    meant.draft.name = request->title();
    openReplay({std::make_unique<DraftSource>(request->title(), std::vector{std::move(meant)}), nullptr, variables.environment});
}

/// Rows of the sidebar with what is below them. Those of the first one's collection or recording, when there are several.
void MainWindow::replayRows(const std::vector<const TreeNode *> &nodes)
{
    const TreeNode *first = nodes.front();
    ReplaySubject subject = first->recording ? recordingOf(nodes) : ReplaySubject();
    if (first->recording) {
        subject.environment = m_environments.current(nullptr);
        return openReplay(std::move(subject));
    }
    if (OpenCollection *files = first->files) {
        CollectionFolder &folder = files->folder();
        subject.environment = m_environments.current(&folder);
        subject.source = std::make_unique<CollectionSource>(
            folder, idsBelow(nodes, files), subject.environment.name,
            [this, &folder](const RequestFile &request, const QString &path) { return m_environments.outside(&folder, request, path); });
        return openReplay(std::move(subject), files);
    }
    std::vector<RequestDraft> drafts;
    for (const TreeNode *node : nodes)
        addDrafts(node, drafts);
    std::vector<ReplayRequest> requests;
    for (RequestDraft &draft : drafts) {
        RequestFile file;
        file.draft = draft;
        requests.push_back({std::move(draft), m_environments.variablesFor(nullptr, file, 0, {}).scopes});
    }
    subject.environment = m_environments.current(nullptr);
    subject.source = std::make_unique<DraftSource>(first->name, std::move(requests));
    openReplay(std::move(subject));
}

/// `files`: the collection that the source reads; the window goes with it.
void MainWindow::openReplay(ReplaySubject subject, OpenCollection *files)
{
    if (subject.source->items().empty())
        return refuse({tr("There is no request to replay in it."), {}, {}});
    subject.handOns = m_environments.handOns();
    auto *window = new ReplayWindow(m_theme, m_session, std::move(subject), this);
    window->setNoise(m_surroundings.noise ? &m_surroundings.noise->memory() : nullptr);
    connect(window, &ReplayWindow::handOnsAllowed, this, [this](const std::vector<HandOn> &handOns) { m_environments.allow(handOns); });
    connect(window, &ReplayWindow::exchangeChosen, this,
            [this](const std::shared_ptr<const Exchange> &exchange, const Report &report, const QString &name) {
                openExchange(exchange, report, name);
                activateWindow();
            });
    connect(window, &ReplayWindow::saveRequested, this, &MainWindow::saveTo);
    // What was sent belongs into the history, whoever sent it.
    connect(window, &ReplayWindow::exchangeFinished, &m_session, &Session::exchangeFinished);
    connect(&m_collections, &OpenCollections::closing, window, [window, files](const OpenCollection *closing) {
        if (closing != files)
            return;
        window->cancel();
        window->close();
    });
    window->show();
}

}
