#include "app/cli/interrupt.h"

#include <QSocketNotifier>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace keyhole {

namespace {

int ends[2] = {-1, -1};  // a handler may do no more than write into a pipe

void onSignal(int)
{
    const char byte = 0;
    [[maybe_unused]] const auto written = write(ends[1], &byte, 1);
}

void handle(void (*handler)(int), int flags)
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = flags;
    for (const int signal : {SIGINT, SIGTERM})
        sigaction(signal, &action, nullptr);
}

}

Interrupt::Interrupt(QObject *parent) : QObject(parent)
{
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    auto *notifier = new QSocketNotifier(ends[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, notifier] {
        notifier->setEnabled(false);
        emit happened();
    });
    handle(&onSignal, int(SA_RESETHAND));
}

Interrupt::~Interrupt()
{
    handle(SIG_DFL, 0);
    for (int &end : ends)
        close(std::exchange(end, -1));
}

}
