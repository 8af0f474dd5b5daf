#include "ui/environments/environment_window.h"

#include "core/collection/saved_file.h"
#include "core/diagnosis/report.h"
#include "ui/controls/button.h"
#include "ui/controls/icon_button.h"
#include "ui/environments/question_bar.h"
#include "ui/environments/variable_rows_model.h"
#include "ui/request/growing_table.h"
#include "ui/text/text_label.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QVBoxLayout>

namespace keyhole {

namespace {
constexpr qint64 kMostOfDotEnv = 1 << 20;
}

EnvironmentWindow::EnvironmentWindow(const Theme &theme, Environments &environments,
                                     std::function<std::vector<CollectionFolder *>()> folders, Session &session, QWidget *parent)
    : QWidget(parent, Qt::Window), m_theme(theme), m_environments(environments), m_folders(std::move(folders)), m_session(session),
      m_list(new EnvironmentList(theme, environments)), m_rows(new VariableRowsModel),
      m_table(new GrowingTable(theme, tr("Variables"), m_rows, {24, 32, 8, 18, 18})), m_name(new QLineEdit), m_color(new QLineEdit),
      m_extends(new QComboBox), m_production(new QCheckBox(tr("&Production: ask before anything that may change data"))),
      m_place(new TextLabel(theme, {}, FontRole::Small, ColorToken::Text3)),
      m_message(new TextLabel(theme, {}, FontRole::Body, ColorToken::Danger)),
      m_dotEnvTitle(new TextLabel(theme, {}, FontRole::SmallMedium, ColorToken::Text2)), m_dotEnv(new QPlainTextEdit),
      m_undo(new QuestionBar(theme)), m_details(new QWidget)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Environments and variables"));
    resize(theme.px(980), theme.px(620));
    setMinimumSize(theme.px(720), theme.px(420));
    layOut();
    connectParts();
    relist();
}

QWidget *EnvironmentWindow::makeButtons()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(m_theme.px(2));
    const auto button = [&](const char *icon, const QString &name, void (EnvironmentWindow::*act)()) {
        auto *each = new IconButton(m_theme, icon, name);
        connect(each, &IconButton::clicked, this, act);
        layout->addWidget(each);
        return each;
    };
    const auto step = [&](IconButton *each, const QKeySequence &keys, void (QUndoStack::*changed)(bool)) {
        auto *action = new QAction(this);
        action->setShortcut(keys);
        addAction(action);
        connect(action, &QAction::triggered, each, &IconButton::click);
        connect(&m_changes, changed, each, &IconButton::setEnabled);
        each->setEnabled(false);
    };
    button("plus", tr("New environment"), &EnvironmentWindow::add);
    button("copy", tr("Duplicate"), &EnvironmentWindow::duplicate);
    button("arrow-up", tr("Move up"), &EnvironmentWindow::moveUp);
    button("arrow-down", tr("Move down"), &EnvironmentWindow::moveDown);
    button("trash-2", tr("Remove"), &EnvironmentWindow::remove);
    layout->addStretch(1);
    step(button("undo-2", tr("Undo"), &EnvironmentWindow::undo), QKeySequence::Undo, &QUndoStack::canUndoChanged);
    step(button("redo-2", tr("Redo"), &EnvironmentWindow::redo), QKeySequence::Redo, &QUndoStack::canRedoChanged);
    return row;
}

QWidget *EnvironmentWindow::makeDetails()
{
    auto *form = new QFormLayout(m_details);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setHorizontalSpacing(m_theme.px(12));
    form->setVerticalSpacing(m_theme.px(6));
    m_color->setPlaceholderText(QStringLiteral("#b91c1c"));
    m_color->setMaxLength(32);
    m_name->setMaxLength(120);
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Colour"), m_color);
    form->addRow(tr("&Adds to"), m_extends);
    form->addRow(QString(), m_production);
    return m_details;
}

void EnvironmentWindow::layOut()
{
    auto *left = new QWidget;
    auto *leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, m_theme.px(8), 0);
    leftColumn->addWidget(m_list, 1);
    leftColumn->addWidget(makeButtons());
    auto *right = new QWidget;
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(m_theme.px(12), 0, 0, 0);
    column->setSpacing(m_theme.px(10));
    for (TextLabel *label : {m_place, m_message, m_dotEnvTitle})
        label->setWordWrap(true);
    m_dotEnv->setReadOnly(true);
    m_dotEnv->setAccessibleName(tr("The .env file"));
    m_dotEnv->setFont(m_theme.font(FontRole::CodeSmall));
    m_dotEnv->setMaximumHeight(m_theme.px(110));
    column->addWidget(makeDetails());
    column->addWidget(m_table, 1);
    for (QWidget *widget : {static_cast<QWidget *>(m_place), static_cast<QWidget *>(m_message), static_cast<QWidget *>(m_dotEnvTitle),
                            static_cast<QWidget *>(m_dotEnv)})
        column->addWidget(widget);
    m_message->hide();
    auto *parts = new QSplitter;
    parts->setChildrenCollapsible(false);
    parts->setHandleWidth(1);
    parts->addWidget(left);
    parts->addWidget(right);
    parts->setStretchFactor(1, 1);
    parts->setSizes({m_theme.px(240), m_theme.px(740)});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(m_theme.px(16), m_theme.px(12), m_theme.px(16), m_theme.px(12));
    layout->addWidget(parts, 1);
    layout->addWidget(m_undo);
}

void EnvironmentWindow::connectParts()
{
    m_rows->setKnown([this](const QByteArray &id) {
        const CredentialStore *store = m_session.credentials();
        const std::vector<CredentialInfo> known = store ? store->list() : std::vector<CredentialInfo>();
        return std::any_of(known.begin(), known.end(), [&id](const CredentialInfo &info) { return info.id == id; });
    });
    connect(m_list, &EnvironmentList::chosen, this, &EnvironmentWindow::showCurrent);
    connect(
        m_list, &EnvironmentList::reordered, this, [this](const QStringList &names) { reorder(names); }, Qt::QueuedConnection);
    connect(m_rows, &GrowingModel::edited, this, &EnvironmentWindow::save);
    connect(m_rows, &VariableRowsModel::secretWanted, this, &EnvironmentWindow::askForSecret);
    connect(m_table, &QAbstractItemView::doubleClicked, this, [this](const QModelIndex &index) {
        const bool filled = index.row() < m_rows->filledCount();
        if (filled && index.column() == VariableRowsModel::ValueColumn && m_rows->rows()[size_t(index.row())].secret)
            askForSecret(index.row());
    });
    connect(m_name, &QLineEdit::editingFinished, this, &EnvironmentWindow::rename);
    connect(m_color, &QLineEdit::editingFinished, this, &EnvironmentWindow::save);
    connect(m_extends, &QComboBox::activated, this, &EnvironmentWindow::save);
    connect(m_production, &QCheckBox::clicked, this, &EnvironmentWindow::save);
    connect(&m_environments, &Environments::changed, this, &EnvironmentWindow::relist);
    connect(&m_theme, &Theme::changed, this, &EnvironmentWindow::relist);
}

void EnvironmentWindow::choose(CollectionFolder *folder, const QString &environment)
{
    const QString place = folder ? folder->folder() : QString();
    if (environment.isEmpty()
        || !(m_list->choose({VariablePlace::Kind::File, place, environment})
             || m_list->choose({VariablePlace::Kind::Memory, place, environment})))
        m_list->choose({VariablePlace::Kind::Settings, place, {}});
}

/// The rows that are being edited stay as they are while their place does.
void EnvironmentWindow::relist()
{
    if (m_showing)
        return;
    m_list->show(m_folders());
    showCurrent();
}

void EnvironmentWindow::showCurrent()
{
    if (m_showing)
        return;
    const QScopedValueRollback showing(m_showing, true);
    const VariablePlace place = m_list->current();
    CollectionFolder *folder = folderOf(place);
    m_details->setVisible(place.kind == VariablePlace::Kind::File || place.kind == VariablePlace::Kind::Memory);
    m_extends->setEnabled(place.kind == VariablePlace::Kind::File);
    m_name->setReadOnly(place.kind == VariablePlace::Kind::Memory);
    m_file = {};
    std::vector<VariableRow> rows;
    QString where = tr("Nothing is kept for all collections yet: it begins with the first variable.");
    QString dotEnv = folder && !place.folder.isEmpty() ? folder->folder() + QStringLiteral("/.env") : QString();
    if (place.kind == VariablePlace::Kind::Memory) {
        for (const Environment &each : m_environments.inMemory()) {
            if (each.name != place.name)
                continue;
            for (const Variable &variable : each.variables)
                rows.push_back({true, variable.name, variable.value, variable.secret});
            m_name->setText(each.name);
            m_color->setText(QString::fromUtf8(each.color));
            m_production->setChecked(each.production || isProductionName(each.name));
            m_extends->clear();
        }
        where = tr("Kept in memory until you quit.");
    } else if (place.kind == VariablePlace::Kind::File && folder) {
        if (auto file = folder->environment(place.name)) {
            rows = file->variables;
            showFile(*file);
            dotEnv = file->dotEnvFile.isEmpty() ? dotEnv : folder->folder() + '/' + file->dotEnvFile;
            where = folder->folder() + QStringLiteral("/environments/") + place.name + QStringLiteral(".yml");
            m_file = std::move(*file);
        } else {
            where = file.error().what + QStringLiteral(" (") + file.error().place + ')';
        }
    } else if (folder) {
        if (auto settings = folder->settings(0)) {
            rows = settings->variables;
            where = folder->folder() + QStringLiteral("/opencollection.yml");
            m_file = std::move(*settings);
        } else {
            where = settings.error().what + QStringLiteral(" (") + settings.error().place + ')';
        }
    }
    const bool editable = m_file.index() != 0 || place.kind == VariablePlace::Kind::Memory
        || (place.kind == VariablePlace::Kind::Settings && place.folder.isEmpty() && !folder);
    if (m_rows->isReadOnly() == editable)
        m_rows->setReadOnly(!editable);
    if (m_rows->rows() != rows) {
        m_table->forgetUndo();
        m_rows->setRows(std::move(rows));
    }
    m_place->setForeignText(visibleText(where));
    showHidden();
    showDotEnv(dotEnv);
}

void EnvironmentWindow::showFile(const EnvironmentFile &file)
{
    const VariablePlace place = m_list->current();
    m_name->setText(visibleText(file.name));
    m_color->setText(visibleText(QString::fromUtf8(file.color)));
    m_production->setChecked(folderOf(place)->sideCar().isProduction(place.name));
    m_extends->clear();
    m_extends->addItem(tr("nothing"), QString());
    for (const QString &each : Environments::ordered(*folderOf(place))) {
        if (each != place.name)
            m_extends->addItem(visibleText(each), each);
    }
    const int base = m_extends->findData(file.extends);
    if (base < 0)
        m_extends->addItem(visibleText(file.extends), file.extends);
    m_extends->setCurrentIndex(base < 0 ? m_extends->count() - 1 : base);
}

/// What counts instead of a variable that is shown, for a request at the top of the collection.
void EnvironmentWindow::showHidden()
{
    const VariablePlace place = m_list->current();
    CollectionFolder *folder = place.folder.isEmpty() ? nullptr : folderOf(place);
    const QString chosen = m_environments.chosen(folder);
    if (place.kind == VariablePlace::Kind::File && place.name != chosen)
        return m_rows->setHiddenBy({});
    const VariableScopes scopes = m_environments.variablesFor(folder, {}, 0, {}).scopes;
    const VariableScope own = place.kind != VariablePlace::Kind::Settings ? VariableScope::Environment
        : place.folder.isEmpty()                                          ? VariableScope::Global
                                                                          : VariableScope::Collection;
    m_rows->setHiddenBy([scopes, own](const QByteArray &name) {
        const auto counts = scopes.find(name);
        return counts && counts->scope < own ? scopeText(*counts) : QString();
    });
}

/// As it is, but for its values, which are taken to be secrets.
void EnvironmentWindow::showDotEnv(const QString &path)
{
    QString shown;
    if (const auto text = path.isEmpty() ? Result<QByteArray>(QByteArray()) : loadFile(path, kMostOfDotEnv)) {
        const auto rows = parseDotEnv(*text);
        for (const VariableRow &row : rows ? *rows : std::vector<VariableRow>())
            shown += QStringLiteral("%1  %2=••••••\n").arg(row.line, 4).arg(visibleText(QString::fromUtf8(row.name)));
        if (!rows)
            shown = rows.error().message;
    }
    m_dotEnvTitle->setForeignText(visibleText(path) + tr(" (read, never written; values are secrets)"));
    m_dotEnv->setPlainText(shown);
    m_dotEnvTitle->setVisible(!shown.isEmpty());
    m_dotEnv->setVisible(!shown.isEmpty());
}

QString EnvironmentWindow::message() const
{
    return m_message->isHidden() ? QString() : m_message->text();
}

void EnvironmentWindow::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_theme.color(ColorToken::Window));
}

}
