#include "ui/token/comparison_table.h"

#include "ui/controls/fold_head.h"
#include "ui/text/flow_label.h"
#include "ui/token/comparison_line.h"

#include <QVBoxLayout>
#include <algorithm>

namespace keyhole {

namespace {

constexpr size_t kMostLines = 200;

QString namesOf(const std::vector<const MemberComparison *> &members)
{
    constexpr size_t kMostNamed = 8;
    QStringList names;
    for (size_t i = 0; i < members.size() && i < kMostNamed; ++i)
        names << QString::fromUtf8(members[i]->name().left(40));
    if (members.size() > kMostNamed)
        names << QStringLiteral("…");
    return names.join(QStringLiteral(", "));
}

}

ComparisonTable::ComparisonTable(const Theme &theme, QWidget *parent)
    : RoundedFrame(theme, ColorToken::Raised, ColorToken::Border, 8, parent)
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    connect(&theme, &Theme::changed, this, &ComparisonTable::rebuild);
}

void ComparisonTable::setComparison(const TokenComparison &comparison, TimeForm form)
{
    m_comparison = comparison;
    m_form = form;
    rebuild();
}

void ComparisonTable::setStacked(bool stacked)
{
    if (m_stacked == stacked)
        return;
    m_stacked = stacked;
    rebuild();
}

int ComparisonTable::nameWidth() const
{
    const QFontMetrics metrics(theme().font(FontRole::CodeSmall));
    int widest = theme().px(68);
    for (const MemberComparison &member : m_comparison.members)
        widest = qMax(widest, metrics.horizontalAdvance(QString::fromUtf8(member.name().left(40))) + 2);
    return qMin(widest, theme().px(170));
}

void ComparisonTable::addNote(QVBoxLayout *rows, const QString &text)
{
    auto *note = new FlowLabel(theme(), m_body);
    note->setRuns({{text, FontRole::Body, ColorToken::Text2}});
    note->setPadding({theme().px(16), theme().px(10), theme().px(16), theme().px(10)});
    rows->addWidget(note);
}

void ComparisonTable::addLines(QVBoxLayout *rows, const Members &members)
{
    const int width = nameWidth();
    for (size_t i = 0; i < members.size() && i < kMostLines; ++i) {
        auto *line = new ComparisonLine(theme(), *members[i], m_form, rows->parentWidget());
        line->place(m_stacked, width);
        rows->addWidget(line);
    }
    if (members.size() > kMostLines)
        addNote(rows, tr("%n more are not shown", nullptr, int(members.size() - kMostLines)));
}

void ComparisonTable::addFold(QVBoxLayout *rows, const QString &icon, const QString &title, const Members &members)
{
    if (members.empty())
        return;
    auto *head = new FoldHead(theme(), icon, ColorToken::Text2, title, m_body);
    head->setNote(namesOf(members));
    auto *inside = new QWidget(m_body);
    auto *lines = new QVBoxLayout(inside);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    inside->hide();
    rows->addWidget(head);
    rows->addWidget(inside);
    // Made when it is opened: most are never looked at.
    connect(head, &QAbstractButton::toggled, inside, [this, inside, lines, members, title](bool open) {
        if (open && lines->isEmpty())
            addLines(lines, members);
        inside->setVisible(open);
        std::erase(m_opened, title);
        if (open)
            m_opened.push_back(title);
    });
    head->setChecked(std::find(m_opened.begin(), m_opened.end(), title) != m_opened.end());
}

void ComparisonTable::rebuild()
{
    delete m_body;
    m_body = new QWidget(this);
    auto *rows = new QVBoxLayout(m_body);
    rows->setContentsMargins(0, theme().px(4), 0, theme().px(8));
    rows->setSpacing(0);
    Members differing, anew, alike;
    for (const MemberComparison &member : m_comparison.members) {
        const bool same = member.change == MemberComparison::Change::Same;
        (same ? alike : member.eachTime ? anew : differing).push_back(&member);
    }
    if (differing.empty())
        addNote(rows, m_comparison.members.empty() ? tr("There is nothing to compare.") : tr("No claim differs that says anything."));
    addLines(rows, differing);
    addFold(rows, QStringLiteral("refresh-cw"), tr("New in each token"), anew);
    addFold(rows, QStringLiteral("check"), tr("Alike in both"), alike);
    if (m_comparison.leftOut > 0)
        addNote(rows, tr("%n more members were not compared", nullptr, int(m_comparison.leftOut)));
    rows->addStretch();
    layout()->addWidget(m_body);
    m_body->show();
}

}
