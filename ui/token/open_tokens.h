#pragma once

#include "core/secrets/credential_store.h"
#include "core/token/editing.h"
#include "ui/theme/theme.h"
#include "ui/token/shown_token.h"

#include <QPointer>
#include <functional>

namespace keyhole {

class KeyFetcher;
class TokenWindow;

/// The token windows that are open: one a token. Lets them be compared with each other and with the tokens of other exchanges, and passes
/// on what they ask of the main window.
class OpenTokens : public QObject {
    Q_OBJECT
public:
    /// `sent` gives tokens of other exchanges to compare with, the likeliest first.
    OpenTokens(const Theme &theme, std::function<std::vector<ShownToken>()> sent, QObject *parent = nullptr);
    ~OpenTokens() override;

    /// Where signing keys can be kept and taken from; without, they go with their window.
    void setStore(CredentialStore *store);
    /// By whom an issuer's keys can be fetched; none: they are not offered.
    void setFetcher(KeyFetcher *fetcher) { m_fetcher = fetcher; }
    /// Opens an editor for a new token.
    void editNew(Instant now);
    /// Opens a window, or raises the one that shows this token.
    TokenWindow *open(std::vector<ShownToken> tokens, const TokenCircumstances &circumstances);
    const std::vector<TokenWindow *> &windows() const { return m_windows; }

signals:
    void placeRequested(const keyhole::ShownToken &shown);
    void sendRequested(const QByteArray &token);

private:
    TokenWindow *windowOf(const QByteArray &token) const;
    void add(TokenWindow *window);
    std::vector<ShownToken> othersThan(const QByteArray &token) const;
    void offerComparison(TokenWindow *window, QWidget *below);
    void compare(TokenWindow *window, const ShownToken &other);
    void edit(TokenWindow *window);
    void openEditor(const TokenDraft &draft, const QString &from, const TokenCircumstances &circumstances);

    const Theme &m_theme;
    std::function<std::vector<ShownToken>()> m_sent;
    QPointer<CredentialStore> m_store;
    KeyFetcher *m_fetcher = nullptr;
    std::vector<TokenWindow *> m_windows;  ///< each takes itself off when it closes
};

}
