#pragma once

#include "core/result.h"
#include "ui/theme/theme.h"

#include <QFrame>

namespace keyhole {

class TextLabel;

/// Says in place why something could not be done: what is wrong, where, and what to do about it. Stays until it is closed or replaced.
class NoticeBar : public QFrame {
    Q_OBJECT
public:
    explicit NoticeBar(const Theme &theme, QWidget *parent = nullptr);
    void tell(const Error &error);
    QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    TextLabel *m_what;
    TextLabel *m_remedy;
};

}
