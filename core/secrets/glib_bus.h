#pragma once

namespace keyhole {

/// QtKeychain reaches the Secret Service through GLib, which by default ends the whole program with SIGTERM when the session bus goes away.
/// This tells it not to. Asynchronous, once a process; does nothing where there is no GLib. Only to be called when there is a session bus.
void outliveSessionBus();

/// Whether answers that come through GLib arrive at all: they do not with Qt's own event loop (QT_NO_GLIB).
bool hasGlibEventLoop();

}
