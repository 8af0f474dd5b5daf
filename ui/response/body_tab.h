#pragma once

#include "core/http/exchange.h"
#include "ui/response/viewer/viewer_pane.h"

#include <QStackedWidget>

namespace keyhole {

class TextLabel;

/// The body of an answer, or in words why there is none.
class BodyTab : public QStackedWidget {
    Q_OBJECT
public:
    explicit BodyTab(const Theme &theme, QWidget *parent = nullptr);

    void setHop(const Hop &hop);
    ViewerPane *pane() const { return m_pane; }
    bool showsText() const { return currentWidget() == m_pane; }
    const QString &kind() const { return m_kind; }  ///< "JSON"; empty where there is no body
    bool isJson() const { return m_isJson; }

private:
    void say(const QString &what, const QString &more);

    ViewerPane *m_pane;
    QWidget *m_words;
    TextLabel *m_what, *m_more;
    QString m_kind;
    bool m_isJson = false;
};

}
