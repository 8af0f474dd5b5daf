#pragma once

#include "ui/response/viewer/text_viewer.h"

#include <QWidget>

namespace keyhole {

class FindBar;
class TextLabel;

/// A viewer with its find bar and a line above for what has to be said about the text: "No JSON from line 7 on …".
class ViewerPane : public QWidget {
    Q_OBJECT
public:
    ViewerPane(const Theme &theme, const QString &name, QWidget *parent = nullptr);

    TextViewer *viewer() const { return m_viewer; }
    FindBar *findBar() const { return m_find; }
    /// A remark of the owner ("The first 1 MB of 80 MB"), shown before what the pane has to say itself.
    void setRemark(const QString &remark);
    void find();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showNote();

    TextViewer *m_viewer;
    FindBar *m_find;
    TextLabel *m_note;
    QString m_remark;
};

}
