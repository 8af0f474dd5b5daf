// A 50 MB JSON body in the viewer: time from the body to the first paint, longest stall of the event loop until all of it is indexed and
// after that while scrolling, and memory as a multiple of the body. The reference is one pass over the same bytes (counting line ends).
#include "ui/response/viewer/text_viewer.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace keyhole;

namespace {

constexpr qsizetype kBody = 50 << 20;

QByteArray makeBody(bool oneLine)
{
    QByteArray body = "[";
    body.reserve(kBody + 256);
    for (int i = 0; body.size() < kBody; ++i) {
        body += "{\"id\":" + QByteArray::number(i) + ",\"name\":\"Order " + QByteArray::number(i * 7919)
            + "\",\"open\":true,\"total\":" + QByteArray::number(i * 0.37) + ",\"tags\":[\"a\",\"b\"],\"note\":null},";
        if (!oneLine)
            body += '\n';
    }
    body += "{}]";
    return body;
}

/// Bytes of memory that the process has resident now, and at most since it was last asked.
double residentMegabytes(const char *field)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith(field))
            return line.mid(line.indexOf(':') + 1).trimmed().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

void forgetPeak()
{
    QFile file(QStringLiteral("/proc/self/clear_refs"));
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}

double ownMilliseconds()
{
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return double(used.tv_sec) * 1e3 + double(used.tv_nsec) / 1e6;
}

/// The longest time between two turns of the event loop, which an idle timer asks for all the time; and the most that this thread itself
/// worked between two turns, which other programs on the machine do not lengthen.
class StallClock : public QTimer {
public:
    StallClock()
    {
        connect(this, &QTimer::timeout, this, [this] {
            m_longest = std::max(m_longest, double(m_since.nsecsElapsed()) / 1e6);
            m_mostWork = std::max(m_mostWork, ownMilliseconds() - m_worked);
            m_since.start();
            m_worked = ownMilliseconds();
        });
        m_since.start();
        start(0);
    }
    double longest() const { return m_longest; }
    double mostWork() const { return m_mostWork; }

private:
    QElapsedTimer m_since;
    double m_longest = 0, m_mostWork = 0, m_worked = ownMilliseconds();
};

double referenceMilliseconds(const QByteArray &body)
{
    QElapsedTimer timer;
    timer.start();
    volatile qsizetype lines = body.count('\n');
    Q_UNUSED(lines);
    return double(timer.nsecsElapsed()) / 1e6;
}

void run(const char *name, bool oneLine)
{
    Theme theme;
    TextViewer viewer(theme);
    viewer.resize(900, 700);
    viewer.show();
    QApplication::processEvents();
    const double before = residentMegabytes("VmRSS");
    const QByteArray body = makeBody(oneLine);
    const double reference = referenceMilliseconds(body);
    forgetPeak();

    StallClock stalls;
    QElapsedTimer timer;
    timer.start();
    viewer.setContent(recognise(body, "application/json"));
    viewer.viewport()->repaint();
    const double firstPaint = double(timer.nsecsElapsed()) / 1e6;
    while (!viewer.document().isComplete())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    const double whole = double(timer.nsecsElapsed()) / 1e6;
    for (int i = 0; i <= 200; ++i) {
        viewer.verticalScrollBar()->setValue(int(qint64(viewer.verticalScrollBar()->maximum()) * i / 200));
        QApplication::processEvents();
    }
    const double memory = (residentMegabytes("VmHWM") - before) / (double(body.size()) / (1 << 20));
    std::printf(
        "%-12s first paint %.1f ms (most 150), longest stall %.1f ms (most 50; %.1f of own work), memory %.2f x the body (most 2.5); "
        "indexed in %.0f ms, %.0f x one pass over the bytes; %lld rows\n",
        name, firstPaint, stalls.longest(), stalls.mostWork(), memory, whole, whole / std::max(0.001, reference),
        qlonglong(viewer.document().rowCount()));
}

}

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    run("lines:", false);
    run("one line:", true);
    return 0;
}
