#pragma once

#include "core/replay/har_source.h"
#include "core/replay/replay_run.h"
#include "core/session/environments.h"
#include "ui/theme/theme.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QSortFilterProxyModel;
class QStackedWidget;

namespace keyhole {

class Button;
class ChoiceModel;
class HostModel;
class PlainTable;
class ProgressLine;
class QuestionBar;
class ResultModel;
class RunSettings;
class TextLabel;

/// What a replay window is opened for.
struct ReplaySubject {
    std::unique_ptr<ReplaySource> source;
    HarSource *recording = nullptr;  ///< the source, where it is a recording
    EnvironmentChoice environment = {};  ///< without a name: none
    std::vector<int> chosen = {};  ///< of a recording: the entries that are ticked at first; none: those that change nothing
    std::vector<HandOn> handOns = {};  ///< allowed before
};

/// Chooses requests of a source, sends them, and shows what comes. Not modal; deletes itself when it is closed, and what is on its way ends
/// then. The run has a session of its own, with the cookies that the given one holds by then; those that it gets stay with it.
class ReplayWindow : public QWidget {
    Q_OBJECT
public:
    /// The session must outlive it: transport, clock, credentials and tokens are its own.
    ReplayWindow(const Theme &theme, Session &session, ReplaySubject subject, QWidget *parent = nullptr);
    ~ReplayWindow() override;

    /// What runs learn from and teach; outlives it.
    void setNoise(NoiseMemory *noise) { m_noise = noise; }

    ChoiceModel *choices() const { return m_choices; }
    HostModel *hosts() const { return m_hosts; }  ///< none where it is no recording
    ResultModel *results() const { return m_results; }
    RunSettings *settings() const { return m_settings; }
    QCheckBox *sendChanges() const { return m_sendChanges; }
    QuestionBar *question() const { return m_question; }
    ReplayRun *run() const { return m_run.get(); }
    void selectResult(int row);
    QString told() const;

public slots:
    void start();
    void pauseOrResume();
    void cancel();
    void openResult(int row);

signals:
    /// A row was opened: what was sent and came, diagnosed.
    void exchangeChosen(std::shared_ptr<const keyhole::Exchange> exchange, const keyhole::Report &report, const QString &name);
    /// A report is to be saved under a name.
    void saveRequested(const QString &name, const QByteArray &content);
    void exchangeFinished(const keyhole::Diagnosed &diagnosed);
    /// A person allowed it for secrets of answers.
    void handOnsAllowed(const std::vector<keyhole::HandOn> &handOns);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeChoicePage();
    QWidget *makeResultPage();
    QWidget *makeHosts();
    QWidget *makeFoot();
    QWidget *makeChooser();
    void connectParts();
    void fitColumns();
    void chooseShown(bool chosen);
    int changing() const;
    void begin(ReplayOptions options);
    void ended();
    void showChoice();
    void tellChoice();
    void showProgress();
    void showDetail();
    void save(const QString &ending, const QByteArray &content);
    void refuse(const Error &error);

    const Theme &m_theme;
    Session &m_session;
    ReplaySubject m_subject;
    std::unique_ptr<Session> m_runSession;
    NoiseMemory *m_noise = nullptr;
    std::unique_ptr<ReplayRun> m_run;
    ChoiceModel *m_choices;
    QSortFilterProxyModel *m_filtered;
    HostModel *m_hosts = nullptr;
    ResultModel *m_results;
    RunSettings *m_settings;
    PlainTable *m_choiceTable, *m_resultTable, *m_hostTable = nullptr;
    QStackedWidget *m_pages;
    QCheckBox *m_sendChanges, *m_recorded;
    QuestionBar *m_question;
    ProgressLine *m_line;
    TextLabel *m_told, *m_detail;
    Button *m_start, *m_pause, *m_cancel, *m_back, *m_save;
    QTimer m_ticking;
};

}
