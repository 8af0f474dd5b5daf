#include "ui/replay/replay_window.h"

#include "core/replay/replay_report.h"
#include "ui/controls/button.h"
#include "ui/environments/question_bar.h"
#include "ui/replay/choice_model.h"
#include "ui/replay/host_model.h"
#include "ui/replay/progress_line.h"
#include "ui/replay/result_model.h"
#include "ui/replay/run_settings.h"
#include "ui/tables/plain_table.h"
#include "ui/text/text_label.h"

#include <QCheckBox>
#include <QKeyEvent>
#include <QPainter>
#include <QSortFilterProxyModel>
#include <QStackedWidget>

namespace keyhole {

namespace {

constexpr size_t kEarlier = 50;  // exchanges before one that its diagnosis reads
constexpr int kTick = 250;  // ms between two looks at the time that is left

enum Page { ChoicePage, ResultPage };

QString leftText(Milliseconds left)
{
    const qint64 seconds = (left.count() + 999) / 1000;
    return seconds < 90 ? ReplayWindow::tr("about %1 s left").arg(seconds) : ReplayWindow::tr("about %1 min left").arg((seconds + 59) / 60);
}

}

ReplayWindow::ReplayWindow(const Theme &theme, Session &session, ReplaySubject subject, QWidget *parent)
    : QWidget(parent, Qt::Window), m_theme(theme), m_session(session), m_subject(std::move(subject)),
      m_choices(new ChoiceModel(theme, m_subject.source->items(), !m_subject.recording, this)), m_filtered(new QSortFilterProxyModel(this)),
      m_results(new ResultModel(theme, this)), m_settings(new RunSettings(theme)), m_choiceTable(new PlainTable(theme)),
      m_resultTable(new PlainTable(theme)), m_pages(new QStackedWidget), m_sendChanges(new QCheckBox),
      m_recorded(new QCheckBox(tr("Send &recorded credentials to the origins that they were recorded for"))),
      m_question(new QuestionBar(theme)), m_line(new ProgressLine(theme)), m_told(new TextLabel(theme)),
      m_detail(new TextLabel(theme, {}, FontRole::Body, ColorToken::Text2)), m_start(new Button(theme, tr("&Send"), Button::Kind::Primary)),
      m_pause(new Button(theme, tr("&Pause"))), m_cancel(new Button(theme, tr("&Cancel"))),
      m_back(new Button(theme, tr("&Back to the choice"))), m_save(new Button(theme, tr("Save &results")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Replay: %1").arg(visibleText(m_subject.source->name())));
    resize(theme.px(1040), theme.px(660));
    setMinimumSize(theme.px(820), theme.px(440));
    m_pages->addWidget(makeChoicePage());
    m_pages->addWidget(makeResultPage());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12));
    column->setSpacing(theme.px(10));
    column->addWidget(m_question);
    column->addWidget(m_settings);
    column->addWidget(m_pages, 1);
    column->addWidget(makeFoot());
    if (!m_subject.chosen.empty())
        m_choices->chooseOnly(m_subject.chosen);
    connectParts();
    fitColumns();
    showChoice();
}

ReplayWindow::~ReplayWindow()
{
    m_results->setRun(nullptr);
    m_run.reset();  // before its session
}

QString ReplayWindow::told() const
{
    return m_told->text();
}

void ReplayWindow::refuse(const Error &error)
{
    m_told->setColor(ColorToken::Danger);
    m_told->setForeignText(error.remedy.isEmpty() ? error.what : error.what + QLatin1Char(' ') + error.remedy);
}

/// What is going to be sent, before it is: how many, and what of it changes data.
void ReplayWindow::showChoice()
{
    m_pages->setCurrentIndex(ChoicePage);
    m_question->takeBack();
    const std::vector<int> chosen = m_choices->chosen();
    const QString changes = changingMethodsText(changingMethods(m_subject.source->items(), chosen));
    const int left = changing();
    m_sendChanges->setVisible(left > 0);
    const QString question = m_subject.environment.production ? tr("Send what changes data, in production (%1)").arg(changes)
                                                              : tr("Send what changes data too (%1)").arg(changes);
    m_sendChanges->setText(QString(question).replace(QLatin1Char('&'), QStringLiteral("&&")));
    const int sent = int(chosen.size()) - (m_sendChanges->isChecked() ? 0 : left);
    m_start->setText(sent == 0 ? tr("&Send") : tr("&Send %n requests", nullptr, sent));
    m_start->setEnabled(sent > 0);
    tellChoice();
    for (QWidget *button : {static_cast<QWidget *>(m_pause), static_cast<QWidget *>(m_cancel), static_cast<QWidget *>(m_back),
                            static_cast<QWidget *>(m_save), static_cast<QWidget *>(m_line)})
        button->hide();
    m_start->show();
    m_settings->setEnabled(true);
}

void ReplayWindow::tellChoice()
{
    m_told->setColor(ColorToken::Text2);
    const QString &name = m_subject.environment.name;
    const QString environment = name.isEmpty() ? tr("no environment") : tr("environment %1").arg(visibleText(name));
    const QString changes = changingMethodsText(changingMethods(m_subject.source->items(), m_choices->chosen()));
    m_told->setForeignText(!changes.isEmpty() && !m_sendChanges->isChecked()
                               ? tr("%1. Left out without the tick; nothing was sent yet.").arg(changes)
                               : tr("Nothing was sent yet; %1.").arg(environment));
}

/// How many of those that are chosen change data.
int ReplayWindow::changing() const
{
    int count = 0;
    for (const auto &[method, each] : changingMethods(m_subject.source->items(), m_choices->chosen()))
        count += each;
    return count;
}

void ReplayWindow::start()
{
    m_question->takeBack();
    ReplayOptions options;
    options.environment = m_subject.environment.name;
    options.handOns = m_subject.handOns;
    options.sendChanges = m_sendChanges->isChecked() && changing() > 0;
    if (const auto applied = m_settings->applyTo(options); !applied)
        return refuse(applied.error());
    if (m_hosts) {
        auto settings = m_hosts->settings(m_recorded->isChecked());
        if (!settings)
            return refuse(settings.error());
        m_subject.recording->setSettings(std::move(*settings));
    }
    if (!options.sendChanges || !m_subject.environment.production)
        return begin(std::move(options));
    const QString what = changingMethodsText(changingMethods(m_subject.source->items(), m_choices->chosen())) + QLatin1Char('.');
    tellChoice();  // what was wrong before is right now
    m_question->ask(QuestionBar::inProduction(what, m_subject.environment.name), [this, options](bool) { begin(options); });
}

void ReplayWindow::begin(ReplayOptions options)
{
    m_results->setRun(nullptr);
    m_run.reset();
    m_runSession = std::make_unique<Session>(m_session.transport(), m_session.clock());
    m_runSession->setCredentials(m_session.credentials());
    m_runSession->setTokens(m_session.tokens());
    m_runSession->jarOf(options.environment) = m_session.jarOf(m_subject.environment.jar());
    connect(m_runSession.get(), &Session::exchangeFinished, this, &ReplayWindow::exchangeFinished);
    m_run = std::make_unique<ReplayRun>(*m_runSession, *m_subject.source, m_choices->chosen(), std::move(options));
    if (m_noise)
        m_run->setNoise(*m_noise);
    m_results->setRun(m_run.get());
    connect(m_run.get(), &ReplayRun::stateChanged, this, &ReplayWindow::showProgress);
    connect(m_run.get(), &ReplayRun::finished, this, &ReplayWindow::ended);
    if (const auto started = m_run->start(); !started)
        return refuse(started.error());
    m_pages->setCurrentIndex(ResultPage);
    m_ticking.start(kTick);
    showProgress();
}

/// What was not sent since it lacked somebody's leave is asked for, and sent with the rest when it is given.
void ReplayWindow::ended()
{
    if (const auto kept = m_subject.source->keepResults(); !kept)
        refuse(kept.error());
    std::vector<HandOn> needed;
    for (const ReplayResult &result : m_run->results())
        addHandOns(needed, result.withheld);
    if (needed.empty())
        return;
    QuestionBar::Question question = QuestionBar::toHandOn(needed);
    question.yes = tr("Allow until I quit, and send all again");
    m_question->ask(question, [this, needed](bool) {
        addHandOns(m_subject.handOns, needed);
        emit handOnsAllowed(needed);
        start();
    });
}

void ReplayWindow::pauseOrResume()
{
    if (m_run && m_run->state() == ReplayRun::State::Paused)
        m_run->resume();
    else if (m_run)
        m_run->pause();
}

void ReplayWindow::cancel()
{
    if (m_run)
        m_run->cancel();
}

void ReplayWindow::showProgress()
{
    const ReplayProgress progress = m_run->progress();
    const ReplayRun::State state = m_run->state();
    const bool over = state == ReplayRun::State::Finished;
    m_line->setShares(double(progress.done) / progress.total, double(progress.failed) / progress.total);
    m_told->setColor(progress.failed > 0 ? ColorToken::Danger : ColorToken::Text2);
    if (over) {
        m_ticking.stop();
        m_told->setForeignText(replaySummaryText(reportOf(*m_run)).simplified());
    } else {
        QStringList parts{tr("%1 of %2").arg(progress.done).arg(progress.total)};
        if (progress.failed > 0)
            parts += tr("%1 failed").arg(progress.failed);
        if (progress.left)
            parts += leftText(*progress.left);
        if (state == ReplayRun::State::Paused)
            parts += progress.running > 0 ? tr("pausing, %1 on their way").arg(progress.running) : tr("paused");
        m_told->setText(parts.join(tr(", ")));
    }
    m_pause->setText(state == ReplayRun::State::Paused ? tr("&Go on") : tr("&Pause"));
    m_pause->setVisible(!over);
    m_cancel->setVisible(!over);
    m_back->setVisible(over);
    m_save->setVisible(over);
    m_line->show();
    m_start->setVisible(over);
    m_start->setText(tr("&Send again"));
    m_start->setEnabled(over);
    m_sendChanges->hide();
    m_settings->setEnabled(over);
}

/// Why the row's request failed, or what is to be known of it.
void ReplayWindow::showDetail()
{
    const ReplayResult *result = m_results->result(m_resultTable->currentIndex().row());
    QStringList lines;
    if (result) {
        for (const JudgedExpectation &each : result->expectations) {
            if (!each.held)
                lines += each.says;
        }
        if (!result->says.isEmpty() && !lines.contains(result->says))
            lines.prepend(result->says);
        if (!result->headline.isEmpty() && !result->cause.isEmpty() && !lines.contains(result->headline))
            lines.prepend(result->headline);
        if (result->change.isChanged())
            lines += tr("Since the last time: %1.").arg(changeText(result->change, result->seen));
        else if (result->change.noise)
            lines += tr("Only what differs from answer to answer is another than the last time.");
        lines += result->notes;
    }
    m_detail->setForeignText(lines.isEmpty() ? tr("Enter opens what was sent and what came.") : lines.join(QLatin1Char(' ')));
}

void ReplayWindow::selectResult(int row)
{
    m_resultTable->setCurrentIndex(m_results->index(row, 0));
}

void ReplayWindow::openResult(int row)
{
    const ReplayResult *result = m_results->result(row);
    if (!result)
        return;
    if (!result->exchange)
        return refuse({result->wasSent() ? tr("What came was too much to keep.") : tr("Nothing was sent for this row."), {}, {}});
    std::vector<const Exchange *> earlier;
    for (int each = std::max(0, row - int(kEarlier)); each < row; ++each) {
        if (const ReplayResult *before = m_results->result(each); before && before->exchange)
            earlier.push_back(before->exchange.get());
    }
    const CookieJar &jar = m_runSession->jarOf(m_subject.environment.name);
    emit exchangeChosen(result->exchange, Session::diagnose(*result->exchange, earlier, &jar, &m_runSession->clocks()),
                        result->name.isEmpty() ? result->place : result->name);
}

void ReplayWindow::save(const QString &ending, const QByteArray &content)
{
    emit saveRequested(tr("replay") + ending, content);
}

void ReplayWindow::chooseShown(bool chosen)
{
    std::vector<int> rows;
    for (int row = 0; row < m_filtered->rowCount(); ++row)
        rows.push_back(m_filtered->mapToSource(m_filtered->index(row, 0)).row());
    std::sort(rows.begin(), rows.end());
    m_choices->choose(rows, chosen);
}

void ReplayWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape)
        return QWidget::keyPressEvent(event);
    if (m_run && m_run->state() != ReplayRun::State::Finished)
        return cancel();
    close();
}

void ReplayWindow::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_theme.color(ColorToken::Window));
}

}
