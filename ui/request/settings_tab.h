#pragma once

#include "ui/request/editor_tab.h"
#include "ui/theme/theme.h"

#include <functional>
#include <vector>

class QFormLayout;

namespace keyhole {

class CredentialStore;
class StoredChoice;

/// How the request is carried: version, redirects, certificates, proxy, name look-up, time limits, cookies.
class SettingsTab : public EditorTab {
    Q_OBJECT
public:
    explicit SettingsTab(const Theme &theme, QWidget *parent = nullptr);
    void load(const RequestDraft &draft) override;
    void store(RequestDraft &draft) const override;
    void setReadOnly(bool readOnly) override;
    /// Not owned; nothing while there is none.
    void setCredentials(CredentialStore *store);
    StoredChoice *proxyCredential() const { return m_proxyCredential; }

signals:
    void credentialsRequested();

private:
    /// Ties a control to its place in the draft.
    struct Binding {
        QWidget *control;
        std::function<void(const RequestDraft &)> load;
        std::function<void(RequestDraft &)> store;
    };
    template <class Place> void addText(const QString &name, Place place, const QString &hint = {});
    template <class Place> void addList(const QString &name, Place place, const QString &hint = {});
    template <class Place> void addSecret(const QString &name, Place place);
    template <class Place> void addCheck(const QString &name, Place place);
    template <class Place> void addChoice(const QString &name, const QStringList &choices, Place place);
    template <class Place> void addLimit(const QString &name, Place place, const QString &none = {});
    void addHeading(const QString &title);
    void addRequestRows();
    void addConnectionRows();
    void addProxyCredential();
    void addCertificateRows();
    void addLimitRows();

    const Theme &m_theme;
    QFormLayout *m_form;
    std::vector<Binding> m_bindings;
    StoredChoice *m_proxyCredential;
};

}
