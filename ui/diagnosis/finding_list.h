#pragma once

#include "core/diagnosis/report.h"
#include "ui/theme/rounded_frame.h"

namespace keyhole {

class FindingDetail;
class FindingHead;

/// The findings in one frame, in rank order, the first open. Wide, they stand in two columns: list and detail.
class FindingList : public RoundedFrame {
    Q_OBJECT
public:
    explicit FindingList(const Theme &theme, QWidget *parent = nullptr);
    void setFindings(std::vector<Finding> findings, const std::vector<Action> &verdictActions);
    void setWide(bool wide);
    /// Goes on by so many findings, round the ends, opens that one and gives it the focus.
    void step(int by);
    const Finding *current() const;
    QWidget *currentHead() const;

signals:
    void actionRequested(const keyhole::Action &action);
    void placeRequested(const QByteArray &where);
    /// Heads or details changed their size or which of them are shown.
    void rearranged();
    void currentChanged();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Row {
        FindingHead *head = nullptr;
        FindingDetail *detail = nullptr;
    };
    void addRow(int index, const std::vector<Action> &verdictActions);
    void place();
    void show(int index, bool open);
    void focusHead(int index);

    std::vector<Finding> m_findings;
    std::vector<Row> m_rows;
    QWidget *m_body = nullptr;
    int m_current = -1;
    bool m_wide = false;
};

}
