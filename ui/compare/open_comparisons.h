#pragma once

#include "core/compare/noise_memory.h"
#include "core/diagnosis/report.h"
#include "core/session/history_keeper.h"
#include "ui/compare/compare_window.h"

#include <QPointer>

namespace keyhole {

/// Opens comparisons, finds the exchanges that they are of, and what was accepted like them.
class OpenComparisons : public QObject {
    Q_OBJECT
public:
    using Open = std::function<std::vector<ComparedExchange>()>;
    /// `open` gives the answers that are open in tabs, the current one first. `history` may be none; all must outlive it.
    OpenComparisons(const Theme &theme, Session &session, HistoryKeeper *history, Open open, QWidget *parent);

    /// What is known of noise; outlives it.
    void setNoise(const NoiseMemory &noise) { m_noise = &noise; }
    /// An exchange that was opened from the history.
    void know(const std::shared_ptr<const Exchange> &exchange, const HistoryEntry &entry);

    CompareWindow *compare(const ComparedExchange &left, const ComparedExchange &right);
    /// With what differences() were found against: an exchange of this run, or one of the history.
    void compareSince(const Differences &differences, const ComparedExchange &right);
    void compareKept(qint64 left, qint64 right);
    /// For an exchange that nothing is known of but itself: with the last success of its request, in this run or before; asks for the other
    /// side where there is none.
    void compareWithLastSuccess(const ComparedExchange &right);

signals:
    void placeRequested(const std::shared_ptr<const keyhole::Exchange> &exchange, const QByteArray &where);
    void refused(const keyhole::Error &error);

private:
    using Take = std::function<void(const ComparedExchange &)>;
    std::vector<CompareWindow::Choice> choices();
    void load(qint64 kept, const Take &take);
    /// As the history keeps it, so that its marks compare with those of another; itself where it is not kept.
    void loadAsKept(const ComparedExchange &exchange, const Take &take);
    std::shared_ptr<const Exchange> ofThisRun(const Differences &differences, const Exchange &right) const;
    std::shared_ptr<const Exchange> lastSuccessOfThisRun(const Exchange &like) const;
    void addAccepted(CompareWindow *window);

    const Theme &m_theme;
    Session &m_session;
    HistoryKeeper *m_history;
    const NoiseMemory *m_noise = nullptr;
    Open m_open;
    struct Kept {
        std::weak_ptr<const Exchange> exchange;
        qint64 id;
        QString title;
        QByteArray marks;  ///< empty: it has its secrets
    };
    const Kept *keptOf(const ComparedExchange &side) const;
    ComparedExchange withMarks(ComparedExchange side) const;
    std::vector<Kept> m_kept;  ///< of this run, the latest last
};

}
