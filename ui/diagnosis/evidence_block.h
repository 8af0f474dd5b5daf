#pragma once

#include "core/diagnosis/report.h"
#include "ui/theme/rounded_frame.h"

namespace keyhole {

/// The lines that a finding rests on, as they went over the wire, behind a gutter that says where each stands.
class EvidenceBlock : public RoundedFrame {
    Q_OBJECT
public:
    EvidenceBlock(const Theme &theme, const Finding &finding, QWidget *parent = nullptr);

signals:
    void placeRequested(const QByteArray &where);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void applyTheme();
};

/// The lines as text, one a row, for the clipboard; masked as they are shown.
QString evidenceText(const Finding &finding);

}
