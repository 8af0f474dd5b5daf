#include "ui/main_window/open_requests.h"

#include "core/session/binding.h"
#include "core/session/secret_variables.h"

#include <QUuid>

namespace keyhole {

namespace {
constexpr std::chrono::milliseconds kTick{100};
}

QString OpenRequest::title() const
{
    if (!name.isEmpty())
        return name;
    if (draft.address.isEmpty())
        return OpenRequests::tr("New request");
    // Variables keep an address from being one, so its path is looked for by hand.
    QByteArray rest = draft.address;
    if (const qsizetype scheme = rest.indexOf("://"); scheme >= 0)
        rest = rest.sliced(scheme + 3);
    rest.truncate(std::min(rest.indexOf('?') < 0 ? rest.size() : rest.indexOf('?'), rest.size()));
    const qsizetype slash = rest.indexOf('/');
    return QString::fromUtf8(slash < 0 || slash + 1 == rest.size() ? rest : rest.sliced(slash));
}

RequestFile OpenRequest::edited() const
{
    RequestFile file = origin ? origin->file : RequestFile();
    const QString known = origin ? file.draft.name : draft.name;
    file.draft = draft;
    file.draft.name = known;
    return file;
}

OpenRequests::OpenRequests(Session &session, QObject *parent) : QObject(parent), m_session(session) { }

OpenRequests::~OpenRequests()
{
    for (const auto &tab : m_requests)
        stop(*tab);
}

int OpenRequests::add(OpenRequest request)
{
    auto tab = std::make_unique<Tab>();
    tab->request = std::move(request);
    if (tab->request.key.isEmpty())
        tab->request.key = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    const Tab *key = tab.get();
    connect(&tab->tick, &QTimer::timeout, this, [this, key] {
        if (const int index = indexOf(key); index >= 0)
            emit progressed(index);
    });
    connect(&tab->watcher, &QFutureWatcherBase::finished, this, [this, key] {
        const QFuture<Diagnosed> future = key->watcher.future();
        finish(key, future.isCanceled() || future.resultCount() == 0 ? std::nullopt : std::optional(future.result()));
    });
    connect(&tab->variables, &QFutureWatcherBase::finished, this, [this, key] { variablesRead(key); });
    connect(&tab->credential, &QFutureWatcherBase::finished, this, [this, key] { credentialRead(key); });
    m_requests.push_back(std::move(tab));
    const int index = count() - 1;
    emit added(index);
    setCurrent(index);
    return index;
}

void OpenRequests::close(int index)
{
    if (index < 0 || index >= count())
        return;
    stop(*m_requests[size_t(index)]);
    OpenRequest request = std::move(m_requests[size_t(index)]->request);
    request.sending = false;
    m_requests.erase(m_requests.begin() + index);
    m_closed.push_back(std::move(request));
    if (m_closed.size() > kReopenMost)
        m_closed.erase(m_closed.begin());
    const int next = m_current > index ? m_current - 1 : std::min(m_current, count() - 1);
    emit closed(index);
    m_current = next;
    emit currentChanged(m_current);
}

void OpenRequests::reopen()
{
    if (!m_closed.empty())
        reopen(m_closed.size() - 1);
}

void OpenRequests::reopen(size_t closed)
{
    OpenRequest request = std::move(m_closed[closed]);
    m_closed.erase(m_closed.begin() + qsizetype(closed));
    add(std::move(request));
}

bool OpenRequests::reopen(const QString &folder, const QString &path)
{
    for (size_t i = m_closed.size(); i-- > 0;) {
        const OpenRequest &request = m_closed[i];
        if (!request.changed || !request.origin || request.origin->folder != folder || request.origin->path != path)
            continue;
        reopen(i);
        return true;
    }
    return false;
}

void OpenRequests::move(int from, int to)
{
    if (from == to || from < 0 || to < 0 || from >= count() || to >= count())
        return;
    auto tab = std::move(m_requests[size_t(from)]);
    const Tab *current = m_current == from ? tab.get() : m_requests[size_t(m_current)].get();
    m_requests.erase(m_requests.begin() + from);
    m_requests.insert(m_requests.begin() + to, std::move(tab));
    m_current = indexOf(current);
}

OpenRequest *OpenRequests::current()
{
    return m_current >= 0 && m_current < count() ? &at(m_current) : nullptr;
}

void OpenRequests::setCurrent(int index)
{
    if (index == m_current || index < 0 || index >= count())
        return;
    m_current = index;
    emit currentChanged(index);
}

int OpenRequests::find(const TreeNode *node) const
{
    const auto found = std::find_if(m_requests.begin(), m_requests.end(), [node](const auto &tab) { return tab->request.node == node; });
    return found == m_requests.end() ? -1 : int(found - m_requests.begin());
}

int OpenRequests::indexOf(const Tab *tab) const
{
    const auto found = std::find_if(m_requests.begin(), m_requests.end(), [tab](const auto &each) { return each.get() == tab; });
    return found == m_requests.end() ? -1 : int(found - m_requests.begin());
}

void OpenRequests::stop(Tab &tab)
{
    if (!tab.request.sending)
        return;
    tab.variables.cancel();
    tab.credential.cancel();
    tab.watcher.cancel();
}

RequestDraft OpenRequests::meant(const OpenRequest &request) const
{
    RequestDraft draft = request.origin && m_complete ? m_complete(request) : request.draft;
    if (m_inherit)
        draft.auth = m_inherit(draft.auth, request.node).auth;
    return draft;
}

SendOptions OpenRequests::previewOptions(const OpenRequest &request) const
{
    if (!m_variables)
        return {};
    const RequestVariables variables = m_variables(request);
    SendOptions options;
    options.environment = variables.scopes.shownEnvironment();
    options.environment->name = variables.environment.name;
    options.jar = variables.environment.jar();
    return options;
}

Result<bool> OpenRequests::send(With with, bool allowUnresolved)
{
    OpenRequest *request = current();
    if (!request || request->recorded || request->sending)
        return true;
    Tab &tab = *m_requests[size_t(m_current)];
    tab.asked = meant(*request);
    if (with == With::NoCredential) {
        tab.asked.auth = {};
        tab.asked.furtherAuth.clear();
    }
    tab.options = {};
    tab.options.allowUnresolved = allowUnresolved;
    if (!m_variables)
        return readCredential(tab);
    const RequestVariables variables = m_variables(*request);
    const auto read = readVariables(m_session.credentials(), variables.scopes, tab.asked, variables.environment.name);
    tab.options.jar = variables.environment.jar();
    if (read.isFinished()) {
        const auto environment = read.result();
        if (!environment)
            return failure(environment.error().error);
        tab.options.environment = *environment;
        return readCredential(tab);
    }
    request->awaitsKeychain = true;
    begin(tab);
    tab.variables.setFuture(read);
    return true;
}

void OpenRequests::variablesRead(const Tab *key)
{
    const int index = indexOf(key);
    const auto read = key->variables.future();
    if (index < 0 || !at(index).awaitsKeychain || read.isCanceled() || read.resultCount() == 0)
        return;
    Tab &tab = *m_requests[size_t(index)];
    const auto environment = read.result();
    if (environment) {
        at(index).awaitsKeychain = false;
        tab.options.environment = *environment;
        const auto started = readCredential(tab);
        if (started)
            return;
        finish(key, std::nullopt);
        emit refused(started.error());
        return;
    }
    finish(key, std::nullopt);
    emit withheld(index, environment.error());
}

Result<bool> OpenRequests::readCredential(Tab &tab)
{
    if (unreadCredentials(tab.asked).empty())
        return start(tab, tab.asked);
    if (const auto preview = m_session.preview(tab.asked, tab.options); !preview)
        return failure(preview.error());
    tab.request.awaitsKeychain = true;
    begin(tab);
    tab.credential.setFuture(m_session.withCredential(tab.asked, tab.options));
    return true;
}

Result<bool> OpenRequests::start(Tab &tab, const RequestDraft &draft)
{
    const auto progressed = [this, key = &tab](const Progress &progress) {
        if (indexOf(key) >= 0)
            key->request.progress = progress;
    };
    auto sent = m_session.send(draft, progressed, tab.options);
    if (!sent)
        return failure(sent.error());
    begin(tab);
    tab.watcher.setFuture(*sent);
    return true;
}

void OpenRequests::begin(Tab &tab)
{
    OpenRequest &request = tab.request;
    request.sending = true;
    request.progress = {};
    request.since.start();
    tab.tick.start(kTick);
    if (const auto preview = m_session.preview(meant(request), previewOptions(request)))
        request.host = preview->request.url.host;
    emit sendingChanged(indexOf(&tab));
}

void OpenRequests::credentialRead(const Tab *key)
{
    const int index = indexOf(key);
    const auto read = key->credential.future();
    if (index < 0 || !at(index).awaitsKeychain || read.isCanceled() || read.resultCount() == 0)
        return;
    const auto draft = read.result();
    const auto started = draft ? start(*m_requests[size_t(index)], *draft) : Result<bool>(false);
    at(index).awaitsKeychain = false;
    if (draft && started)
        return;
    finish(key, std::nullopt);
    if (draft)
        emit refused(started.error());
    else
        emit withheld(index, draft.error());
}

void OpenRequests::cancel()
{
    if (!current() || !current()->sending)
        return;
    Tab *tab = m_requests[size_t(m_current)].get();
    stop(*tab);
    finish(tab, std::nullopt);
}

void OpenRequests::finish(const Tab *tab, const std::optional<Diagnosed> &answer)
{
    const int index = indexOf(tab);
    if (index < 0 || !at(index).sending)
        return;
    m_requests[size_t(index)]->tick.stop();
    at(index).sending = at(index).awaitsKeychain = false;
    if (answer)
        at(index).answer = answer;
    emit sendingChanged(index);
    emit answered(index);
}

void OpenRequests::touch()
{
    if (!current())
        return;
    current()->changed = true;
    emit titleChanged(m_current);
}

}
