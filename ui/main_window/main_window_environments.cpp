// Variables and environments: what a request sees, and what is asked before it goes out.
#include "ui/main_window/main_window.h"

#include "core/collection/draft_texts.h"
#include "core/diagnosis/report.h"
#include "core/replay/changing_methods.h"
#include "core/session/handing_on.h"
#include "core/session/jar_renaming.h"
#include "core/session/prepare.h"
#include "core/session/secret_variables.h"
#include "ui/environments/environment_color.h"
#include "ui/environments/environment_window.h"
#include "ui/environments/question_bar.h"
#include "ui/environments/secret_prompt.h"
#include "ui/environments/variable_completion.h"
#include "ui/environments/variable_hints.h"
#include "ui/main_window/address_row.h"
#include "ui/main_window/environment_button.h"
#include "ui/main_window/notice_bar.h"
#include "ui/main_window/open_tabs.h"
#include "ui/main_window/request_pane.h"

#include <QFileInfo>

namespace keyhole {

void MainWindow::connectEnvironments()
{
    m_requests.setVariables([this](const OpenRequest &request) { return variablesOf(request); });
    connect(&m_environments, &Environments::changed, this, &MainWindow::showEnvironment);
    connect(&m_environments, &Environments::jarRenamed, this,
            [this](const QString &from, const QString &to) { renameJar(m_session, from, to); });
    connect(&m_requests, &OpenRequests::currentChanged, this, [this] {
        m_question->takeBack();
        showEnvironment();
    });
    connect(&m_collections, &OpenCollections::changed, this, [this](OpenCollection *, const OutsideChanges &changes) {
        if (changes.environments || changes.settings)
            m_environments.told();
    });
    connect(&m_collections, &OpenCollections::opened, &m_environments, &Environments::told);
    connect(&m_collections, &OpenCollections::closing, &m_environments, &Environments::told, Qt::QueuedConnection);
    connect(&m_requests, &OpenRequests::answered, this, &MainWindow::takeCaptures);
    const auto scopes = [this] { return m_requests.current() ? variablesOf(*m_requests.current()).scopes : VariableScopes({}); };
    const auto pane = [this] { return static_cast<QWidget *>(m_pane); };
    new VariableHints(scopes, pane, this);
    new VariableCompletion(m_theme, scopes, pane, this);
}

CollectionFolder *MainWindow::folderOf(const OpenRequest &request) const
{
    OpenCollection *collection = request.origin ? m_collections.find(request.origin->folder) : nullptr;
    return collection ? &collection->folder() : nullptr;
}

CollectionFolder *MainWindow::currentFolder()
{
    const OpenRequest *request = m_requests.current();
    return request ? folderOf(*request) : nullptr;
}

RequestVariables MainWindow::variablesOf(const OpenRequest &request)
{
    CollectionFolder *folder = folderOf(request);
    const CollectionEntry *entry = folder ? folder->entry(request.origin->id) : nullptr;
    return m_environments.variablesFor(folder, request.edited(), entry ? entry->parent : 0,
                                       folder ? request.origin->path : QString::fromLatin1(request.key));
}

void MainWindow::takeCaptures(int index)
{
    const OpenRequest &request = m_requests.at(index);
    if (!request.origin || !request.answer || request.recorded)
        return;
    const std::vector<QByteArray> missing
        = m_environments.take(folderOf(request), request.origin->file, request.origin->path, *request.answer->exchange);
    if (!missing.empty())
        m_status->say(tr("The answer has no value for the variable “%1”.").arg(visibleText(QString::fromUtf8(missing.front()))));
}

/// What belongs to the environment of the current tab: its jar, its colour, which variables are known.
void MainWindow::showEnvironment()
{
    const OpenRequest *request = m_requests.current();
    CollectionFolder *folder = currentFolder();
    const std::vector<EnvironmentChoice> choices = m_environments.choices(folder);
    const QString chosen = m_environments.chosen(folder);
    const auto current = std::find_if(choices.begin(), choices.end(), [&chosen](const auto &each) { return each.name == chosen; });
    RequestVariables variables = request ? variablesOf(*request) : m_environments.variablesFor(nullptr, {}, 0, {});
    Environment environment = variables.scopes.environment();
    environment.name = chosen;
    m_session.setEnvironment(std::move(environment), m_environments.current(folder).jar());
    if (!m_pane)
        return;
    m_pane->environment()->setEnvironments(choices, current == choices.end() ? -1 : int(current - choices.begin()));
    m_pane->address()->setEnvironment(variables.scopes.shownEnvironment());
    const auto color = current == choices.end() ? std::nullopt : environmentColor(m_theme, *current);
    m_pane->tabs()->setLine(color.value_or(QColor()));
    m_foretelling.start();
}

void MainWindow::useEnvironment(int index)
{
    CollectionFolder *folder = currentFolder();
    const std::vector<EnvironmentChoice> choices = m_environments.choices(folder);
    m_environments.choose(folder, index < 0 || index >= int(choices.size()) ? QString() : choices[size_t(index)].name);
}

void MainWindow::chooseEnvironment()
{
    if (m_pane)
        m_pane->environment()->showMenu();
    else
        showVariables();
}

void MainWindow::showVariables()
{
    if (!m_environmentWindow) {
        const auto folders = [this] {
            std::vector<CollectionFolder *> all;
            for (const auto &each : m_collections.all())
                all.push_back(&each->folder());
            return all;
        };
        m_environmentWindow = new EnvironmentWindow(m_theme, m_environments, folders, m_session);
        connect(this, &QObject::destroyed, m_environmentWindow, &QObject::deleteLater);
    }
    m_environmentWindow->choose(currentFolder(), m_environments.chosen(currentFolder()));
    m_environmentWindow->show();
    m_environmentWindow->raise();
    m_environmentWindow->activateWindow();
}

EnvironmentWindow *MainWindow::environmentWindow() const
{
    return m_environmentWindow;
}

void MainWindow::sendAs(OpenRequests::With with, bool allowUnresolved)
{
    if (const auto sent = m_requests.send(with, allowUnresolved); !sent)
        refuse(sent.error());
}

/// Sends the current request, unless something has to be asked first: a secret without a value, a name without one, a change in production.
void MainWindow::sendWhenClear(OpenRequests::With with)
{
    m_notice->hide();
    m_question->takeBack();
    OpenRequest *request = m_requests.current();
    if (!request || request->sending)
        return;
    const RequestVariables variables = variablesOf(*request);
    const RequestDraft draft = m_requests.meant(*request);
    const std::vector<ResolvedVariable> secrets = missingSecrets(m_session.credentials(), variables.scopes, draft);
    if (!secrets.empty() && m_session.credentials())
        return askForSecret(secrets.front(), with);
    const auto prepared = prepare(draft, *m_requests.previewOptions(*request).environment);
    if (const auto needed = prepared ? handOnsNeeded(*prepared, variables.scopes) : std::vector<HandOn>(); !needed.empty())
        return askToHandOn(needed, with);
    if (prepared && !prepared->unresolved.empty())
        return askAboutUnresolved(*prepared, variables.environment, with);
    askInProduction(prepared ? *prepared : PreparedDraft(), variables.environment, with, false);
}

void MainWindow::askToHandOn(const std::vector<HandOn> &needed, OpenRequests::With with)
{
    m_question->ask(QuestionBar::toHandOn(needed), [=, this](bool) {
        m_environments.allow(needed);
        sendWhenClear(with);
    });
}

void MainWindow::askAboutUnresolved(const PreparedDraft &prepared, const EnvironmentChoice &environment, OpenRequests::With with)
{
    const auto error = refuseUnresolved(prepared, environment.name);
    const QString detail = visibleText(error->place + QStringLiteral(". ") + error->remedy);
    m_question->ask({visibleText(error->what), detail, tr("Send as it stands")},
                    [=, this](bool) { askInProduction(prepared, environment, with, true); });
}

void MainWindow::askInProduction(const PreparedDraft &prepared, const EnvironmentChoice &environment, OpenRequests::With with,
                                 bool allowUnresolved)
{
    const QByteArray key = m_requests.current()->key + prepared.draft.method;
    if (!needsConfirmation(prepared.draft, environment.production) || m_confirmed.contains(key))
        return sendAs(with, allowUnresolved);
    const QString host = visibleText(QString::fromUtf8(prepared.url.host));
    const QString what = tr("%1 may change data at %2.").arg(visibleText(QString::fromUtf8(prepared.draft.method)), host);
    QuestionBar::Question question = QuestionBar::inProduction(what, environment.name);
    question.remember = tr("Do not ask again for this request until I quit");
    m_question->ask(question, [this, key, with, allowUnresolved](bool remembered) {
        if (remembered)
            m_confirmed.insert(key);
        sendAs(with, allowUnresolved);
    });
}

void MainWindow::askForSecret(const ResolvedVariable &variable, OpenRequests::With with)
{
    const OpenRequest &request = *m_requests.current();
    SecretPrompt::Asked asked{variable.name, folderOf(request) ? folderOf(request)->name() : QString(), variable.place};
    if (const auto prepared = prepare(m_requests.meant(request), *m_requests.previewOptions(request).environment); prepared)
        asked.origins = {prepared->url.origin()};
    auto *prompt = new SecretPrompt(m_theme, *m_session.credentials(), m_session.clock(), asked, this);
    connect(prompt, &SecretPrompt::kept, this, [this, variable, with, key = request.key](const QByteArray &credential) {
        m_environments.setCredential(currentFolder(), variable, credential);
        if (m_requests.current() && m_requests.current()->key == key)
            sendWhenClear(with);
    });
    prompt->open();
}

}
