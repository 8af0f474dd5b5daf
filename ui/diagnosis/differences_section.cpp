#include "ui/diagnosis/differences_section.h"

#include "ui/controls/button.h"
#include "ui/diagnosis/evidence_block.h"
#include "ui/text/flow_label.h"

#include <QVBoxLayout>

namespace keyhole {

namespace {

/// "dark → light": what is now is marked, or what is gone.
Evidence lineOf(const Difference &item)
{
    Evidence line;
    line.where = item.what;
    line.says = item.says;
    line.tone = Evidence::Tone::Context;
    line.text = item.then.isEmpty() ? item.now : item.then;
    if (!item.then.isEmpty() && !item.now.isEmpty())
        line.text += QStringLiteral(" → ") + item.now;
    line.markLength = item.now.isEmpty() ? item.then.size() : item.now.size();
    line.markFrom = line.text.size() - line.markLength;
    if (line.text.isEmpty())
        std::swap(line.text, line.says);
    return line;
}

/// As a finding's evidence is shown; the success itself first.
Finding linesOf(const Differences &differences)
{
    Finding finding;
    finding.role = FindingRole::Note;
    Evidence success;
    success.where = differences.since;
    success.text = differences.success;
    success.tone = Evidence::Tone::Plain;
    finding.evidence.push_back(success);
    for (const Difference &item : differences.items)
        finding.evidence.push_back(lineOf(item));
    return finding;
}

}

DifferencesSection::DifferencesSection(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_column(new QVBoxLayout(this)), m_title(new FlowLabel(theme, this)),
      m_compare(new Button(theme, tr("Compare side by side"), Button::Kind::Link, {}, this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->addWidget(m_title);
    m_column->addWidget(m_compare, 0, Qt::AlignLeft);
    connect(m_compare, &Button::clicked, this, [this] { emit comparisonRequested(m_since); });
    connect(&theme, &Theme::changed, this, &DifferencesSection::applyTheme);
    applyTheme();
    hide();
}

void DifferencesSection::applyTheme()
{
    m_column->setSpacing(m_theme.px(8));
    m_title->setPadding({0, m_theme.px(8), 0, 0});
}

void DifferencesSection::setDifferences(const std::optional<Differences> &differences)
{
    delete m_lines;
    m_lines = nullptr;
    setVisible(differences.has_value());
    if (!differences)
        return;
    m_since = differences->since;
    m_title->setRuns({{differencesHeading(*differences), FontRole::Strong, ColorToken::Text}});
    m_lines = new EvidenceBlock(m_theme, linesOf(*differences), this);
    connect(m_lines, &EvidenceBlock::placeRequested, this, &DifferencesSection::placeRequested);
    m_column->insertWidget(1, m_lines);
    m_lines->show();
}

}
