#pragma once

#include <QStringList>
#include <span>

namespace keyhole {

/// What each command of keyhole-cli answers to its caller.
enum ExitStatus { kDone = 0, kDiffers = 1, kWrongUse = 2, kUnreadable = 3 };

/// A command: its name, what it is for in one line, its page, and what it does with the arguments behind its name.
struct Command {
    const char *name;
    const char *summary;
    const char *help;
    int (*run)(const QStringList &arguments);  ///< gives the exit status
};

extern const Command diagnoseCommand;
extern const Command sendCommand;
extern const Command probeCommand;
extern const Command bisectCommand;
extern const Command convertCommand;
extern const Command tokenCommand;
extern const Command compareCommand;
extern const Command historyCommand;
extern const Command noiseCommand;
extern const Command cookiesCommand;
extern const Command credentialsCommand;
extern const Command clockCommand;
extern const Command collectionCommand;
extern const Command replayCommand;
extern const Command explainCommand;
extern const Command signInCommand;
extern const Command labCommand;

}
