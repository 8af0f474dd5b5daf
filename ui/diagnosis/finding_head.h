#pragma once

#include "core/diagnosis/report.h"
#include "ui/controls/painted_button.h"

namespace keyhole {

class TextFlow;

/// The row of a finding: severity, title, id, and while it is closed one sentence. Enter and → open it, ← closes it, ↑ and ↓ go on.
class FindingHead : public PaintedButton {
    Q_OBJECT
public:
    FindingHead(const Theme &theme, const Finding &finding, QWidget *parent = nullptr);
    void setOpen(bool open);
    bool isOpen() const { return m_open; }
    /// In two columns the head does not unfold: it stands selected while its detail is shown beside.
    void setBeside(bool beside);
    int heightForWidth(int width) const override;

signals:
    void openRequested(bool open);
    void stepRequested(int by);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    TextFlow title() const;
    TextFlow subtitle() const;
    int textWidth(int width) const;
    void describe();

    FindingRole m_role;
    QString m_id, m_title, m_sentence;
    bool m_open = false;
    bool m_beside = false;
};

/// What a closed row says: how certain it is, and the first sentence of why.
QString closedSentence(const Finding &finding);

}
