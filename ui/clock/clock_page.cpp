#include "ui/clock/clock_page.h"

#include "core/clock/clock_history.h"
#include "core/clock/verdict.h"
#include "core/diagnosis/report.h"
#include "core/text/time_words.h"
#include "ui/clock/clock_chart.h"
#include "ui/clock/clock_explanation.h"
#include "ui/controls/button.h"
#include "ui/tables/plain_table.h"
#include "ui/text/text_label.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace keyhole {

namespace {

constexpr size_t kMostShown = 500;

PlainTable *table(const Theme &theme, const QStringList &columns, const QString &name)
{
    auto *table = new PlainTable(theme);
    auto *model = new QStandardItemModel(0, int(columns.size()), table);
    model->setHorizontalHeaderLabels(columns);
    table->setModel(model);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->horizontalHeader()->setStretchLastSection(true);
    table->setAccessibleName(name);
    return table;
}

QStandardItemModel *rowsOf(const PlainTable *table)
{
    return static_cast<QStandardItemModel *>(table->model());
}

void addRow(PlainTable *table, const QStringList &cells)
{
    QList<QStandardItem *> row;
    for (const QString &cell : cells) {
        row += new QStandardItem(visibleText(cell));
        row.back()->setEditable(false);
    }
    rowsOf(table)->appendRow(row);
}

void clearRows(PlainTable *table)
{
    rowsOf(table)->setRowCount(0);
}

void fitColumns(const Theme &theme, PlainTable *table)
{
    table->resizeColumnsToContents();
    for (int column = 0; column < rowsOf(table)->columnCount(); ++column)
        table->setColumnWidth(column, std::min(table->columnWidth(column) + theme.px(12), theme.px(340)));
}

QString rangeText(const ClockOffset &offset)
{
    return QStringLiteral("%1 … %2 ms").arg(offset.low.count()).arg(offset.high.count());
}

}

ClockPage::ClockPage(const Theme &theme, Session &session, const ClockHistory &history, QWidget *parent)
    : QDialog(parent), m_theme(theme), m_session(session), m_history(history), m_measurement(session.transport(), session.clock()),
      m_query(session.clock()), m_verdict(new TextLabel(theme, {}, FontRole::Headline)),
      m_why(new TextLabel(theme, {}, FontRole::Body, ColorToken::Text2)),
      m_note(new TextLabel(theme, {}, FontRole::Body, ColorToken::Text2)),
      m_told(new TextLabel(theme, {}, FontRole::Body, ColorToken::Text2)),
      m_whatIsSent(new TextLabel(theme, {}, FontRole::Small, ColorToken::Text3))
{
    setWindowTitle(tr("Server clocks"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(theme.px(860), theme.px(760));
    for (TextLabel *label : {m_verdict, m_why, m_note, m_told, m_whatIsSent})
        label->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16));
    layout->setSpacing(theme.px(12));
    layout->addWidget(m_verdict);
    layout->addWidget(m_why);
    layout->addWidget(buildServers(), 1);
    layout->addWidget(buildMeasuring());
    layout->addWidget(buildAsking());
    layout->addWidget(m_told);
    layout->addWidget(buildFoot());
    connect(&session, &Session::clocksChanged, this, &ClockPage::fill);
    fill();
}

QWidget *ClockPage::buildServers()
{
    m_servers = table(m_theme, {tr("Server"), tr("Its clock"), tr("Answers")}, tr("Servers"));
    m_answers
        = table(m_theme, {tr("Answer at"), tr("Allowed by it alone"), tr("Known then"), tr("Round trip")}, tr("Answers of this server"));
    m_chart = new ClockChart(m_theme);
    connect(m_servers->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &index) {
        if (!m_filling && index.isValid() && size_t(index.row()) < m_origins.size()) {
            m_chosen = m_origins[size_t(index.row())];
            showServer();
        }
    });
    auto *box = new QWidget;
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(m_theme.px(8));
    layout->addWidget(m_servers, 2);
    layout->addWidget(m_note);
    layout->addWidget(m_chart);
    layout->addWidget(m_answers, 2);
    return box;
}

QWidget *ClockPage::buildMeasuring()
{
    m_measure = new Button(m_theme, tr("Measure now"));
    connect(m_measure, &Button::clicked, this, &ClockPage::measure);
    connect(&m_measurement, &ClockMeasurement::sampled, this, [this](int clock) {
        const MeasuredClock &measured = m_measurement.clocks().at(size_t(clock));
        const ClockSample &sample = measured.samples.back();
        m_session.takeClock(sample.answer, sample.roundTrip);
        tell(tr("%n requests sent.", nullptr, measured.requests));
    });
    connect(&m_measurement, &ClockMeasurement::measured, this, [this](int clock) {
        const MeasuredClock &measured = m_measurement.clocks().at(size_t(clock));
        tell(tr("%n requests sent. %1", nullptr, measured.requests).arg(measured.why));
    });
    connect(&m_measurement, &ClockMeasurement::finished, this, [this] { m_measure->setText(tr("Measure now")); });
    auto *box = new QWidget;
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(m_theme.px(12));
    layout->addWidget(m_measure);
    layout->addWidget(m_whatIsSent, 1);
    return box;
}

QWidget *ClockPage::buildAsking()
{
    m_timeServer = new QLineEdit;
    m_timeServer->setPlaceholderText(tr("Name of a time server, such as your provider’s"));
    m_timeServer->setAccessibleName(tr("Time server"));
    m_ask = new Button(m_theme, tr("Ask time server"));
    m_ask->setEnabled(false);
    auto *note = new TextLabel(m_theme, tr("Sends one UDP packet to it."), FontRole::Small, ColorToken::Text3);
    connect(m_timeServer, &QLineEdit::textChanged, this, [this](const QString &text) { m_ask->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_timeServer, &QLineEdit::returnPressed, this, &ClockPage::ask);
    connect(m_ask, &Button::clicked, this, &ClockPage::ask);
    connect(&m_query, &TimeServerQuery::finished, this, [this](const Result<NtpAnswer> &answer) {
        m_ask->setEnabled(true);
        if (!answer)
            return tell(answer.error().what + QStringLiteral(". ") + answer.error().remedy);
        m_session.takeTimeServer(answer->offset);
        tell(tr("The time server %1: stratum %2.").arg(offsetText(answer->offset)).arg(answer->stratum));
    });
    auto *box = new QWidget;
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(m_theme.px(12));
    layout->addWidget(m_timeServer, 1);
    layout->addWidget(m_ask);
    layout->addWidget(note);
    return box;
}

QWidget *ClockPage::buildFoot()
{
    auto *explain = new Button(m_theme, tr("How a server’s clock is read"), Button::Kind::Link);
    auto *close = new Button(m_theme, tr("Close"));
    connect(explain, &Button::clicked, this, [this] { (new ClockExplanation(m_theme, this))->show(); });
    connect(close, &Button::clicked, this, &QDialog::close);
    for (Button *button : {m_measure, m_ask, explain, close})
        button->setAutoDefault(false);
    auto *box = new QWidget;
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(explain);
    layout->addStretch();
    layout->addWidget(close);
    return box;
}

void ClockPage::choose(const Origin &origin)
{
    m_chosen = origin;
    fill();
}

void ClockPage::fill()
{
    const ClockVerdict verdict = judgeClocks(m_session.clocks(), m_session.now());
    m_verdict->setForeignText(verdict.headline);
    m_why->setForeignText(verdict.why);
    fillServers();
    showServer();
}

/// Those of this run, then those that the history alone knows.
void ClockPage::fillServers()
{
    const QScopedValueRollback filling(m_filling, true);
    clearRows(m_servers);
    m_origins.clear();
    for (const ClockBook::Entry &entry : m_session.clocks().entries()) {
        m_origins.push_back(entry.origin);
        addRow(m_servers, {QString::fromUtf8(entry.origin.toString()), offsetText(entry.offset), QString::number(entry.answers)});
    }
    for (const Origin &origin : m_history.origins()) {
        if (std::find(m_origins.begin(), m_origins.end(), origin) != m_origins.end())
            continue;
        const auto records = m_history.of(origin);
        m_origins.push_back(origin);
        addRow(m_servers,
               {QString::fromUtf8(origin.toString()),
                tr("%1 at %2").arg(offsetText(records.back().known), utcText(records.back().at, m_session.now())),
                QString::number(records.size())});
    }
    fitColumns(m_theme, m_servers);
    if (!m_origins.empty() && std::find(m_origins.begin(), m_origins.end(), m_chosen) == m_origins.end())
        m_chosen = m_origins.front();
    const auto chosen = std::find(m_origins.begin(), m_origins.end(), m_chosen) - m_origins.begin();
    m_servers->setCurrentIndex(rowsOf(m_servers)->index(int(chosen), 0));
}

void ClockPage::showServer()
{
    auto records = m_history.of(m_chosen);
    if (records.size() > kMostShown)
        records.erase(records.begin(), records.end() - kMostShown);
    clearRows(m_answers);
    for (auto record = records.rbegin(); record != records.rend(); ++record)
        addRow(m_answers,
               {utcText(record->at, m_session.now()), rangeText(record->told), rangeText(record->known), durationText(record->roundTrip)});
    fitColumns(m_theme, m_answers);
    m_chart->setRecords(std::move(records), m_history.localChanges());
    const ClockBook::Entry *entry = m_session.clocks().find(m_chosen);
    m_note->setForeignText(entry ? entry->note : QString());
    m_note->setVisible(entry && !entry->note.isEmpty());
    m_measure->setEnabled(m_chosen.isValid());
    m_whatIsSent->setForeignText(m_chosen.isValid() ? tr("Sends up to %1 HEAD requests to %2, without a credential.")
                                                          .arg(SamplingLimits().requests)
                                                          .arg(QString::fromUtf8(m_chosen.toString()))
                                                    : tr("Send a request first: each answer with a Date tells its server’s clock."));
}

void ClockPage::measure()
{
    if (m_measurement.isRunning()) {
        m_measurement.cancel();
        m_measure->setText(tr("Measure now"));
        return tell(tr("Measuring was ended."));
    }
    if (const auto started = m_measurement.start({m_chosen.toString() + '/'}, m_options); !started)
        return tell(started.error().what);
    m_measure->setText(tr("End measuring"));
    tell(tr("Measuring…"));
}

void ClockPage::ask()
{
    if (!m_ask->isEnabled())
        return;
    const auto server = parseTimeServer(m_timeServer->text());
    if (!server)
        return tell(server.error().what + QStringLiteral(". ") + server.error().remedy);
    m_ask->setEnabled(false);
    tell(tr("Asking the time server…"));
    m_query.ask(*server);
}

void ClockPage::tell(const QString &text)
{
    m_told->setForeignText(text);
    QAccessibleEvent told(m_told, QAccessible::Alert);
    QAccessible::updateAccessibility(&told);
}

}
