// What the window of environments changes, in files and in memory.
#include "ui/environments/environment_window.h"

#include "core/diagnosis/report.h"
#include "ui/environments/question_bar.h"
#include "ui/environments/secret_prompt.h"
#include "ui/environments/variable_rows_model.h"
#include "ui/request/growing_table.h"
#include "ui/text/text_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QScopedValueRollback>

namespace keyhole {

namespace {

QString pathOf(const QString &environment)
{
    return QStringLiteral("environments/") + environment + QStringLiteral(".yml");
}

/// A name that can be one of a file, on every system.
bool isFileName(const QString &name)
{
    static const QString refused = QStringLiteral("/\\:*?\"<>|");
    return !name.isEmpty() && !name.startsWith('.') && !name.endsWith('.')
        && std::none_of(name.begin(), name.end(), [](QChar c) { return c.unicode() < 0x20 || refused.contains(c); });
}

/// Where values may go at first: the origins that the other variables spell out.
std::vector<Origin> originsIn(const std::vector<VariableRow> &rows)
{
    std::vector<Origin> origins;
    for (const VariableRow &row : rows) {
        const auto url = row.value.startsWith("http") ? Url::parse(row.value) : Url::parse({});
        if (url && url->origin().isValid() && std::find(origins.begin(), origins.end(), url->origin()) == origins.end())
            origins.push_back(url->origin());
    }
    return origins;
}

}

CollectionFolder *EnvironmentWindow::folderOf(const VariablePlace &place) const
{
    if (place.folder.isEmpty())
        return m_environments.shared();
    for (CollectionFolder *folder : m_folders()) {
        if (folder->folder() == place.folder)
            return folder;
    }
    return nullptr;
}

void EnvironmentWindow::tell(const Error &error)
{
    m_message->setForeignText(visibleText(error.what + QLatin1Char(' ') + error.remedy));
    m_message->show();
}

/// Does what changes the environments of the current folder, and remembers the way back where it changed something.
template <class Change>
void EnvironmentWindow::change(const QString &text, Change change, const std::optional<EnvironmentChange::Rename> &rename)
{
    const VariablePlace place = m_list->current();
    const auto find = [this, place] { return folderOf(place); };
    const auto state = [&] { return stateOf(m_environments, place.folder.isEmpty() ? nullptr : find()); };
    EnvironmentState before = state();
    change();
    EnvironmentState after = state();
    if (!isSame(before, after))
        m_changes.push(new EnvironmentChange(text, m_environments, {place.folder, find, [this](const Error &error) { tell(error); }},
                                             std::move(before), std::move(after), rename));
}

void EnvironmentWindow::saveMemory()
{
    const QString name = m_list->current().name;
    for (Environment environment : m_environments.inMemory()) {
        if (environment.name != name)
            continue;
        environment.variables.clear();
        for (const VariableRow &row : m_rows->rows()) {
            if (row.enabled && !row.name.isEmpty())
                environment.variables.push_back({row.name, row.value, row.secret});
        }
        environment.color = m_color->text().trimmed().toUtf8();
        environment.production = m_production->isChecked();
        return m_environments.addInMemory(environment);
    }
}

void EnvironmentWindow::save()
{
    if (!m_showing)
        change(tr("Edit of variables"), [this] { write(); });
}

void EnvironmentWindow::write()
{
    SaveResult<> saved;
    {
        const QScopedValueRollback showing(m_showing, true);
        const VariablePlace place = m_list->current();
        m_message->hide();
        if (!place.folder.isEmpty() && !folderOf(place))
            return tell({tr("The collection is not open any more."), {}, tr("Open it again; nothing was changed.")});
        if (place.kind == VariablePlace::Kind::Memory) {
            saveMemory();
        } else if (auto *file = std::get_if<EnvironmentFile>(&m_file)) {
            CollectionFolder &folder = *folderOf(place);
            file->variables = m_rows->rows();
            file->color = m_color->text().trimmed().toUtf8();
            file->extends = m_extends->currentData().toString();
            folder.sideCar().setProduction(place.name, m_production->isChecked());
            saved = folder.saveEnvironment(place.name, *file);
        } else {
            const auto shared = place.folder.isEmpty() ? m_environments.makeShared() : Result<CollectionFolder *>(folderOf(place));
            if (!shared)
                return tell(shared.error());
            if (m_file.index() == 0) {
                auto read = (*shared)->settings(0);
                if (!read)
                    return tell(read.error());
                m_file = std::move(*read);
            }
            auto &settings = std::get<SettingsFile>(m_file);
            settings.variables = m_rows->rows();
            saved = (*shared)->saveSettings(0, settings);
        }
    }
    if (!saved) {
        tell(saved.error().error);
        if (saved.error().reason != SaveFailure::Reason::Refused)
            showCurrent();  // what others wrote is shown; nothing of it was replaced
        return;
    }
    m_environments.told();
}

QString EnvironmentWindow::freeName(CollectionFolder &folder, const QString &wanted) const
{
    QString name = wanted;
    for (int number = 2; folder.environments().contains(name, Qt::CaseInsensitive); ++number)
        name = tr("%1 %2").arg(wanted).arg(number);
    return name;
}

/// The file's bytes under another name: comments and all.
bool EnvironmentWindow::writeCopy(CollectionFolder &folder, const QString &name, const QByteArray &bytes)
{
    RemovedFiles files;
    files.files.push_back({pathOf(name), bytes});
    SaveResult<> written = folder.restore(files);
    if (written) {
        auto copy = folder.environment(name);
        if (copy) {
            copy->name = name;
            written = folder.saveEnvironment(name, *copy);
        }
    }
    if (!written)
        tell(written.error().error);
    return written.has_value();
}

void EnvironmentWindow::add()
{
    const VariablePlace place = m_list->current();
    const auto shared = place.folder.isEmpty() ? m_environments.makeShared() : Result<CollectionFolder *>(folderOf(place));
    if (!shared || !*shared)
        return tell(shared ? Error{tr("The collection is not open any more."), {}, {}} : shared.error());
    EnvironmentFile file;
    const QString name = file.name = freeName(**shared, tr("New environment"));
    change(tr("New environment"), [&] {
        if (const auto saved = (*shared)->saveEnvironment(name, file); !saved)
            return tell(saved.error().error);
        m_environments.told();
    });
    m_list->choose({VariablePlace::Kind::File, place.folder, name});
    m_name->setFocus();
    m_name->selectAll();
}

void EnvironmentWindow::duplicate()
{
    const auto *file = std::get_if<EnvironmentFile>(&m_file);
    const VariablePlace place = m_list->current();
    if (!file)
        return;
    CollectionFolder &folder = *folderOf(place);
    const QString name = freeName(folder, tr("%1 copy").arg(place.name));
    change(tr("Duplicate"), [&, text = file->text] {
        if (writeCopy(folder, name, text))
            m_environments.told();
    });
    m_list->choose({VariablePlace::Kind::File, place.folder, name});
}

void EnvironmentWindow::rename()
{
    const VariablePlace place = m_list->current();
    const QString wanted = m_name->text().trimmed();
    auto *file = std::get_if<EnvironmentFile>(&m_file);
    if (m_showing || !file || wanted == file->name)
        return;
    CollectionFolder &folder = *folderOf(place);
    if (!isFileName(wanted) || (folder.environments().contains(wanted, Qt::CaseInsensitive) && wanted != place.name)) {
        tell({tr("An environment cannot be called “%1” here.").arg(wanted), {}, tr("Choose a name without / \\ : * ? that no other has.")});
        return showCurrent();
    }
    const auto rename = [&] {
        if (const auto done = m_environments.rename(place.folder.isEmpty() ? nullptr : &folder, place.name, wanted); !done)
            tell(done.error().error);
    };
    change(tr("Rename"), rename, EnvironmentChange::Rename{place.name, wanted});
    if (!m_list->choose({VariablePlace::Kind::File, place.folder, wanted}))
        showCurrent();
}

void EnvironmentWindow::remove()
{
    const VariablePlace place = m_list->current();
    if (place.kind != VariablePlace::Kind::Memory && place.kind != VariablePlace::Kind::File)
        return;
    const int before = m_changes.index();
    change(tr("Remove"), [&] {
        if (place.kind == VariablePlace::Kind::Memory)
            return m_environments.removeInMemory(place.name);
        if (const auto removed = folderOf(place)->removeEnvironment(place.name); !removed)
            return tell(removed.error().error);
        m_environments.told();
    });
    if (m_changes.index() == before)
        return;
    m_undo->ask({tr("Removed “%1”.").arg(visibleText(place.name)), {}, tr("Undo"), {}, tr("Close")},
                [this, place, index = m_changes.index()](bool) {
                    if (m_changes.index() == index)
                        m_changes.undo();
                    m_list->choose(place);
                });
}

void EnvironmentWindow::undo()
{
    m_message->hide();
    m_changes.undo();
}

void EnvironmentWindow::redo()
{
    m_message->hide();
    m_changes.redo();
}

void EnvironmentWindow::move(int by)
{
    const VariablePlace place = m_list->current();
    CollectionFolder *folder = folderOf(place);
    if (place.kind != VariablePlace::Kind::File || !folder)
        return;
    QStringList order = Environments::ordered(*folder);
    const qsizetype from = order.indexOf(place.name), to = from + by;
    if (from < 0 || to < 0 || to >= order.size())
        return;
    order.move(from, to);
    reorder(order);
}

void EnvironmentWindow::reorder(const QStringList &names)
{
    CollectionFolder *folder = folderOf(m_list->current());
    if (!folder)
        return;
    change(tr("Order"), [&] {
        Environments::setOrder(*folder, names);
        m_environments.told();
    });
}

/// The value goes into the keychain; the file keeps the name.
void EnvironmentWindow::askForSecret(int row)
{
    const VariablePlace place = m_list->current();
    const VariableRow &asked = m_rows->rows()[size_t(row)];
    if (!m_session.credentials())
        return tell({tr("There is no keychain."), {}, tr("Secret variables need one.")});
    if (asked.name.isEmpty())
        return tell({tr("The variable has no name yet."), {}, tr("Give it a name first.")});
    const CollectionFolder *folder = place.folder.isEmpty() ? nullptr : folderOf(place);
    SecretPrompt::Asked question{asked.name, folder ? folder->name() : tr("All collections"), place.name};
    question.value = asked.secret ? Secret() : Secret(asked.value);
    question.origins = originsIn(m_rows->rows());
    auto *prompt = new SecretPrompt(m_theme, *m_session.credentials(), m_session.clock(), question, this);
    connect(prompt, &SecretPrompt::kept, this, [this, place, row, name = asked.name](const QByteArray &credential) {
        const auto &rows = m_rows->rows();
        if (m_list->current() == place && size_t(row) < rows.size() && rows[size_t(row)].name == name)
            m_rows->setCredential(row, credential);
    });
    prompt->open();
}

}
