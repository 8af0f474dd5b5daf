#pragma once

#include "core/clock/time_server.h"
#include "core/session/clock_measurement.h"
#include "core/session/session.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QLineEdit;

namespace keyhole {

class Button;
class ClockChart;
class ClockHistory;
class PlainTable;
class TextLabel;

/// Whose clock is off, what each server told of its own over time, and the means to know it better. Sends nothing by itself. Not modal;
/// goes when it is closed.
class ClockPage : public QDialog {
    Q_OBJECT
public:
    ClockPage(const Theme &theme, Session &session, const ClockHistory &history, QWidget *parent = nullptr);

    /// How requests of a measurement go: proxy, certificates and the like.
    void setTransportOptions(const TransportOptions &options) { m_options = options; }
    void choose(const Origin &origin);

private:
    QWidget *buildServers();
    QWidget *buildMeasuring();
    QWidget *buildAsking();
    QWidget *buildFoot();
    void fill();
    void fillServers();
    void showServer();
    void measure();
    void ask();
    void tell(const QString &text);

    const Theme &m_theme;
    Session &m_session;
    const ClockHistory &m_history;
    TransportOptions m_options;
    ClockMeasurement m_measurement;
    TimeServerQuery m_query;
    std::vector<Origin> m_origins;  ///< a row each
    Origin m_chosen;
    bool m_filling = false;
    TextLabel *m_verdict, *m_why, *m_note, *m_told, *m_whatIsSent;
    PlainTable *m_servers, *m_answers;
    ClockChart *m_chart;
    Button *m_measure, *m_ask;
    QLineEdit *m_timeServer;
};

}
