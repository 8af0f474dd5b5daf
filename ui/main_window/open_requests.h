#pragma once

#include "core/collection/inherited_auth.h"
#include "core/collection/opencollection/request_file.h"
#include "core/session/environments.h"
#include "core/session/session.h"

#include <QElapsedTimer>
#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

namespace keyhole {

struct TreeNode;

/// The file of a collection that an open request is saved to.
struct RequestOrigin {
    QString folder;  ///< of the collection
    QString path;  ///< in it
    int id = 0;  ///< of its entry; 0: the collection is not open, or the file is not there
    RequestFile file;  ///< as it was last read or saved
    std::optional<RequestFile> outside = {};  ///< what others made of it while it was edited here
    bool gone = false;  ///< others deleted it
    QByteArray baseHash = {};  ///< after a restart: of the text that the unsaved edits began with
};

/// A request that is open in a tab: what is written, what came back, what is under way.
struct OpenRequest {
    RequestDraft draft;
    QString name;  ///< given by a person or a collection; empty: told from the address
    bool changed = false;
    bool recorded = false;  ///< read-only: an exchange that was not sent from this tab
    const TreeNode *node = nullptr;  ///< the row of the sidebar that it came from; may be gone
    std::optional<RequestOrigin> origin = {};  ///< nothing for one that was never saved
    QByteArray key = {};  ///< tells the tab from all others, also after a restart
    std::optional<Diagnosed> answer;

    bool sending = false;
    bool awaitsKeychain = false;  ///< sending, and its credential is still being read
    QByteArray host;  ///< that it is being sent to
    Progress progress;
    QElapsedTimer since;

    /// What the tab says: the name, or the end of the address.
    QString title() const;
    /// What it holds stands nowhere else.
    bool isUnsaved() const { return changed || (origin && origin->gone); }
    /// What would be saved.
    RequestFile edited() const;
};

/// The open requests in the order of their tabs. Sends, cancels, closes and opens again; shows nothing.
class OpenRequests : public QObject {
    Q_OBJECT
public:
    explicit OpenRequests(Session &session, QObject *parent = nullptr);
    ~OpenRequests() override;

    /// Gives its index, and makes it the current one.
    int add(OpenRequest request);
    void close(int index);
    bool canReopen() const { return !m_closed.empty(); }
    void reopen();
    /// Those that were closed, the last one at the end.
    const std::vector<OpenRequest> &closedOnes() const { return m_closed; }
    /// Opens the last one again that was closed with unsaved edits of this file; false: there is none.
    bool reopen(const QString &folder, const QString &path);
    void addClosed(OpenRequest request) { m_closed.push_back(std::move(request)); }
    void move(int from, int to);

    int count() const { return int(m_requests.size()); }
    OpenRequest &at(int index) { return m_requests[size_t(index)]->request; }
    OpenRequest *current();
    int currentIndex() const { return m_current; }
    void setCurrent(int index);
    int find(const TreeNode *node) const;  ///< -1: not open

    /// Sends the current request, once its credential has been read from the keychain. Fails, and sends nothing, when it cannot be
    /// resolved.
    /// The request with the credential that it has in the end, be it inherited.
    RequestDraft meant(const OpenRequest &request) const;
    using Inherit = std::function<EffectiveAuth(const AuthDraft &own, const TreeNode *node)>;
    /// Who knows what is inherited.
    void setInherit(Inherit inherit) { m_inherit = std::move(inherit); }
    /// Who knows what a request gets from the collection that it is saved in.
    void setComplete(std::function<RequestDraft(const OpenRequest &)> complete) { m_complete = std::move(complete); }

    /// Who knows the variables that a request sees; without it, those of the session.
    void setVariables(std::function<RequestVariables(const OpenRequest &)> variables) { m_variables = std::move(variables); }
    /// For a preview: with dots in the place of secrets.
    SendOptions previewOptions(const OpenRequest &request) const;

    enum class With { Credential, NoCredential };
    /// `allowUnresolved`: a {{name}} without a value goes out as it stands.
    Result<bool> send(With with = With::Credential, bool allowUnresolved = false);
    void cancel();
    /// The draft was edited.
    void touch();
    /// Something that the tab says was changed from elsewhere.
    void retitle(int index) { emit titleChanged(index); }

signals:
    void added(int index);
    void closed(int index);
    void currentChanged(int index);
    void titleChanged(int index);
    void sendingChanged(int index);
    void progressed(int index);  ///< every 100 ms while sending
    void answered(int index);
    /// Nothing was sent, since the credential could not be had or must not go there.
    void withheld(int index, const keyhole::StoreError &error);
    /// The credential was read, and the request cannot be resolved.
    void refused(const keyhole::Error &error);

private:
    struct Tab {
        OpenRequest request;
        QFutureWatcher<Diagnosed> watcher;  ///< not QFuture::then(): in Qt 6.4 that outlives its context
        QFutureWatcher<Result<Environment, StoreError>> variables;
        QFutureWatcher<Result<RequestDraft, StoreError>> credential;
        RequestDraft asked;  ///< what is on its way, before its credential was read
        SendOptions options;
        QTimer tick;
    };
    Result<bool> readCredential(Tab &tab);
    Result<bool> start(Tab &tab, const RequestDraft &draft);
    void variablesRead(const Tab *key);
    void begin(Tab &tab);
    void credentialRead(const Tab *key);
    int indexOf(const Tab *tab) const;
    void reopen(size_t closed);
    static void stop(Tab &tab);
    void finish(const Tab *tab, const std::optional<Diagnosed> &answer);

    static constexpr int kReopenMost = 20;
    Session &m_session;
    Inherit m_inherit;
    std::function<RequestDraft(const OpenRequest &)> m_complete;
    std::function<RequestVariables(const OpenRequest &)> m_variables;
    std::vector<std::unique_ptr<Tab>> m_requests;
    std::vector<OpenRequest> m_closed;
    int m_current = -1;
};

}
