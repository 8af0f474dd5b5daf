#include "ui/environments/environment_change.h"

#include <QCoreApplication>

namespace keyhole {

EnvironmentChange::EnvironmentChange(const QString &text, Environments &environments, Place place, EnvironmentState before,
                                     EnvironmentState after, std::optional<Rename> rename)
    : QUndoCommand(text), m_environments(environments), m_place(std::move(place)), m_before(std::move(before)), m_after(std::move(after)),
      m_rename(std::move(rename))
{ }

void EnvironmentChange::undo()
{
    bring(m_after, m_before, m_rename ? std::optional(Rename{m_rename->to, m_rename->from}) : std::nullopt);
}

void EnvironmentChange::redo()
{
    if (!std::exchange(m_done, false))
        bring(m_before, m_after, m_rename);
}

void EnvironmentChange::bring(const EnvironmentState &now, const EnvironmentState &wanted, const std::optional<Rename> &rename)
{
    CollectionFolder *folder = m_place.folder.isEmpty() ? nullptr : m_place.find();
    SaveResult<> done;
    if (!m_place.folder.isEmpty() && !folder)
        done = failure(
            SaveFailure{SaveFailure::Reason::Gone,
                        {QCoreApplication::translate("keyhole::EnvironmentChange", "The collection is not open any more."), {}, {}}});
    else
        done = bringTo(m_environments, folder, now, wanted);
    if (done && rename)
        m_environments.renamed(folder, rename->from, rename->to);
    if (done)
        return;
    setObsolete(true);
    m_place.tell(done.error().error);
}

}
