#include "ui/credentials/import_window.h"

#include "core/diagnosis/report.h"
#include "core/secrets/when_done.h"
#include "ui/controls/button.h"
#include "ui/credentials/import_model.h"
#include "ui/tables/plain_table.h"
#include "ui/text/text_label.h"

#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QPlainTextEdit>
#include <QProcessEnvironment>
#include <QVBoxLayout>

namespace keyhole {

std::vector<QByteArray> processVariables()
{
    std::vector<QByteArray> variables;
    for (const QString &variable : QProcessEnvironment::systemEnvironment().toStringList())
        variables.push_back(variable.toUtf8());
    return variables;
}

ImportWindow::ImportWindow(const Theme &theme, CredentialStore &store, std::function<Instant()> now, QWidget *parent)
    : QWidget(parent, Qt::Window), m_theme(theme), m_store(store), m_now(std::move(now)), m_model(new ImportModel(theme, this)),
      m_table(new PlainTable(theme)), m_told(new TextLabel(theme)), m_remaining(new QPlainTextEdit),
      m_file(new Button(theme, tr("&Open file…"))), m_environment(new Button(theme, tr("Look in the &environment"))),
      m_move(new Button(theme, tr("&Move into the keychain"), Button::Kind::Primary))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Import credentials"));
    resize(theme.px(980), theme.px(560));
    setMinimumSize(theme.px(760), theme.px(400));
    layOut();
    m_told->setText(
        tr("Open a .netrc, ~/.aws/credentials, a list of NAME=value, or an export of Postman or Insomnia. What is found is shown "
           "masked, and nothing is stored before you say so. The files stay as they are."));
    connect(m_file, &Button::clicked, this, [this] { openFile(QDir::homePath()); });
    connect(m_environment, &Button::clicked, this, [this] { readEnvironment(processVariables()); });
    connect(m_move, &Button::clicked, this, &ImportWindow::move);
    connect(m_model, &ImportModel::edited, this, &ImportWindow::showState);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    showState();
}

void ImportWindow::layOut()
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("What was found"));
    m_table->setEditTriggers(QAbstractItemView::AllEditTriggers);
    m_told->setWordWrap(true);
    m_remaining->setReadOnly(true);
    m_remaining->setAccessibleName(tr("Copies in plain text that remain"));
    m_remaining->setFixedHeight(m_theme.px(110));
    m_remaining->hide();
    auto *head = new QHBoxLayout;
    head->setSpacing(m_theme.px(8));
    head->addWidget(m_told, 1);
    head->addWidget(m_file, 0, Qt::AlignTop);
    head->addWidget(m_environment, 0, Qt::AlignTop);
    auto *foot = new QHBoxLayout;
    foot->addStretch(1);
    foot->addWidget(m_move);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(m_theme.px(16), m_theme.px(12), m_theme.px(16), m_theme.px(12));
    column->setSpacing(m_theme.px(10));
    column->addLayout(head);
    column->addWidget(m_table, 1);
    column->addWidget(m_remaining);
    column->addLayout(foot);
}

/// Hidden files too: .netrc and .aws are.
void ImportWindow::openFile(const QString &folder)
{
    auto *dialog = new QFileDialog(this, tr("Open credentials"), folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setFilter(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList &paths) {
        for (const QString &path : paths)
            readFile(path);
    });
    dialog->open();
}

void ImportWindow::readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return take(failure(Error{tr("The file cannot be read: %1").arg(file.errorString()), path, tr("Allow this account to read it.")}),
                    path);
    take(findCredentials(file.read(kLargestSecretFile + 1), path), QDir::toNativeSeparators(path));
}

void ImportWindow::readEnvironment(const std::vector<QByteArray> &variables)
{
    take(credentialsInEnvironment(variables), tr("the environment of Keyhole"));
}

void ImportWindow::take(const Result<FoundCredentials> &found, const QString &source)
{
    if (!found) {
        m_told->setColor(ColorToken::Danger);
        return m_told->setForeignText(tr("%1: %2. %3").arg(source, found.error().what, found.error().remedy));
    }
    m_model->add(found->credentials, source);
    QStringList said{found->credentials.empty() ? tr("No credential was found in %1.").arg(source)
                                                : tr("%1 in %2.").arg(found->format, source)};
    for (const Error &error : found->passedOver)
        said << tr("Left out: %1 (%2). %3").arg(error.what, error.place, error.remedy);
    m_told->setColor(ColorToken::Text);
    m_told->setForeignText(said.mid(0, 6).join(QLatin1Char(' ')));
    m_table->resizeColumnsToContents();
    for (int column = 0; column < ImportModel::ColumnCount; ++column)
        m_table->setColumnWidth(column, std::clamp(m_table->columnWidth(column) + m_theme.px(8), m_theme.px(90), m_theme.px(240)));
}

void ImportWindow::showState()
{
    const size_t ready = m_moving ? 0 : m_model->ready().size();
    m_move->setEnabled(ready > 0 && !m_moving);
    m_move->setText(m_moving        ? tr("Waiting for your keychain")
                        : ready > 0 ? tr("&Move %n into the keychain", nullptr, int(ready))
                                    : tr("&Move into the keychain"));
}

void ImportWindow::move()
{
    if (m_moving)
        return;
    m_moving = true;
    showState();
    moveNext(m_model->ready(), 0);
}

void ImportWindow::moveNext(std::vector<int> left, int moved)
{
    if (left.empty())
        return finish(moved);
    const int row = left.front();
    left.erase(left.begin());
    const Credential credential = importedCredential(m_model->rows()[size_t(row)].found, m_model->originsOf(row), m_now());
    whenDone(m_store.write(credential), this, [this, row, left, moved](const Result<void, StoreError> &written) {
        m_model->setMoved(row, written ? QString() : written.error().error.what);
        moveNext(left, written ? moved + 1 : moved);
    });
}

void ImportWindow::finish(int moved)
{
    m_moving = false;
    QStringList copies;
    for (const ImportRow &row : m_model->rows()) {
        if (row.moved)
            copies << visibleText(remainingCopies(row.found, row.source));
    }
    copies.removeDuplicates();
    m_remaining->setPlainText(copies.join(QLatin1Char('\n')));
    m_remaining->setVisible(!copies.isEmpty());
    m_told->setColor(ColorToken::Text);
    if (moved > 0)
        m_told->setText(tr("Moved %n credentials into the keychain. The copies below are still in plain text: delete them by hand once you "
                           "have seen that the credentials work.",
                           nullptr, moved));
    showState();
    emit done(tr("Moved %n credentials into the keychain.", nullptr, moved));
}

QString ImportWindow::told() const
{
    return m_told->text();
}

QString ImportWindow::remaining() const
{
    return m_remaining->toPlainText();
}

void ImportWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        return void(close());
    QWidget::keyPressEvent(event);
}

void ImportWindow::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_theme.color(ColorToken::Window));
}

}
