#include "core/secrets/glib_bus.h"

#include <QAbstractEventDispatcher>
#include <QLibrary>

namespace keyhole {

namespace {

// The few functions that are needed of GIO (gio/gdbusconnection.h), found at run time as QtKeychain finds libsecret.
struct GDBusConnection;
struct GAsyncResult;
using ReadyCallback = void (*)(void *source, GAsyncResult *result, void *data);
using BusGet = void (*)(int busType, void *cancellable, ReadyCallback ready, void *data);
using BusGetFinish = GDBusConnection *(*)(GAsyncResult *result, void **error);
using SetExitOnClose = void (*)(GDBusConnection *connection, int exit);
constexpr int kSessionBus = 2;  // G_BUS_TYPE_SESSION

QFunctionPointer gio(const char *name)
{
    static QLibrary library("gio-2.0", 0);
    return library.resolve(name);
}

/// The reference is kept: the connection is one for the whole process, and a later one would end it again.
void busIsThere(void *, GAsyncResult *result, void *)
{
    const auto finish = reinterpret_cast<BusGetFinish>(gio("g_bus_get_finish"));
    const auto setExitOnClose = reinterpret_cast<SetExitOnClose>(gio("g_dbus_connection_set_exit_on_close"));
    if (GDBusConnection *connection = finish(result, nullptr))
        setExitOnClose(connection, 0);
}

}

void outliveSessionBus()
{
    static bool asked = false;
    const auto busGet = reinterpret_cast<BusGet>(gio("g_bus_get"));
    if (asked || !busGet || !gio("g_bus_get_finish") || !gio("g_dbus_connection_set_exit_on_close"))
        return;
    asked = true;
    busGet(kSessionBus, nullptr, &busIsThere, nullptr);
}

void forgetSecretSession()
{
    static QLibrary library("secret-1", 0);
    if (const QFunctionPointer disconnect = library.resolve("secret_service_disconnect"))
        disconnect();
}

bool hasGlibEventLoop()
{
    const QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
    return dispatcher && dispatcher->inherits("QEventDispatcherGlib");
}

}
