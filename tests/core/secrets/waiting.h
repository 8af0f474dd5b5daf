#pragma once

#include "catch.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QFuture>

namespace keyhole {

/// Lets events happen until the condition holds; false when it never did.
template <class Condition> bool becomesTrue(Condition condition, int milliseconds = 20'000)
{
    QDeadlineTimer deadline(milliseconds);
    while (!condition()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 20);
    }
    return true;
}

template <class T> T await(QFuture<T> future, int milliseconds = 20'000)
{
    REQUIRE(becomesTrue([&future] { return future.isFinished(); }, milliseconds));
    REQUIRE(future.resultCount() == 1);
    return future.result();
}

}
