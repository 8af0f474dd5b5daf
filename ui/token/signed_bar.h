#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace keyhole {

class FlowLabel;

/// Stands below the head of a token that was signed here: with which key, and what can be done with it.
class SignedBar : public QWidget {
    Q_OBJECT
public:
    explicit SignedBar(const Theme &theme, QWidget *parent = nullptr);
    void show(const QString &keyName);

signals:
    void sendRequested();
    void copyRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    FlowLabel *m_text;
};

}
