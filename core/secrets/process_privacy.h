#pragma once

namespace keyhole {

/// Keeps what this process knows to this account, and out of files: no core files, no debugger but root's (Linux), and every file and
/// folder that it makes is for its owner alone (0600, 0700), from the first byte on. To be called before anything else.
void keepProcessPrivate();

}
