#include "ui/compare/difference_section.h"

#include "ui/compare/difference_row.h"
#include "ui/controls/fold_head.h"
#include "ui/text/flow_label.h"

#include <QVBoxLayout>

namespace keyhole {

namespace {

QString namesOf(const std::vector<ExchangeDifference> &differences)
{
    constexpr qsizetype kMostNamed = 10;
    QStringList names;
    for (const ExchangeDifference &each : differences) {
        const QString name = each.name.isEmpty() ? each.says : each.name;
        if (each.weight == DifferenceWeight::Noise && !names.contains(name))
            names += name;
    }
    if (names.size() > kMostNamed)
        names = names.mid(0, kMostNamed) << QStringLiteral("…");
    return names.join(QStringLiteral(", "));
}

}

std::vector<DifferenceSection::Subject> DifferenceSection::subjects()
{
    using Part = ComparedPart;
    return {{tr("Address"), {Part::Address}},
            {tr("Request headers"), {Part::RequestFields}},
            {tr("Credential and claims"), {Part::Credential}},
            {tr("Cookies"), {Part::Cookies}},
            {tr("Request body"), {Part::RequestBody}},
            {tr("Clock"), {Part::Clock}},
            {tr("TLS and connection"), {Part::Tls, Part::Connection, Part::Times}},
            {tr("Redirects"), {Part::Redirects}},
            {tr("Status"), {Part::Status}},
            {tr("Response headers"), {Part::ResponseFields}},
            {tr("Response body"), {Part::ResponseBody}}};
}

DifferenceSection::DifferenceSection(const Theme &theme, const Subject &subject, std::vector<ExchangeDifference> differences,
                                     QWidget *parent)
    : RoundedFrame(theme, ColorToken::Raised, ColorToken::Border, 8, parent), m_title(subject.title), m_differences(std::move(differences)),
      m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, theme.px(6));
    m_column->setSpacing(0);
    const auto noise = std::count_if(m_differences.begin(), m_differences.end(),
                                     [](const ExchangeDifference &each) { return each.weight == DifferenceWeight::Noise; });
    const auto telling = qsizetype(m_differences.size()) - noise;
    auto *head = new FlowLabel(theme, this);
    const QString note = telling > 0 ? QString::number(telling) : noise > 0 ? tr("nothing but noise") : tr("alike in both");
    head->setRuns({{subject.title, FontRole::Strong, ColorToken::Text}, {QStringLiteral("  ") + note, FontRole::Small, ColorToken::Text3}});
    head->setPadding({theme.px(12), theme.px(11), theme.px(12), theme.px(6)});
    head->setAccessibleName(tr("%1: %2").arg(subject.title, note));
    m_column->addWidget(head);
    addRows(m_column, false);
    addNoise(noise);
}

void DifferenceSection::addRows(QVBoxLayout *column, bool noise)
{
    for (const ExchangeDifference &each : m_differences) {
        if ((each.weight == DifferenceWeight::Noise) != noise)
            continue;
        auto *row = new DifferenceRow(theme(), each, column->parentWidget());
        connect(row, &DifferenceRow::placeRequested, this, &DifferenceSection::placeRequested);
        column->addWidget(row);
        m_rows.push_back(row);
    }
}

void DifferenceSection::addNoise(qsizetype count)
{
    if (count == 0)
        return;
    auto *head = new FoldHead(theme(), QStringLiteral("layers"), ColorToken::Text3, tr("%n folded as noise", nullptr, int(count)), this);
    head->setNote(namesOf(m_differences));
    auto *inside = new QWidget(this);
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    inside->hide();
    m_column->addWidget(head);
    m_column->addWidget(inside);
    // Made when it is opened: most are never looked at.
    connect(head, &QAbstractButton::toggled, this, [this, inside, column](bool open) {
        if (open && column->isEmpty())
            addRows(column, true);
        inside->setVisible(open);
        emit rearranged();
    });
}

void DifferenceSection::addBelow(QWidget *widget)
{
    m_column->addWidget(widget);
}

}
