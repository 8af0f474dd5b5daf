#pragma once

#include <QElapsedTimer>
#include <QFile>
#include <QThread>
#include <QTimer>
#include <algorithm>

namespace keyhole {

/// For how many milliseconds this thread was ready to run, and the machine had no time for it; 0 where the system does not tell.
inline qint64 waitedForProcessor()
{
    QFile file(QStringLiteral("/proc/thread-self/schedstat"));
    return file.open(QFile::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() / 1'000'000 : 0;
}

/// The longest time between two beats of an event loop that should have one every other millisecond, without what it waited for a
/// processor.
struct Heartbeat : QObject {
    QTimer *timer = nullptr;
    QElapsedTimer since;
    qint64 waited = 0, longest = 0;  ///< milliseconds

    void begin()
    {
        timer = new QTimer(this);
        connect(timer, &QTimer::timeout, this, &Heartbeat::beat);
        since.start();
        waited = waitedForProcessor();
        timer->start(2);
    }

    void beat()
    {
        const qint64 before = std::exchange(waited, waitedForProcessor());
        longest = std::max(longest, since.restart() - (waited - before));
    }

    void end()
    {
        beat();
        timer->stop();
    }
};

/// How many milliseconds longer the window kept from answering than a loop with nothing to do: the machine makes both wait for its own
/// reasons.
template <class Operation> qint64 excess(Operation operation)
{
    Heartbeat idle, window;
    QThread other;
    idle.moveToThread(&other);
    other.start();
    QMetaObject::invokeMethod(&idle, &Heartbeat::begin);
    window.begin();
    operation();
    window.end();
    QMetaObject::invokeMethod(&idle, &Heartbeat::end, Qt::BlockingQueuedConnection);
    other.quit();
    other.wait();
    return window.longest - idle.longest;
}

/// The least of a few rounds: what the operation itself takes is in each of them.
template <class Operation> qint64 leastExcess(Operation operation, qint64 limit, int rounds = 5)
{
    qint64 least = excess(operation);
    for (int round = 1; round < rounds && least > limit; ++round)
        least = std::min(least, excess(operation));
    return least;
}

}
