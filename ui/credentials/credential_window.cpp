#include "ui/credentials/credential_window.h"

#include "core/session/session.h"
#include "ui/controls/button.h"
#include "ui/controls/page_scroll.h"
#include "ui/credentials/credential_form.h"
#include "ui/credentials/credential_kinds.h"
#include "ui/credentials/credential_page.h"
#include "ui/credentials/keychain_bar.h"
#include "ui/credentials/removal_bar.h"
#include "ui/credentials/rotation_page.h"
#include "ui/tables/plain_table.h"
#include "ui/text/text_label.h"

#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace keyhole {

namespace {

constexpr std::chrono::milliseconds kPause{200};
constexpr int kAll = 0, kExpired = -1;  // beside the numbers of the kinds

}

CredentialWindow::CredentialWindow(const Theme &theme, Session &session, CredentialStore &store, const std::optional<Origin> &origin,
                                   QWidget *parent)
    : QWidget(parent, Qt::Window), m_theme(theme), m_session(session), m_store(store), m_origin(origin),
      m_model(new CredentialModel(theme, this)), m_filter(new QLineEdit), m_choice(new QComboBox), m_table(new PlainTable(theme)),
      m_keychain(new KeychainBar(theme)), m_removal(new RemovalBar(theme)), m_pages(new QStackedWidget), m_nothing(new QWidget),
      m_page(new CredentialPage(theme, session)), m_form(new CredentialForm(theme)), m_rotation(new RotationPage(theme, session)),
      m_empty(new TextLabel(theme, {}, FontRole::Body, ColorToken::Text3)),
      m_place(new TextLabel(theme, {}, FontRole::Small, ColorToken::Text3)),
      m_clearFilter(new Button(theme, tr("Clear filter"), Button::Kind::Link)),
      m_add(new Button(theme, tr("&Add credential…"), Button::Kind::Outlined, QStringLiteral("plus"))),
      m_import(new Button(theme, tr("&Import…"), Button::Kind::Outlined, QStringLiteral("download")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Credentials"));
    resize(theme.px(1280), theme.px(680));
    setMinimumSize(theme.px(900), theme.px(460));
    m_page->setStore(&store);
    m_rotation->setStore(&store);
    m_keychain->setStore(&store);
    layOut();
    connectParts();
    refresh();
    store.refresh();  // so that the bar tells how things stand; asks the user nothing
}

QWidget *CredentialWindow::makeHead()
{
    m_filter->setPlaceholderText(tr("Filter by name, kind or origin"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_choice->setAccessibleName(tr("Shown"));
    m_choice->addItem(tr("All kinds"), kAll);
    m_choice->addItem(tr("Expired"), kExpired);
    for (const CredentialKind kind : addableKinds())
        m_choice->addItem(kindName(kind), int(kind));
    auto *head = new QWidget;
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(m_theme.px(8));
    row->addWidget(m_filter, 1);
    row->addWidget(m_choice);
    row->addWidget(m_add);
    row->addWidget(m_import);
    return head;
}

QWidget *CredentialWindow::makePages()
{
    auto *hint
        = new TextLabel(m_theme, tr("Choose a credential to see where it goes and how old it is."), FontRole::Body, ColorToken::Text3);
    hint->setWordWrap(true);
    auto *column = new QVBoxLayout(m_nothing);
    column->setContentsMargins(m_theme.px(16), m_theme.px(12), m_theme.px(16), m_theme.px(12));
    column->addWidget(hint);
    column->addStretch(1);
    for (QWidget *page : {m_nothing, static_cast<QWidget *>(m_page), static_cast<QWidget *>(m_form), static_cast<QWidget *>(m_rotation)}) {
        auto *scroll = new PageScroll;
        scroll->setFocusPolicy(Qt::NoFocus);
        auto *inner = new QVBoxLayout(scroll->page());
        inner->setContentsMargins(0, 0, 0, 0);
        inner->addWidget(page);
        m_pages->addWidget(scroll);
    }
    m_pages->setMinimumWidth(m_theme.px(360));
    return m_pages;
}

void CredentialWindow::layOut()
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Credentials"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setSortingEnabled(true);
    QHeaderView *header = m_table->horizontalHeader();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    for (const int column : {CredentialModel::LabelColumn, CredentialModel::OriginsColumn})
        header->setSectionResizeMode(column, QHeaderView::Stretch);
    m_table->sortByColumn(CredentialModel::LabelColumn, Qt::AscendingOrder);
    for (TextLabel *label : {m_empty, m_place})
        label->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto *list = new QWidget;
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_empty);
    column->addWidget(m_clearFilter, 0, Qt::AlignLeft);
    column->addWidget(m_table, 1);
    auto *parts = new QSplitter;
    parts->setHandleWidth(1);
    parts->setChildrenCollapsible(false);
    parts->addWidget(list);
    parts->addWidget(makePages());
    parts->setStretchFactor(0, 1);
    parts->setSizes({m_theme.px(840), m_theme.px(400)});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(m_theme.px(16), m_theme.px(12), m_theme.px(16), m_theme.px(12));
    layout->setSpacing(m_theme.px(10));
    layout->addWidget(makeHead());
    layout->addWidget(m_keychain);
    layout->addWidget(parts, 1);
    layout->addWidget(m_removal);
    layout->addWidget(m_place);
}

void CredentialWindow::connectParts()
{
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_model->setFilter(text);
        showEmptiness();
    });
    connect(m_choice, &QComboBox::currentIndexChanged, this, [this] {
        const int chosen = m_choice->currentData().toInt();
        m_model->setChoice({chosen == kExpired, chosen > 0 ? std::optional(CredentialKind(chosen)) : std::nullopt});
        showEmptiness();
    });
    connect(m_clearFilter, &Button::clicked, this, [this] {
        m_filter->clear();
        m_choice->setCurrentIndex(0);
    });
    connect(m_add, &Button::clicked, this, &CredentialWindow::addCredential);
    connect(m_import, &Button::clicked, this, &CredentialWindow::importRequested);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &row) {
        if (row.isValid())
            choose(m_model->credential(row.row()).id);
    });
    connect(m_table, &QTableView::doubleClicked, this, &CredentialWindow::editCurrent);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_store, &CredentialStore::listChanged, this, &CredentialWindow::noteListChange);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_listIsOld)
            noteListChange();
    });
    connect(&m_store, &CredentialStore::stateChanged, this, &CredentialWindow::showPlace);
    connect(m_page, &CredentialPage::editRequested, this, &CredentialWindow::editCurrent);
    connect(m_page, &CredentialPage::rotationRequested, this, &CredentialWindow::rotateCurrent);
    connect(m_page, &CredentialPage::removalRequested, this, &CredentialWindow::removeCurrent);
    connect(m_page, &CredentialPage::keepRequested, this, &CredentialWindow::moveToKeychain);
    connect(m_page, &CredentialPage::done, this, &CredentialWindow::done);
    connect(m_form, &CredentialForm::keepRequested, this, &CredentialWindow::keep);
    connect(m_form, &CredentialForm::untilQuitRequested, this, &CredentialWindow::keepUntilQuit);
    connect(m_form, &CredentialForm::left, this, &CredentialWindow::showCurrent);
    connect(m_rotation, &RotationPage::left, this, &CredentialWindow::showCurrent);
    connect(m_rotation, &RotationPage::replaced, this, [this](const QString &what) {
        showCurrent();
        m_page->say(what);
    });
    connect(m_removal, &RemovalBar::undone, this, &CredentialWindow::putBack);
    connect(m_keychain, &KeychainBar::helpRequested, this, &CredentialWindow::helpRequested);
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QWidget *CredentialWindow::currentPage() const
{
    return static_cast<PageScroll *>(m_pages->currentWidget())->page()->layout()->itemAt(0)->widget();
}

void CredentialWindow::showPage(QWidget *page)
{
    for (int i = 0; i < m_pages->count(); ++i) {
        if (m_pages->widget(i)->isAncestorOf(page))
            m_pages->setCurrentIndex(i);
    }
}

void CredentialWindow::choose(const CredentialId &id)
{
    if (m_listIsOld)
        refresh();
    m_chosen = id;
    m_unreadable.clear();
    showCurrent();
}

const CredentialInfo *CredentialWindow::current() const
{
    const int row = m_model->rowOf(m_chosen);
    return row < 0 ? nullptr : &m_model->credential(row);
}

/// At once, and then after a pause: an import of a hundred entries tells of each of them.
void CredentialWindow::noteListChange()
{
    m_listIsOld = true;
    if (m_pause.isActive())
        return;
    refresh();
    m_pause.start();
}

/// The list changed: shows it anew and stays with what was chosen.
void CredentialWindow::refresh()
{
    m_listIsOld = false;
    std::vector<CredentialId> inMemory;
    if (CredentialStore *memory = m_store.untilQuit()) {
        for (const CredentialInfo &info : memory->list())
            inMemory.push_back(info.id);
    }
    m_model->setCredentials(m_store.list(), std::move(inMemory), m_session.now());
    showEmptiness();
    showPlace();
    const QWidget *page = currentPage();
    if (page == m_page || page == m_nothing)
        showCurrent();
}

void CredentialWindow::showCurrent()
{
    const CredentialInfo *info = current();
    if (!info)
        return showPage(m_nothing);
    const int row = m_model->rowOf(info->id);
    if (m_table->currentIndex().row() != row) {
        const QSignalBlocker quiet(m_table->selectionModel());
        m_table->setCurrentIndex(m_model->index(row, 0));
        m_table->viewport()->update();
    }
    const CredentialStore *memory = m_store.untilQuit();
    const auto kept = memory ? memory->list() : std::vector<CredentialInfo>();
    const bool untilQuit = std::any_of(kept.begin(), kept.end(), [info](const CredentialInfo &each) { return each.id == info->id; });
    m_page->setCredential(*info, untilQuit, m_session.now());
    showPage(m_page);
}

void CredentialWindow::showEmptiness()
{
    const bool nothing = m_model->heldCount() == 0;
    const bool filtered = !nothing && m_model->rowCount() == 0;
    m_empty->setText(nothing ? tr("No credentials yet. Passwords, tokens and keys that requests use are kept here, in the keychain.")
                             : tr("No credential fits the filter."));
    m_empty->setVisible(nothing || filtered);
    m_clearFilter->setVisible(filtered);
    m_table->setVisible(!nothing);
}

void CredentialWindow::showPlace()
{
    if (m_store.isLasting() && m_store.state() == StoreState::Absent)
        return m_place->setText(tr("There is no keychain to read these credentials from. No secret is in a file of Keyhole."));
    m_place->setText(
        !m_store.isLasting()
            ? tr("Credentials are kept in memory, and are gone when Keyhole quits.")
            : tr("The secrets are in the keychain of this desktop, and in no file of Keyhole. %1.").arg(stateName(m_store.state())));
}

void CredentialWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete && focusWidget() == m_table)
        return removeCurrent();
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && focusWidget() == m_table)
        return editCurrent();
    if (event->key() == Qt::Key_Escape && (currentPage() == m_form || currentPage() == m_rotation))
        return showCurrent();
    if (event->key() == Qt::Key_Escape)
        return void(close());
    QWidget::keyPressEvent(event);
}

void CredentialWindow::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_theme.color(ColorToken::Window));
}

}
