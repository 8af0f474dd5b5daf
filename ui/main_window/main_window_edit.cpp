#include "ui/main_window/main_window.h"

#include "core/formats/curl_command.h"
#include "core/formats/har.h"
#include "ui/collection/sidebar.h"
#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/main_window/address_row.h"
#include "ui/main_window/environment_button.h"
#include "ui/main_window/request_pane.h"
#include "ui/palette/command_palette.h"
#include "ui/request/request_editor.h"
#include "ui/response/response_view.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QKeyEvent>
#include <QMenuBar>
#include <QMimeData>
#include <QSaveFile>
#include <QScopedValueRollback>
#include <QStackedWidget>

namespace keyhole {

namespace {

constexpr int kPaletteRequests = 2000;

// What has the focus knows these keys; the menu's shortcuts would keep them from it.
bool sendToFocus(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::ControlModifier)
{
    // What does not know a key gives it to the shortcuts again.
    static bool sending = false;
    if (sending)
        return false;
    const QScopedValueRollback guard(sending, true);
    QWidget *focus = QApplication::focusWidget();
    QKeyEvent press(QEvent::KeyPress, key, modifiers);
    return focus && QCoreApplication::sendEvent(focus, &press) && press.isAccepted();
}

bool takesText(const QWidget *widget)
{
    return widget && widget->testAttribute(Qt::WA_InputMethodEnabled);
}

/// A list of choices takes any key for the beginning of a name in it.
bool isChoice(const QWidget *widget)
{
    const auto *choice = qobject_cast<const QComboBox *>(widget);
    return choice && !choice->isEditable();
}

QWidget *firstFocusable(QWidget *part)
{
    if (part->focusPolicy() & Qt::TabFocus && part->isVisible() && part->isEnabled())
        return part;
    for (QWidget *next = part->nextInFocusChain(); next != part; next = next->nextInFocusChain()) {
        if (part->isAncestorOf(next) && next->isVisible() && next->isEnabled() && next->focusPolicy() & Qt::TabFocus && !next->focusProxy())
            return next;
    }
    return nullptr;
}

}

void MainWindow::open()
{
    auto *dialog = new QFileDialog(this, tr("Open a recording, a collection, a curl command or a transcript"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters({tr("All files (*)"), tr("HAR files (*.har)"), tr("Collections (*.json *.yaml *.yml *.bru *.http *.rest)")});
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList &paths) {
        for (const QString &path : paths)
            openFile(path);
    });
    dialog->open();
}

void MainWindow::saveTo(const QString &name, const QByteArray &content)
{
    auto *dialog = new QFileDialog(this, tr("Save"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this, [this, content](const QString &path) {
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
            return refuse({tr("The file was not written: %1").arg(file.errorString()), path, tr("Choose another place.")});
        m_status->say(tr("Saved. Secrets are variables or masked."));
    });
    dialog->open();
}

void MainWindow::saveCurl()
{
    if (const OpenRequest *request = m_requests.current())
        saveTo("request.sh", writeCurlCommand(request->draft) + '\n');
}

void MainWindow::saveHar()
{
    const OpenRequest *request = m_requests.current();
    if (request && request->answer)
        saveTo("exchange.har", writeHar({*request->answer->exchange}));
    else
        m_status->say(tr("There is no exchange to save yet: send the request first."));
}

void MainWindow::undo()
{
    if (m_sidebar->treeHasFocus() && m_sidebar->edits().stack().canUndo())
        return m_sidebar->edits().undo();
    const QWidget *focus = QApplication::focusWidget();
    if (isChoice(focus) && m_pane && m_pane->editor()->isAncestorOf(focus) && m_pane->editor()->undo())
        return;
    if (!sendToFocus(Qt::Key_Z))
        m_status->undo();
}

void MainWindow::redo()
{
    if (m_sidebar->treeHasFocus())
        return m_sidebar->edits().redo();
    const QWidget *focus = QApplication::focusWidget();
    if (isChoice(focus) && m_pane && m_pane->editor()->isAncestorOf(focus) && m_pane->editor()->redo())
        return;
    sendToFocus(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
}

void MainWindow::cut()
{
    sendToFocus(Qt::Key_X);
}

void MainWindow::copy()
{
    if (m_sidebar->treeHasFocus())
        return m_sidebar->copySelected();
    sendToFocus(Qt::Key_C);
}

void MainWindow::paste()
{
    const QMimeData *mime = QApplication::clipboard()->mimeData();
    if (mime && m_sidebar->treeHasFocus() && mime->hasFormat(RequestTree::kRowsType))
        return m_sidebar->paste();
    if (!m_sidebar->treeHasFocus() && takesText(QApplication::focusWidget()) && sendToFocus(Qt::Key_V))
        return;
    if (!mime || !m_intake.takeMime(*mime))
        refuse({tr("There is nothing to paste."), {}, tr("Copy a curl command, a HAR file or a token first.")});
}

void MainWindow::find()
{
    if (m_pane && m_requests.count() > 0 && !m_sidebar->isAncestorOf(QApplication::focusWidget()))
        m_pane->response()->find();
    else
        m_sidebar->filter()->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::copyAsCurl()
{
    if (const OpenRequest *request = m_requests.current()) {
        QApplication::clipboard()->setText(QString::fromUtf8(writeCurlCommand(request->draft)));
        m_status->say(tr("Copied as curl. Secrets are variables."));
    }
}

void MainWindow::toggleSidebar()
{
    m_sidebarChoice = !m_sidebar->isVisible();
    arrange();
}

void MainWindow::toggleDiagnosis()
{
    m_diagnosisHidden = !m_diagnosisHidden;
    arrange();
}

void MainWindow::toggleDiagnosisBelow()
{
    m_diagnosisBelow = !m_diagnosisBelow;
    arrange();
}

void MainWindow::focusAddress()
{
    if (!m_pane)
        return newRequest();
    m_pane->address()->edit()->setFocus(Qt::ShortcutFocusReason);
    m_pane->address()->edit()->selectAll();
}

std::vector<QWidget *> MainWindow::parts() const
{
    std::vector<QWidget *> all{m_sidebar};
    if (m_pane && m_requests.count() > 0)
        all.insert(all.end(), {m_pane->address(), m_pane->editor(), m_pane->response(), m_diagnosis});
    else
        all.push_back(m_stack->currentWidget());
    all.push_back(m_status);
    std::erase_if(all, [](const QWidget *part) { return !part->isVisible(); });
    return all;
}

void MainWindow::stepPart(int by)
{
    const std::vector<QWidget *> all = parts();
    const QWidget *focus = focusWidget();
    int at = by > 0 ? -1 : 0;
    for (size_t i = 0; focus && i < all.size(); ++i) {
        if (all[i] == focus || all[i]->isAncestorOf(focus))
            at = int(i);
    }
    const int count = int(all.size());
    for (int step = 1; step <= count; ++step) {
        QWidget *part = all[size_t(((at + by * step) % count + count) % count)];
        QWidget *target = part == m_sidebar       ? nullptr
            : m_pane && part == m_pane->address() ? m_pane->address()->edit()
                                                  : firstFocusable(part);
        if (part == m_sidebar)
            return m_sidebar->focusList();
        if (target)
            return target->setFocus(Qt::ShortcutFocusReason);
    }
}

void MainWindow::showPalette()
{
    std::vector<Command> commands;
    for (const TreeNode *node : m_tree.requests(kPaletteRequests))
        commands.push_back({tr("Request"), QString::fromUtf8(node->method) + ' ' + node->name,
                            visibleText(QString::fromUtf8(node->address)), [this, node] {
                                if (m_tree.holds(node))
                                    openNode(node);
                            }});
    const std::vector<EnvironmentChoice> environments = m_environments.choices(currentFolder());
    for (int index = 0; index < int(environments.size()); ++index)
        commands.push_back(
            {tr("Environment"), visibleText(environments[size_t(index)].name), {}, [this, index] { useEnvironment(index); }});
    for (QAction *action : menuBar()->findChildren<QAction *>()) {
        if (!action->menu() && !action->text().isEmpty() && action->isEnabled() && action->objectName() != "view.palette")
            commands.push_back({tr("Action"), action->text().remove('&'), action->shortcut().toString(QKeySequence::NativeText),
                                [action] { action->trigger(); }});
    }
    if (!m_palette)
        m_palette = new CommandPalette(m_theme, this);
    m_palette->open(std::move(commands));
}

void MainWindow::setTheme(ThemeChoice choice)
{
    m_theme.setChoice(choice);
}

}
