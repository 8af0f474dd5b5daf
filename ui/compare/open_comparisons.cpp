#include "ui/compare/open_comparisons.h"

#include "core/diagnosis/differences.h"
#include "core/diagnosis/words.h"
#include "core/secrets/when_done.h"

namespace keyhole {

namespace {

constexpr size_t kMostKept = 500;
constexpr int kMostLearned = 8, kMostOffered = 20;

bool wasAccepted(const Exchange &exchange)
{
    const auto &response = exchange.last().response;
    return response && response->status >= 200 && response->status < 300;
}

bool isOfTheSameRequest(const Exchange &a, const Exchange &b)
{
    const Request &one = a.last().request, &other = b.last().request;
    return one.method == other.method && one.url.origin() == other.url.origin() && one.url.path == other.url.path;
}

std::optional<Instant> momentOf(const Exchange &exchange)
{
    const Hop &hop = exchange.last();
    return hop.answeredAt ? hop.answeredAt : hop.sentAt;
}

ComparedExchange sideOf(const KeptExchange &kept)
{
    return {std::make_shared<const Exchange>(kept.exchange), OpenComparisons::tr("History"), kept.marks};
}

QString titleOf(const HistoryEntry &entry)
{
    return QStringLiteral("%1  %2 %3  %4")
        .arg(utcText(entry.at), QString::fromUtf8(entry.method), quoted(entry.address, 60))
        .arg(entry.status);
}

}

OpenComparisons::OpenComparisons(const Theme &theme, Session &session, HistoryKeeper *history, Open open, QWidget *parent)
    : QObject(parent), m_theme(theme), m_session(session), m_history(history), m_open(std::move(open))
{
    if (!m_history)
        return;
    connect(m_history, &HistoryKeeper::added, this,
            [this](const HistoryEntry &entry, const Diagnosed &diagnosed) { know(diagnosed.exchange, entry); });
}

void OpenComparisons::know(const std::shared_ptr<const Exchange> &exchange, const HistoryEntry &entry)
{
    const bool marked = exchange->source == ExchangeSource::History;
    m_kept.push_back({exchange, entry.id, titleOf(entry), marked ? entry.marks : QByteArray()});
    if (m_kept.size() > kMostKept)
        m_kept.erase(m_kept.begin());
}

const OpenComparisons::Kept *OpenComparisons::keptOf(const ComparedExchange &side) const
{
    const auto found = std::find_if(m_kept.begin(), m_kept.end(),
                                    [&](const Kept &each) { return side.exchange && each.exchange.lock() == side.exchange; });
    return found == m_kept.end() ? nullptr : &*found;
}

ComparedExchange OpenComparisons::withMarks(ComparedExchange side) const
{
    if (const Kept *kept = side.marks.isEmpty() ? keptOf(side) : nullptr)
        side.marks = kept->marks;
    return side;
}

CompareWindow *OpenComparisons::compare(const ComparedExchange &left, const ComparedExchange &right)
{
    auto *window = new CompareWindow(m_theme, static_cast<QWidget *>(parent()));
    window->setChoices([this] { return choices(); });
    if (m_noise)
        window->setKnown([noise = m_noise](const Request &request) { return noise->of(noiseSubject(request)); });
    connect(window, &CompareWindow::placeRequested, this, &OpenComparisons::placeRequested);
    window->compare(withMarks(left), withMarks(right));
    window->show();
    if (right.exchange)
        addAccepted(window);
    return window;
}

void OpenComparisons::addAccepted(CompareWindow *window)
{
    const std::shared_ptr<const Exchange> like = window->right().exchange;
    CompareWindow::Accepted accepted;
    for (const auto &each : m_session.history()) {
        if (wasAccepted(*each) && isOfTheSameRequest(*each, *like))
            accepted.push_back(each);
    }
    if (accepted.size() > size_t(kMostLearned))
        accepted.erase(accepted.begin(), accepted.end() - kMostLearned);
    if (accepted.size() > 2 || !m_history) {
        window->setAccepted(std::move(accepted));
        return;
    }
    whenDone(m_history->successes(like->first().request, kMostLearned), window, [window](const Result<std::vector<KeptExchange>> &kept) {
        CompareWindow::Accepted others;
        for (const KeptExchange &each : kept ? *kept : std::vector<KeptExchange>()) {
            // Those that are compared are no witnesses for themselves.
            const auto moment = momentOf(each.exchange);
            const bool own = (window->left().exchange && momentOf(*window->left().exchange) == moment)
                || (window->right().exchange && momentOf(*window->right().exchange) == moment);
            if (!own)
                others.push_back(std::make_shared<const Exchange>(each.exchange));
        }
        window->setAccepted(std::move(others));
    });
}

std::vector<CompareWindow::Choice> OpenComparisons::choices()
{
    std::vector<CompareWindow::Choice> all;
    for (const ComparedExchange &each : m_open())
        all.push_back({each.from, [each = withMarks(each)](const Take &take) { take(each); }});
    for (auto kept = m_kept.rbegin(); kept != m_kept.rend() && int(all.size()) < kMostOffered; ++kept)
        all.push_back({kept->title, [this, id = kept->id](const Take &take) { load(id, take); }});
    return all;
}

void OpenComparisons::load(qint64 kept, const Take &take)
{
    if (!m_history)
        return;
    whenDone(m_history->kept(kept), this, [this, take](const Result<KeptExchange> &found) {
        if (found)
            take(sideOf(*found));
        else
            emit refused(found.error());
    });
}

void OpenComparisons::loadAsKept(const ComparedExchange &exchange, const Take &take)
{
    const Kept *known = keptOf(exchange);
    if (!known || exchange.exchange->source == ExchangeSource::History)
        return take(withMarks(exchange));
    load(known->id, [take, from = exchange.from](const ComparedExchange &kept) { take({kept.exchange, from, kept.marks}); });
}

std::shared_ptr<const Exchange> OpenComparisons::ofThisRun(const Differences &differences, const Exchange &right) const
{
    const auto &all = m_session.history();
    const int refusal = refusalOf(differences);
    const auto found = std::find_if(all.rbegin(), all.rend(), [&](const auto &each) {
        const int status = each->last().response ? each->last().response->status : 0;
        const bool fits = refusal > 0 ? status == refusal : wasAccepted(*each) || status == 304;
        return each.get() != &right && fits && momentOf(*each) == differences.at;
    });
    return found == all.rend() ? nullptr : *found;
}

/// The last one before it, or of all where it is none of this run.
std::shared_ptr<const Exchange> OpenComparisons::lastSuccessOfThisRun(const Exchange &like) const
{
    const auto &all = m_session.history();
    const auto own = std::find_if(all.rbegin(), all.rend(), [&](const auto &each) { return each.get() == &like; });
    const auto found = std::find_if(own == all.rend() ? all.rbegin() : own + 1, all.rend(),
                                    [&](const auto &each) { return wasAccepted(*each) && isOfTheSameRequest(*each, like); });
    return found == all.rend() ? nullptr : *found;
}

void OpenComparisons::compareKept(qint64 left, qint64 right)
{
    load(left, [this, right](const ComparedExchange &first) {
        load(right, [this, first](const ComparedExchange &second) { compare(first, second); });
    });
}

void OpenComparisons::compareSince(const Differences &differences, const ComparedExchange &right)
{
    if (differences.since.startsWith("kept.")) {
        load(differences.since.mid(5).toLongLong(), [this, right](const ComparedExchange &left) {
            loadAsKept(right, [this, left](const ComparedExchange &kept) { compare(left, kept); });
        });
        return;
    }
    const auto left = ofThisRun(differences, *right.exchange);
    compare({left, left ? tr("This run") : QString()}, right);
}

void OpenComparisons::compareWithLastSuccess(const ComparedExchange &right)
{
    if (const auto left = lastSuccessOfThisRun(*right.exchange))
        return void(compare({left, tr("This run")}, right));
    if (!m_history)
        return void(compare({}, right));
    whenDone(m_history->successes(right.exchange->first().request, 2), this, [this, right](const Result<std::vector<KeptExchange>> &kept) {
        const auto before = momentOf(*right.exchange);
        for (size_t i = kept ? kept->size() : 0; i-- > 0;) {
            if (before && momentOf((*kept)[i].exchange) >= before)
                continue;
            const ComparedExchange left = sideOf((*kept)[i]);
            return loadAsKept(right, [this, left](const ComparedExchange &asKept) { compare(left, asKept); });
        }
        compare({}, right);
    });
}

}
