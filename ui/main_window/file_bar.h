#pragma once

#include "ui/main_window/open_requests.h"
#include "ui/theme/theme.h"

#include <QFrame>

namespace keyhole {

class Button;
class TextLabel;

/// Says in the tab that the request's file is not what it was when it was opened, with the ways on. Hidden while there is nothing to say.
class FileBar : public QFrame {
    Q_OBJECT
public:
    explicit FileBar(const Theme &theme, QWidget *parent = nullptr);
    void show(const OpenRequest &request);
    QString text() const;

signals:
    void compareRequested();
    void theirsRequested();
    void mineRequested();
    void saveAsRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    TextLabel *m_text;
    Button *m_compare, *m_theirs, *m_mine, *m_saveAs;
};

}
