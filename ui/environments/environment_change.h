#pragma once

#include "core/session/environment_state.h"

#include <QUndoCommand>

namespace keyhole {

/// A change of environments that was made already: taken back and done again through their files.
class EnvironmentChange : public QUndoCommand {
public:
    /// `folder` finds the collection by then: nullptr, where `place` is not empty, is one that was closed. `tell` gets why a step is not
    /// done.
    struct Place {
        QString folder;  ///< empty: what is for all collections
        std::function<CollectionFolder *()> find;
        std::function<void(const Error &)> tell;
    };
    /// An environment that has another name since.
    struct Rename {
        QString from, to;
    };
    EnvironmentChange(const QString &text, Environments &environments, Place place, EnvironmentState before, EnvironmentState after,
                      std::optional<Rename> rename = {});

    void undo() override;
    void redo() override;

private:
    void bring(const EnvironmentState &now, const EnvironmentState &wanted, const std::optional<Rename> &rename);

    Environments &m_environments;
    const Place m_place;
    const EnvironmentState m_before, m_after;
    const std::optional<Rename> m_rename;
    bool m_done = true;  ///< the first redo() is the change itself
};

}
