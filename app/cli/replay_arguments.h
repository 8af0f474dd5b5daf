#pragma once

#include "core/replay/entry_list.h"
#include "core/replay/har_source.h"
#include "core/replay/replay_options.h"

#include <QStringList>

namespace keyhole {

enum class ReplayFormat { Text, Json, JUnit, Har };

/// What `keyhole-cli replay` was asked for.
struct ReplayArguments {
    QString source;  ///< a folder or a HAR file
    ReplayFormat format = ReplayFormat::Text;
    ReplayOptions options;
    QStringList requests, folders;  ///< paths or names; none: all
    std::vector<int> entries;  ///< of a HAR, from 0; none: all
    HarSettings har;
    std::vector<std::pair<Origin, QString>> tokenFiles;  ///< bearer tokens for origins
    QString envFile;
    bool keepSecrets = false;
    bool list = false;  ///< tell what would be sent, and send nothing
};

/// Fails with the option that does not fit.
Result<ReplayArguments> parseReplayArguments(const QStringList &arguments);

/// "250ms", "2s"; a number by itself counts milliseconds. Fails for anything else, and beyond 24 hours.
Result<Milliseconds> parseDelay(const QString &text);

/// "https://login.example.com=https://api.example.com". Fails where one of the two is no origin.
Result<HandOn> parseHandOn(const QString &text);

}
