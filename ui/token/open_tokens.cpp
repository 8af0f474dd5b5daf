#include "ui/token/open_tokens.h"

#include "core/diagnosis/words.h"
#include "ui/token/comparison_window.h"
#include "ui/token/signing_key_card.h"
#include "ui/token/token_editor.h"
#include "ui/token/token_head.h"
#include "ui/token/token_window.h"

#include <QMenu>
#include <algorithm>

namespace keyhole {

OpenTokens::OpenTokens(const Theme &theme, std::function<std::vector<ShownToken>()> sent, QObject *parent)
    : QObject(parent), m_theme(theme), m_sent(std::move(sent))
{ }

OpenTokens::~OpenTokens()
{
    for (TokenWindow *window : std::vector(m_windows))
        delete window;
}

TokenWindow *OpenTokens::windowOf(const QByteArray &token) const
{
    const auto found = std::find_if(m_windows.begin(), m_windows.end(), [&](TokenWindow *each) { return each->shown().text == token; });
    return found == m_windows.end() ? nullptr : *found;
}

TokenWindow *OpenTokens::open(std::vector<ShownToken> tokens, const TokenCircumstances &circumstances)
{
    TokenWindow *window = windowOf(tokens.empty() ? QByteArray() : tokens.front().text);
    if (!window)
        add(window = new TokenWindow(m_theme));
    window->setTokens(std::move(tokens), circumstances);
    window->show();
    window->raise();
    window->activateWindow();
    return window;
}

void OpenTokens::add(TokenWindow *window)
{
    m_windows.push_back(window);
    window->setFetcher(m_fetcher);
    connect(window, &QObject::destroyed, this, [this, window] { std::erase(m_windows, window); });
    connect(window, &TokenWindow::placeRequested, this, &OpenTokens::placeRequested);
    connect(window, &TokenWindow::compareRequested, this, [this, window](QWidget *below) { offerComparison(window, below); });
    connect(window, &TokenWindow::editRequested, this, [this, window] { edit(window); });
    connect(window, &TokenWindow::sendRequested, this, &OpenTokens::sendRequested);
}

/// Those in open windows come first.
std::vector<ShownToken> OpenTokens::othersThan(const QByteArray &token) const
{
    std::vector<ShownToken> others;
    const auto add = [&](const ShownToken &one) {
        const bool known = std::any_of(others.begin(), others.end(), [&](const ShownToken &each) { return each.text == one.text; });
        if (!known && !one.text.isEmpty() && one.text != token)
            others.push_back(one);
    };
    for (const TokenWindow *window : m_windows)
        add(window->shown());
    for (const ShownToken &one : m_sent())
        add(one);
    return others;
}

void OpenTokens::offerComparison(TokenWindow *window, QWidget *below)
{
    auto *menu = new QMenu(window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const ShownToken &other : othersThan(window->shown().text)) {
        const QString kind = kindTitle(decodeToken(other.text).kind);
        const QString name = other.from.isEmpty() ? kind : tr("%1: %2").arg(kind, quoted(other.from, 80));
        QAction *action = menu->addAction(QString(name).replace(QLatin1Char('&'), QLatin1String("&&")));
        connect(action, &QAction::triggered, this, [this, window, other] { compare(window, other); });
    }
    menu->addSeparator();
    connect(menu->addAction(tr("Paste another token…")), &QAction::triggered, this, [this, window] { compare(window, {}); });
    menu->popup(below->mapToGlobal(QPoint(0, below->height())));
}

void OpenTokens::edit(TokenWindow *window)
{
    const TokenCircumstances circumstances = window->circumstances();
    if (const auto draft = draftOf(window->token()))
        openEditor(*draft, window->shown().from, circumstances);
    else
        editNew(circumstances.now);
}

void OpenTokens::editNew(Instant now)
{
    openEditor(newDraft(now), {}, {std::nullopt, now});
}

void OpenTokens::openEditor(const TokenDraft &draft, const QString &from, const TokenCircumstances &circumstances)
{
    auto *editor = new TokenEditor(m_theme, draft, from, circumstances.now);
    if (m_store) {
        const auto issuer = Url::parse(draft.claims.string("iss"));
        editor->key()->setStore(*m_store, issuer ? QString::fromUtf8(issuer->host) : QString(), circumstances.now);
    }
    connect(this, &QObject::destroyed, editor, [editor] { delete editor; });
    connect(editor, &TokenEditor::tokenSigned, this,
            [this, circumstances](const QByteArray &token, const SigningKey &key, const QString &keyName) {
                open({{token, tr("Signed here with %1").arg(keyName)}}, circumstances)->setSignedWith(key, keyName);
            });
    editor->show();
}

void OpenTokens::setStore(CredentialStore *store)
{
    m_store = store;
}

void OpenTokens::compare(TokenWindow *window, const ShownToken &other)
{
    auto *comparison = new ComparisonWindow(m_theme, window->circumstances());
    connect(this, &QObject::destroyed, comparison, [comparison] { delete comparison; });
    comparison->compare(window->shown(), other);
    comparison->show();
}

}
