#pragma once

#include "core/collection/inherited_auth.h"
#include "core/session/session.h"

#include <QElapsedTimer>
#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

namespace keyhole {

struct TreeNode;

/// A request that is open in a tab: what is written, what came back, what is under way.
struct OpenRequest {
    RequestDraft draft;
    QString name;  ///< given by a person or a collection; empty: told from the address
    bool changed = false;
    bool recorded = false;  ///< read-only: an exchange that was not sent from this tab
    const TreeNode *node = nullptr;  ///< the row of the sidebar that it came from; may be gone
    std::optional<Diagnosed> answer;

    bool sending = false;
    bool awaitsKeychain = false;  ///< sending, and its credential is still being read
    QByteArray host;  ///< that it is being sent to
    Progress progress;
    QElapsedTimer since;

    /// What the tab says: the name, or the end of the address.
    QString title() const;
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

    enum class With { Credential, NoCredential };
    Result<bool> send(With with = With::Credential);
    void cancel();
    /// The draft was edited.
    void touch();

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
        QFutureWatcher<Result<RequestDraft, StoreError>> credential;
        QTimer tick;
    };
    Result<bool> start(Tab &tab, const RequestDraft &draft);
    void begin(Tab &tab);
    void credentialRead(const Tab *key);
    int indexOf(const Tab *tab) const;
    static void stop(Tab &tab);
    void finish(const Tab *tab, const std::optional<Diagnosed> &answer);

    static constexpr int kReopenMost = 20;
    Session &m_session;
    Inherit m_inherit;
    std::vector<std::unique_ptr<Tab>> m_requests;
    std::vector<OpenRequest> m_closed;
    int m_current = -1;
};

}
