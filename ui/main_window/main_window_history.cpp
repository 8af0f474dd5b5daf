#include "core/collection/draft_from_exchange.h"
#include "core/formats/secret_spans.h"
#include "core/secrets/when_done.h"
#include "ui/collection/sidebar.h"
#include "ui/compare/open_comparisons.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/notice_bar.h"

namespace keyhole {

namespace {

/// A draft of what history kept: marks stand where secrets were, and must not be sent. Gives the names of what is left empty.
QStringList takeMarksOut(RequestDraft &draft, const QByteArray &credential)
{
    QStringList missing;
    draft.auth.credential = credential;
    if (draft.auth.kind != AuthKind::None) {
        draft.auth.secret = {};
        if (credential.isEmpty())
            missing += QStringLiteral("Authorization");
    }
    if (!draft.cookies.empty()) {
        draft.cookies.clear();
        draft.useJar = true;
    }
    for (DraftRow &field : draft.fields) {
        if (secretsInField(field.name, field.value).empty())
            continue;
        missing += QString::fromUtf8(field.name);
        field.value.clear();
    }
    const auto blank = [](const QByteArray &) { return QByteArray(); };
    for (const auto &[text, spans, name] : {std::tuple(&draft.address, secretsInAddress(draft.address), MainWindow::tr("the address")),
                                            std::tuple(&draft.body.text, secretsInBody(draft.body.text), MainWindow::tr("the body"))}) {
        if (!spans.empty()) {
            *text = replaceSpans(*text, spans, blank);
            missing += name;
        }
    }
    return missing;
}

/// What was said when it was sent counts: a mark is as long as its secret and in its alphabet, but has none of its check digits.
Report reportOfKept(const Exchange &exchange, const HistoryEntry &entry)
{
    Report report = Session::diagnose(exchange);
    const QByteArray found = report.verdict.outcome == Outcome::Accepted ? QByteArray() : report.verdict.id;
    if (found == entry.cause)
        return report;
    report.findings.clear();
    report.ruledOut.clear();
    report.verdict.id = entry.cause;
    report.verdict.headline = entry.headline;
    report.verdict.certainty = entry.certainty;
    report.verdict.line = MainWindow::tr("As it was told when it was sent; without the secrets the evidence cannot be shown again.");
    report.verdict.actions.clear();
    report.verdict.decisiveCard = -1;
    report.token = {};
    return report;
}

}

void MainWindow::openHistory()
{
    if (!m_surroundings.history) {
        connect(&m_session, &Session::exchangeFinished, &m_history, &HistoryModel::add);
        return;
    }
    m_history.setKeeper(m_surroundings.history);
    connect(m_surroundings.history, &HistoryKeeper::noticed, m_notice, &NoticeBar::tell);
}

void MainWindow::openKept(const HistoryModel::Row &row)
{
    if (row.diagnosed)
        return openExchange(row.diagnosed->exchange, row.diagnosed->report, {});
    whenDone(m_surroundings.history->exchange(row.entry.id), this, [this, entry = row.entry](const Result<Exchange> &exchange) {
        if (!exchange)
            return refuse(exchange.error());
        const auto shared = std::make_shared<const Exchange>(*exchange);
        openExchange(shared, reportOfKept(*shared, entry), {});
        m_requests.current()->answer->credential = entry.credential;
        m_comparisons->know(shared, entry);
        addKeptDifferences(entry, shared);
        m_status->say(tr("From the history: marks stand in the place of secrets."));
    });
}

void MainWindow::reopen(const HistoryModel::Row &row)
{
    if (row.diagnosed)
        return reopenAs(*row.diagnosed->exchange, row.entry.credential);
    whenDone(m_surroundings.history->exchange(row.entry.id), this, [this, entry = row.entry](const Result<Exchange> &exchange) {
        if (exchange)
            reopenAs(*exchange, entry.credential);
        else
            refuse(exchange.error());
    });
}

void MainWindow::reopenAs(const Exchange &exchange, const QByteArray &credential)
{
    OpenRequest request;
    request.draft = draftFromExchange(exchange);
    const bool hasMarks = exchange.source == ExchangeSource::History;
    const QStringList missing = hasMarks ? takeMarksOut(request.draft, credential) : QStringList();
    m_requests.add(std::move(request));
    if (!missing.isEmpty())
        m_status->say(tr("Its secrets were not kept: put in those of %1.").arg(missing.join(QStringLiteral(", "))));
}

}
