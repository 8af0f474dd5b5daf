#pragma once

#include "core/diagnosis/report.h"
#include "ui/controls/painted_button.h"

namespace keyhole {

/// A part of an evidence text that stands on one row.
struct EvidenceRow {
    qsizetype from = 0, length = 0;
    int indent = 0;  ///< in columns: 0 on the first row, 2 on the rows that continue it
};

/// Rows of at most `columns` characters: broken before a blank or the mark where possible, anywhere else where not. Nothing is left out.
std::vector<EvidenceRow> wrapEvidence(const Evidence &evidence, int columns);

/// A long line cut to what surrounds its mark; what was left out is counted in its place. At most about 1 600 characters stay.
Evidence shortened(Evidence evidence);

/// One line of an exchange in mono, its decisive part underlined and tinted, the label hanging from it. A click goes to its place.
class EvidenceLine : public PaintedButton {
    Q_OBJECT
public:
    EvidenceLine(const Theme &theme, const Evidence &evidence, FindingRole role, QWidget *parent = nullptr);
    const Evidence &evidence() const { return m_evidence; }

    int heightForWidth(int width) const override;

signals:
    void placeRequested(const QByteArray &where);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Label {
        int x = 0, height = 0;
    };
    ColorToken toneColor() const;
    int columnWidth() const;
    int textWidth(int width) const;
    Label labelBelow(const EvidenceRow &row, int width) const;
    void drawRow(QPainter &painter, const EvidenceRow &row, int y) const;
    void drawMark(QPainter &painter, const EvidenceRow &row, int y) const;
    void drawLabel(QPainter &painter, int y, const Label &label) const;
    bool carriesLabel(const EvidenceRow &row) const;

    Evidence m_evidence;
    FindingRole m_role;
};

}
