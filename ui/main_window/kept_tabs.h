#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QStringList>
#include <vector>

namespace keyhole {

/// A tab as it is remembered from one start to the next. What was typed into it and not saved is in the DraftJournal, under its key.
struct KeptTab {
    QByteArray key;
    QString name;
    QString folder, path;  ///< the file that it is saved to; empty: it was never saved
    bool current = false;
    bool closed = false;  ///< with edits that are not saved
    bool changed = false;  ///< never saved, and edited since it was made
    friend bool operator==(const KeptTab &, const KeptTab &) = default;
};

/// What is open in the window, in a file for the owner alone. No secret is in it.
struct KeptTabs {
    QStringList collections;  ///< folders, as they stand in the sidebar
    QStringList recent;  ///< folders that were opened, the last one first
    std::vector<KeptTab> tabs;

    static constexpr int kMostRecent = 10, kMostTabs = 500;
    /// Missing or unreadable: nothing is open.
    static KeptTabs load(const QString &file);
    Result<void> save(const QString &file) const;
    friend bool operator==(const KeptTabs &, const KeptTabs &) = default;
};

}
