#pragma once

namespace keyhole {

/// Keeps what this process knows to this account, and out of files: no core files, no debugger but root's (Linux), and every file and
/// folder that it makes is for its owner alone (0600, 0700), from the first byte on. To be called before anything else.
void keepProcessPrivate();

/// Takes the arguments from `from` on out of the lists of processes that every account can read (`ps`, /proc), as curl does with
/// passwords: a header or an address holds secrets as well. To be called once they have been copied; until then they can be read.
void hideArguments(int argc, char *argv[], int from);

}
