#pragma once

#include "core/http/exchange.h"
#include "ui/theme/theme.h"

#include <QWidget>
#include <memory>

class QVBoxLayout;

namespace keyhole {

class Button;
class LinesView;

/// The contents of two requests or answers, line by line, once it is asked for: they are made in the thread pool.
class BodyBox : public QWidget {
    Q_OBJECT
public:
    enum class Of { Requests, Responses };
    using Shared = std::shared_ptr<const Exchange>;
    BodyBox(const Theme &theme, Of of, Shared left, Shared right, QWidget *parent = nullptr);

    void open();
    LinesView *view() const { return m_view; }  ///< nullptr until it was opened

signals:
    void rearranged();

private:
    const Theme &m_theme;
    Of m_of;
    Shared m_left, m_right;
    QVBoxLayout *m_column;
    Button *m_show;
    LinesView *m_view = nullptr;
};

}
