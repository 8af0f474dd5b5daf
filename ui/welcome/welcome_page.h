#pragma once

#include "ui/theme/theme.h"

#include <QFrame>

class QVBoxLayout;

namespace keyhole {

/// What stands in the window while no request is open: four ways to begin, and a worked example that needs no network.
class WelcomePage : public QFrame {
    Q_OBJECT
public:
    explicit WelcomePage(const Theme &theme, QWidget *parent = nullptr);
    void focusFirst();

signals:
    void pasteRequested();
    void openRequested();
    void newRequested();
    void tokenRequested();
    void exampleRequested();

private:
    void addActions(QVBoxLayout &column);
    void addNotes(QVBoxLayout &column);

    const Theme &m_theme;
    QWidget *m_first = nullptr;
};

}
