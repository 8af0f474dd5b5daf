#include "ui/main_window/tab_journal.h"

#include "core/formats/export/secret_variables.h"

#include <QDir>

namespace keyhole {

namespace {

constexpr std::chrono::milliseconds kAfter{400};

QString tabsFile(const QString &folder)
{
    return folder + QStringLiteral("/tabs.json");
}

/// Whether what is in a tab stands nowhere else.
bool isKept(const OpenRequest &request)
{
    if (request.recorded)
        return false;
    return request.origin ? request.isUnsaved() : request.changed || (!request.node && !request.draft.address.isEmpty());
}

RequestFile withoutSecrets(RequestFile request)
{
    CollectionItem item;
    item.request = request.draft;
    request.draft = withSecretsAsVariables({{}, {item}, {}, {}}).items.front().request;
    return request;
}

KeptTab tabOf(const OpenRequest &request)
{
    KeptTab tab{request.key, request.name, {}, {}};
    tab.changed = request.changed && !request.origin;
    if (request.origin) {
        tab.folder = request.origin->folder;
        tab.path = request.origin->path;
    }
    return tab;
}

}

TabJournal::TabJournal(OpenRequests &requests, OpenCollections &collections, const QString &folder, std::function<Instant()> now,
                       QObject *parent)
    : QObject(parent), m_requests(requests), m_collections(collections), m_folder(folder), m_now(std::move(now))
{
    m_thread.setMaxThreadCount(1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kAfter);
    connect(&m_soon, &QTimer::timeout, this, &TabJournal::write);
}

TabJournal::~TabJournal()
{
    m_thread.waitForDone();
}

void TabJournal::restore()
{
    auto journal = DraftJournal::open(m_folder + QStringLiteral("/drafts.journal"));
    if (!journal)
        return tell(journal.error());
    const std::vector<UnsavedDraft> drafts = journal->recovered();
    m_journal = std::make_shared<DraftJournal>(std::move(*journal));
    const KeptTabs kept = KeptTabs::load(tabsFile(m_folder));
    m_recent = kept.recent;
    m_awaited = kept.collections;
    QHash<QByteArray, const UnsavedDraft *> byKey;
    for (const UnsavedDraft &draft : drafts)
        byKey.insert(draft.key, &draft);
    m_inJournal = {byKey.keyBegin(), byKey.keyEnd()};
    QByteArray current;
    for (const KeptTab &tab : kept.tabs) {
        openTab(tab, byKey.take(tab.key));
        current = tab.current ? tab.key : current;
    }
    for (const UnsavedDraft *draft : std::as_const(byKey))
        openTab({draft->key, draft->request.draft.name, {}, {}, false, false, true}, draft);
    for (int index = 0; index < m_requests.count(); ++index) {
        if (m_requests.at(index).key == current)
            m_requests.setCurrent(index);
    }
    follow();
    for (const QString &folder : kept.collections)
        m_collections.open(folder);
}

void TabJournal::openTab(const KeptTab &tab, const UnsavedDraft *draft)
{
    if (!draft && tab.path.isEmpty())
        return;
    OpenRequest request;
    request.key = tab.key;
    request.name = tab.name;
    if (draft)
        request.draft = draft->request.draft;
    request.changed = tab.path.isEmpty() ? tab.changed : draft != nullptr;
    if (!tab.path.isEmpty()) {
        request.origin = RequestOrigin{tab.folder, tab.path, 0, draft ? draft->request : RequestFile()};
        request.origin->baseHash = draft ? draft->baseHash : QByteArray();
    }
    if (tab.closed)
        m_requests.addClosed(std::move(request));
    else
        m_requests.add(std::move(request));
}

void TabJournal::follow()
{
    const auto soon = [this] {
        if (!m_soon.isActive())
            m_soon.start();
    };
    connect(&m_requests, &OpenRequests::added, this, &TabJournal::touch);
    connect(&m_requests, &OpenRequests::titleChanged, this, &TabJournal::touch);
    connect(&m_requests, &OpenRequests::closed, this, soon);
    connect(&m_requests, &OpenRequests::currentChanged, this, soon);
    connect(&m_collections, &OpenCollections::opened, this, &TabJournal::noteOpened);
    connect(&m_collections, &OpenCollections::closing, this, soon, Qt::QueuedConnection);
    connect(&m_collections, &OpenCollections::refused, this, [this, soon](const QString &folder) {
        m_awaited.removeAll(folder);
        soon();
    });
}

void TabJournal::touch(int index)
{
    m_edited.insert(m_requests.at(index).key);
    if (!m_soon.isActive())
        m_soon.start();
}

void TabJournal::noteOpened(OpenCollection *collection)
{
    const QString folder = collection->folder().folder();
    m_awaited.removeAll(folder);
    m_recent.removeAll(folder);
    m_recent.prepend(folder);
    m_recent = m_recent.mid(0, KeptTabs::kMostRecent);
    if (!m_soon.isActive())
        m_soon.start();
}

KeptTabs TabJournal::state() const
{
    KeptTabs kept;
    for (const auto &collection : m_collections.all())
        kept.collections.push_back(collection->folder().folder());
    kept.collections += m_awaited;
    kept.recent = m_recent;
    for (int index = 0; index < m_requests.count(); ++index) {
        const OpenRequest &request = m_requests.at(index);
        if (!request.origin && !isKept(request))
            continue;
        kept.tabs.push_back(tabOf(request));
        kept.tabs.back().current = index == m_requests.currentIndex();
    }
    for (const OpenRequest &request : m_requests.closedOnes()) {
        if (request.isUnsaved() && isKept(request)) {
            kept.tabs.push_back(tabOf(request));
            kept.tabs.back().closed = true;
        }
    }
    return kept;
}

/// What names the drafts is written before they are.
void TabJournal::write()
{
    if (!m_journal)
        return;
    KeptTabs now = state();
    if (now != m_written) {
        m_written = now;
        m_thread.start([this, now, file = tabsFile(m_folder)] {
            if (const auto saved = now.save(file); !saved)
                QMetaObject::invokeMethod(this, [this, error = saved.error()] { tell(error); });
        });
    }
    QSet<QByteArray> wanted;
    const auto keep = [&](const OpenRequest &request) {
        wanted.insert(request.key);
        if (m_edited.contains(request.key) || !m_inJournal.contains(request.key))
            writeDraft(request);
    };
    for (int index = 0; index < m_requests.count(); ++index) {
        if (isKept(m_requests.at(index)))
            keep(m_requests.at(index));
    }
    for (const OpenRequest &request : m_requests.closedOnes()) {
        if (request.isUnsaved() && isKept(request))
            keep(request);
    }
    for (const QByteArray &key : m_inJournal - wanted)
        m_thread.start([journal = m_journal, key] { journal->forget(key); });
    m_inJournal = wanted;
    m_edited.clear();
}

void TabJournal::writeDraft(const OpenRequest &request)
{
    m_thread.start([this, journal = m_journal, key = request.key, file = withoutSecrets(request.edited()), now = m_now()] {
        if (const auto written = journal->write(key, file, now); !written)
            QMetaObject::invokeMethod(this, [this, error = written.error()] { tell(error); });
    });
}

/// Once: it would be told again with each key.
void TabJournal::tell(const Error &error)
{
    if (!std::exchange(m_told, true))
        emit failed(error);
}

void TabJournal::flush()
{
    m_soon.stop();
    write();
    m_thread.waitForDone();
}

}
