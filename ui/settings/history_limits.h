#pragma once

#include "core/session/history_keeper.h"
#include "ui/theme/theme.h"

#include <QFutureWatcher>
#include <QWidget>

class QSpinBox;

namespace keyhole {

class Button;
class TextLabel;

/// How long and how much of the history is kept. What a choice would remove is told before it holds.
class HistoryLimits : public QWidget {
    Q_OBJECT
public:
    HistoryLimits(const Theme &theme, HistoryKeeper &history, QWidget *parent = nullptr);

    QSpinBox *days() const { return m_days; }
    QSpinBox *megabytes() const { return m_megabytes; }
    Button *apply() const { return m_apply; }
    QString says() const;

signals:
    void chosen(const keyhole::HistoryRetention &retention);

private:
    HistoryRetention retention() const;
    void look();

    HistoryKeeper &m_history;
    QSpinBox *m_days, *m_megabytes;
    TextLabel *m_note;
    Button *m_apply;
    QFutureWatcher<Result<int>> m_counting;
};

}
