#include "ui/main_window/main_window.h"

#include "core/collection/draft_from_exchange.h"
#include "core/diagnosis/words.h"
#include "ui/main_window/request_pane.h"
#include "ui/request/request_editor.h"

#include <QApplication>
#include <QClipboard>
#include <algorithm>

namespace keyhole {

namespace {

constexpr size_t kMostSent = 12;  // tokens of other exchanges that are offered for comparing

bool wasAccepted(const Exchange &exchange)
{
    const Hop &last = exchange.last();
    return last.response && last.response->status / 100 == 2;
}

bool sameDraft(const OpenRequest &request, const ShownToken &shown)
{
    return request.answer && request.answer->exchange == shown.exchange.lock();
}

}

void MainWindow::showToken(const QByteArray &token)
{
    const OpenRequest *request = m_requests.current();
    TokenCircumstances circumstances{std::nullopt, m_session.now()};
    std::vector<ShownToken> tokens;
    if (request && request->answer) {
        circumstances = circumstancesOf(*request->answer->exchange, circumstances.now);
        tokens = tokensOf(request->answer->exchange);
    }
    const auto known = std::find_if(tokens.begin(), tokens.end(), [&](const ShownToken &each) { return each.text == token; });
    if (known != tokens.end())
        std::rotate(tokens.begin(), known, known + 1);
    else if (!token.isEmpty())
        tokens = {{token, {}}};
    m_tokens.open(std::move(tokens), circumstances);
}

void MainWindow::decodeToken()
{
    const OpenRequest *request = m_requests.current();
    QByteArray token = request && request->draft.auth.kind == AuthKind::Bearer ? request->draft.auth.secret.reveal() : QByteArray();
    if (!looksLikeJwt(token)) {
        const QByteArray copied = QApplication::clipboard()->text().trimmed().toUtf8();
        token = looksLikeJwt(copied) ? copied : QByteArray();
    }
    showToken(token);
}

void MainWindow::signToken()
{
    m_tokens.editNew(m_session.now());
}

/// Those that a server accepted come first, and of each kind the latest.
std::vector<ShownToken> MainWindow::sentTokens()
{
    std::vector<std::shared_ptr<const Exchange>> exchanges(m_session.history().rbegin(), m_session.history().rend());
    for (int index = 0; index < m_requests.count(); ++index) {
        const OpenRequest &request = m_requests.at(index);
        if (request.recorded && request.answer)
            exchanges.push_back(request.answer->exchange);
    }
    std::stable_partition(exchanges.begin(), exchanges.end(), [](const auto &each) { return wasAccepted(*each); });
    std::vector<ShownToken> sent;
    for (const auto &exchange : exchanges) {
        for (ShownToken &token : tokensOf(exchange)) {
            const bool known = std::any_of(sent.begin(), sent.end(), [&](const ShownToken &each) { return each.text == token.text; });
            if (known || !looksLikeJwt(token.text))
                continue;
            if (wasAccepted(*exchange))
                token.from = tr("%1, accepted").arg(token.from);
            sent.push_back(std::move(token));
        }
        if (sent.size() >= kMostSent)
            break;
    }
    return sent;
}

void MainWindow::showPlaceOf(const ShownToken &shown)
{
    raise();
    activateWindow();
    for (int index = 0; index < m_requests.count(); ++index) {
        if (!sameDraft(m_requests.at(index), shown))
            continue;
        m_requests.setCurrent(index);
        return goTo(shown.where);
    }
    m_status->say(tr("The request in which the token stood is closed."));
}

void MainWindow::useToken(const QByteArray &token)
{
    if (!m_requests.current())
        newRequest();
    if (m_requests.current()->recorded)
        editCopy();
    OpenRequest *request = m_requests.current();
    const RequestDraft before = request->draft;
    moveCredentialToAuth(request->draft);
    for (DraftRow &row : request->draft.fields) {  // two credentials would go out otherwise
        if (equalsIgnoringCase(row.name, "Authorization"))
            row.enabled = false;
    }
    AuthDraft &auth = request->draft.auth;
    if (auth.kind != AuthKind::Bearer && auth.kind != AuthKind::ApiKey) {
        auth.kind = AuthKind::Bearer;
        auth.scheme = "Bearer";
    }
    auth.secret = Secret(token);
    m_requests.touch();
    m_pane->showCurrent();
    m_pane->editor()->showTab(RequestEditor::Auth);
    raise();
    activateWindow();
    m_status->say(tr("Put the token into the open request. Nothing was sent."), [this, before, index = m_requests.currentIndex()] {
        if (index < m_requests.count())
            m_requests.at(index).draft = before;
        m_pane->showCurrent();
    });
}

}
