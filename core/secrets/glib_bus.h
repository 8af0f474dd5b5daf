#pragma once

namespace keyhole {

/// QtKeychain reaches the Secret Service through GLib, which by default ends the whole program with SIGTERM when the session bus goes away.
/// This tells it not to. Asynchronous, once a process; does nothing where there is no GLib. Only to be called when there is a session bus.
void outliveSessionBus();

/// libsecret keeps its session with a keychain for as long as the program runs, and fails for ever when the keychain was restarted. This
/// makes it open a new one with the next job. No job may be running.
void forgetSecretSession();

/// Whether answers that come through GLib arrive at all: they do not with Qt's own event loop (QT_NO_GLIB).
bool hasGlibEventLoop();

}
