#pragma once

#include "core/session/noise_keeper.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QStandardItemModel;

namespace keyhole {

class Button;
class PlainTable;
class TextLabel;

/// What is known to differ from answer to answer of each host, and so is folded in comparisons and no change in replays; any of it can be
/// forgotten. Not modal; goes when it is closed.
class NoiseWindow : public QDialog {
    Q_OBJECT
public:
    NoiseWindow(const Theme &theme, NoiseKeeper &noise, QWidget *parent = nullptr);

    PlainTable *table() const { return m_table; }

public slots:
    void forgetSelected();
    /// All of the hosts whose rows are selected.
    void forgetHosts();
    void forgetAll();

private:
    QLayout *makeButtons();
    void fill();
    void showChoice();
    std::vector<NoiseMemory::Entry> selected() const;

    const Theme &m_theme;
    NoiseKeeper &m_noise;
    TextLabel *m_says;
    PlainTable *m_table;
    QStandardItemModel *m_rows;
    Button *m_forget, *m_forgetHosts, *m_forgetAll;
    std::vector<NoiseMemory::Entry> m_entries;
};

}
