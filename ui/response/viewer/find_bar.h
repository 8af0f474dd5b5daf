#pragma once

#include "ui/response/viewer/finding.h"
#include "ui/theme/theme.h"

#include <QFutureWatcher>
#include <QWidget>

class QLineEdit;

namespace keyhole {

class TextLabel;
class TextViewer;

/// Finds in a viewer as one types: "3 of 17", next (F3, Enter), previous (Shift+F3), Esc closes. Large texts are searched in the pool.
class FindBar : public QWidget {
    Q_OBJECT
public:
    FindBar(const Theme &theme, TextViewer *viewer, QWidget *parent = nullptr);
    ~FindBar() override;

    /// Shows it with the selected text (one line of it), ready to type.
    void open();
    void close();
    void step(int direction);
    int matchCount() const { return int(m_matches.offsets.size()); }
    int currentMatch() const { return m_current; }  ///< from 0; -1 when there is none

signals:
    void searched();  ///< the matches are there

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void search();
    void take(const Matches &matches);
    void show(int match);
    void showCount();
    QByteArray needle() const;

    TextViewer *m_viewer;
    QLineEdit *m_text;
    TextLabel *m_count;
    QFutureWatcher<Matches> m_searching;
    Matches m_matches;
    int m_current = -1;
};

}
