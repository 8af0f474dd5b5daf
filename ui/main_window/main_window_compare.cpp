#include "core/diagnosis/differences.h"
#include "core/secrets/when_done.h"
#include "ui/collection/sidebar.h"
#include "ui/compare/noise_window.h"
#include "ui/compare/open_comparisons.h"
#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/main_window/main_window.h"

namespace keyhole {

namespace {

/// How many entries before one its diagnosis reads; of any host, since other hosts tell about the clocks and issue the tokens.
constexpr int kEarlier = 50;

}

void MainWindow::connectComparisons()
{
    m_comparisons = new OpenComparisons(
        m_theme, m_session, m_surroundings.history, [this] { return comparable(); }, this);
    if (m_surroundings.noise)
        m_comparisons->setNoise(m_surroundings.noise->memory());
    connect(m_comparisons, &OpenComparisons::refused, this, &MainWindow::refuse);
    connect(m_comparisons, &OpenComparisons::placeRequested, this, &MainWindow::showPlaceIn);
    connect(m_sidebar, &Sidebar::comparisonRequested, m_comparisons, &OpenComparisons::compareKept);
    if (m_surroundings.history) {
        connect(m_surroundings.history, &HistoryKeeper::added, this,
                [this](const HistoryEntry &entry, const Diagnosed &diagnosed) { addKeptDifferences(entry, diagnosed.exchange); });
    }
}

/// The answers of the open tabs, the current one first.
std::vector<ComparedExchange> MainWindow::comparable()
{
    std::vector<ComparedExchange> all;
    for (int index = 0; index < m_requests.count(); ++index) {
        const OpenRequest &request = m_requests.at(index);
        if (!request.answer)
            continue;
        const ComparedExchange each{request.answer->exchange, request.title()};
        all.insert(index == m_requests.currentIndex() ? all.begin() : all.end(), each);
    }
    return all;
}

void MainWindow::compare()
{
    const OpenRequest *request = m_requests.current();
    const bool answered = request && request->answer;
    m_comparisons->compare({}, answered ? ComparedExchange{request->answer->exchange, request->title()} : ComparedExchange());
}

void MainWindow::showNoise()
{
    if (!m_surroundings.noise)
        return refuse({tr("Nothing is kept of what differs each time."), {}, {}});
    (new NoiseWindow(m_theme, *m_surroundings.noise, this))->show();
}

void MainWindow::compareWithLastSuccess()
{
    const OpenRequest *request = m_requests.current();
    if (!request || !request->answer)
        return m_status->say(tr("There is no answer to compare."));
    const ComparedExchange right{request->answer->exchange, request->title()};
    const auto &differences = request->answer->report.differences;
    if (!differences)
        return m_comparisons->compareWithLastSuccess(right);
    const TreeNode *node = m_tree.holds(request->node) ? request->node : nullptr;
    if (!node || !node->recording || differences->entry < 1)
        return m_comparisons->compareSince(*differences, right);
    auto left = node->recording->exchange(differences->entry - 1);
    if (!left)
        return refuse(left.error());
    m_comparisons->compare({std::make_shared<const Exchange>(std::move(*left)), request->title()}, right);
}

/// Opens the exchange, unless one of the tabs shows it, and goes to the place.
void MainWindow::showPlaceIn(const std::shared_ptr<const Exchange> &exchange, const QByteArray &where)
{
    int open = -1;
    for (int index = 0; index < m_requests.count(); ++index) {
        if (m_requests.at(index).answer && m_requests.at(index).answer->exchange == exchange)
            open = index;
    }
    if (open >= 0)
        m_requests.setCurrent(open);
    else
        openExchange(exchange, Session::diagnose(*exchange), {});
    raise();
    activateWindow();
    goTo(where);
}

/// With those before it, as the command line does.
Report MainWindow::reportOfEntry(const TreeNode &node, const Exchange &exchange) const
{
    std::vector<Exchange> before;
    for (int entry = std::max(0, node.entry - kEarlier); entry < node.entry; ++entry) {
        if (auto each = node.recording->exchange(entry))
            before.push_back(std::move(*each));
    }
    std::vector<const Exchange *> earlier;
    for (const Exchange &each : before)
        earlier.push_back(&each);
    return Session::diagnose(exchange, earlier);
}

/// What changed since it last worked, where only the history of earlier runs knows: told as soon as that has looked.
void MainWindow::addKeptDifferences(const HistoryEntry &entry, const std::shared_ptr<const Exchange> &exchange)
{
    whenDone(m_surroundings.history->differences(entry), this, [this, exchange](const Result<std::optional<Differences>> &kept) {
        if (!kept || !*kept)
            return;
        for (int index = 0; index < m_requests.count(); ++index) {
            auto &answer = m_requests.at(index).answer;
            if (!answer || answer->exchange != exchange || (answer->report.differences && isSameRequest(*answer->report.differences)))
                continue;
            answer->report.differences = **kept;
            tellWhatChanged(answer->report);
            if (index == m_requests.currentIndex() && !m_requests.at(index).sending)
                m_diagnosis->setDifferences(answer->report);
        }
    });
}

}
