#include "core/clock/verdict.h"
#include "core/session/clock_recorder.h"
#include "core/text/time_words.h"
#include "ui/clock/clock_page.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/notice_bar.h"

namespace keyhole {

void MainWindow::openClockHistory()
{
    ClockHistory history;
    if (!m_surroundings.clockFile.isEmpty()) {
        auto opened = ClockHistory::open(m_surroundings.clockFile, m_session.now());
        if (!opened && opened.error().fault == DatabaseFault::Damaged && setAside(m_surroundings.clockFile))
            opened = ClockHistory::open(m_surroundings.clockFile, m_session.now());
        if (opened)
            history = std::move(*opened);
        else
            refuse(opened.error().error);
    }
    m_clockRecorder = new ClockRecorder(m_session, std::move(history), this);
    connect(m_clockRecorder, &ClockRecorder::failed, this, &MainWindow::refuse);
}

void MainWindow::showClock()
{
    const OpenRequest *request = m_requests.current();
    const ClockBook::Entry *entry = nullptr;
    if (request && request->answer)
        entry = m_session.clocks().find(request->answer->exchange->last().request.url.origin());
    if (!entry)
        return m_status->setEntry(StatusLine::HostClock, {});
    const QString host = QString::fromUtf8(entry->origin.host);
    const QString size = durationText(std::chrono::abs(entry->offset.middle())), doubt = doubtText(entry->offset);
    if (entry->offset.contains(Milliseconds(0)))
        m_status->setEntry(StatusLine::HostClock, tr("%1: clocks agree, %2").arg(host, doubt));
    else if (entry->offset.middle().count() > 0)
        m_status->setEntry(StatusLine::HostClock, tr("%1 is %2 ahead, %3").arg(host, size, doubt), ColorToken::Warn);
    else
        m_status->setEntry(StatusLine::HostClock, tr("%1 is %2 behind, %3").arg(host, size, doubt), ColorToken::Warn);
}

/// At the server of the open request, where it has answered.
void MainWindow::showClocks()
{
    auto *page = new ClockPage(m_theme, m_session, m_clockRecorder->history(), this);
    page->setTransportOptions(m_settings.transport);
    const OpenRequest *request = m_requests.current();
    if (request && request->answer)
        page->choose(request->answer->exchange->last().request.url.origin());
    page->show();
}

}
