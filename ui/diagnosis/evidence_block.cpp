#include "ui/diagnosis/evidence_block.h"

#include "ui/diagnosis/appearance.h"
#include "ui/diagnosis/evidence_line.h"

#include <QPainter>
#include <QVBoxLayout>

namespace keyhole {

EvidenceBlock::EvidenceBlock(const Theme &theme, const Finding &finding, QWidget *parent)
    : RoundedFrame(theme, ColorToken::Sunken, ColorToken::Border, 6, parent)
{
    setLayoutDirection(Qt::LeftToRight);
    auto *lines = new QVBoxLayout(this);
    lines->setSpacing(0);
    for (const Evidence &evidence : finding.evidence) {
        auto *line = new EvidenceLine(theme, evidence, finding.role, this);
        connect(line, &EvidenceLine::placeRequested, this, &EvidenceBlock::placeRequested);
        lines->addWidget(line);
    }
    connect(&theme, &Theme::changed, this, &EvidenceBlock::applyTheme);
    applyTheme();
}

void EvidenceBlock::applyTheme()
{
    layout()->setContentsMargins(0, theme().px(7), 0, theme().px(7));
}

void EvidenceBlock::paintEvent(QPaintEvent *event)
{
    RoundedFrame::paintEvent(event);
    QPainter painter(this);
    painter.setPen(theme().color(ColorToken::Border));
    const double x = theme().px(72) + 0.5;
    painter.drawLine(QPointF(x, 1), QPointF(x, height() - 1));
}

QString evidenceText(const Finding &finding)
{
    QStringList lines;
    for (const Evidence &evidence : finding.evidence) {
        QString line = QStringLiteral("%1: %2").arg(gutterText(evidence.where), visibleText(evidence.text));
        if (!evidence.says.isEmpty())
            line += QStringLiteral("  (%1)").arg(visibleText(evidence.says));
        lines << line;
    }
    return lines.join(u'\n');
}

}
