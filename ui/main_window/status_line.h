#pragma once

#include "ui/theme/theme.h"

#include <QFrame>
#include <functional>

class QTimer;
class QToolButton;

namespace keyhole {

class Button;
class TextLabel;

/// The foot of the window: where secrets are, this host's clock, what just happened with the way back, the jar and the proxy. Each is a
/// button that opens its page; a coloured one needs attention.
class StatusLine : public QFrame {
    Q_OBJECT
public:
    enum Entry { Secrets, HostClock, Jar, Proxy };

    explicit StatusLine(const Theme &theme, QWidget *parent = nullptr);
    void setEntry(Entry entry, const QString &text, ColorToken color = ColorToken::Text2);
    /// Says what happened; with `undo`, a button takes it back for ten seconds.
    void say(const QString &text, std::function<void()> undo = {});
    bool canUndo() const { return bool(m_undo); }
    void undo();
    QString message() const;
    QToolButton *entry(Entry entry) const { return m_entries[entry]; }

signals:
    void entryRequested(keyhole::StatusLine::Entry entry);

private:
    void addEntry(Entry entry, const QString &icon);

    const Theme &m_theme;
    QToolButton *m_entries[4];
    QString m_icons[4];
    TextLabel *m_message;
    Button *m_undoButton;
    QTimer *m_time;
    std::function<void()> m_undo;
};

}
