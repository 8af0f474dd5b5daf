#pragma once

#include "core/collection/hand_on.h"
#include "ui/theme/theme.h"

#include <QFrame>
#include <functional>

class QCheckBox;

namespace keyhole {

class Button;
class TextLabel;

/// Asks in place before something is done: what it is, and two ways on. Stays until it is answered or taken back.
class QuestionBar : public QFrame {
    Q_OBJECT
public:
    struct Question {
        QString what;  ///< one sentence
        QString detail;
        QString yes;  ///< what the button does: "Send"
        QString remember = {};  ///< a tick beside it: "Do not ask again …"; empty: none
        QString no = {};  ///< empty: "Cancel"
        bool grave = false;  ///< red
    };
    explicit QuestionBar(const Theme &theme, QWidget *parent = nullptr);

    /// `then` is called with whether the tick is set, when the answer is yes.
    void ask(const Question &question, std::function<void(bool remembered)> then);
    void takeBack();
    QString text() const;
    Button *yes() const { return m_yes; }
    QCheckBox *remember() const { return m_remember; }

    /// Asked before what may change data goes to a production environment; `what` says that.
    static Question inProduction(const QString &what, const QString &environment);
    /// Asked before secrets that answers gave go to other origins than those that gave them.
    static Question toHandOn(const std::vector<HandOn> &needed);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void accept();

    const Theme &m_theme;
    TextLabel *m_what, *m_detail;
    QCheckBox *m_remember;
    Button *m_yes, *m_no;
    bool m_grave = false;
    std::function<void(bool)> m_then;
};

}
