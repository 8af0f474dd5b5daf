#include "ui/cookies/jar_window.h"

#include "core/diagnosis/report.h"
#include "core/session/session.h"
#include "ui/controls/button.h"
#include "ui/cookies/cookie_form.h"
#include "ui/tables/plain_table.h"
#include "ui/text/text_label.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPointer>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

namespace keyhole {

JarWindow::JarWindow(const Theme &theme, Session &session, const QByteArray &host, QWidget *parent)
    : QWidget(parent, Qt::Window), m_theme(theme), m_session(session), m_host(host), m_model(new JarModel(theme, this)),
      m_filter(new QLineEdit), m_table(new PlainTable(theme)), m_form(new CookieForm(theme)),
      m_empty(new TextLabel(theme, {}, FontRole::Body, ColorToken::Text3)),
      m_keeping(new TextLabel(theme, {}, FontRole::Small, ColorToken::Text3)),
      m_problems(new TextLabel(theme, {}, FontRole::Small, ColorToken::Warn)), m_sessionToo(new QCheckBox(tr("Keep &session cookies too"))),
      m_clearFilter(new Button(theme, tr("Clear filter"), Button::Kind::Link)), m_add(new Button(theme, tr("&Add cookie"))),
      m_import(new Button(theme, tr("&Import…"))), m_paste(new Button(theme, tr("Paste document.cookie"))),
      m_export(new Button(theme, tr("&Export…"))), m_delete(new Button(theme, tr("&Delete"))),
      m_deleteAll(new Button(theme, tr("Delete all")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Cookie jar"));
    resize(theme.px(1080), theme.px(620));
    setMinimumSize(theme.px(760), theme.px(460));
    layOut();
    connectParts();
    refresh();
}

void JarWindow::layOut()
{
    m_filter->setPlaceholderText(tr("Filter by name, host, path or attribute"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Cookies in the jar"));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->horizontalHeader()->setStretchLastSection(true);
    for (TextLabel *label : {m_empty, m_keeping, m_problems})
        label->setWordWrap(true);
    m_problems->hide();
    m_clearFilter->setObjectName("clear-filter");
    m_sessionToo->setChecked(m_session.keepsSessionCookies());
    m_sessionToo->setAccessibleDescription(tr("Cookies without an end are stored as well, in place of ending with the program."));

    auto *head = new QHBoxLayout;
    head->setSpacing(m_theme.px(8));
    head->addWidget(m_filter, 1);
    for (Button *button : {m_add, m_import, m_paste, m_export})
        head->addWidget(button);
    auto *list = new QWidget;
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_empty);
    column->addWidget(m_clearFilter, 0, Qt::AlignLeft);
    column->addWidget(m_table, 1);
    auto *scroll = new QScrollArea;
    scroll->setWidget(m_form);
    scroll->setWidgetResizable(true);
    scroll->setAccessibleName(tr("The chosen cookie"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(m_form->minimumSizeHint().width() + m_theme.px(16));
    auto *parts = new QSplitter;
    parts->setHandleWidth(1);
    parts->setChildrenCollapsible(false);
    parts->addWidget(list);
    parts->addWidget(scroll);
    parts->setStretchFactor(0, 1);
    parts->setSizes({m_theme.px(700), m_theme.px(360)});
    auto *foot = new QHBoxLayout;
    foot->setSpacing(m_theme.px(8));
    foot->addWidget(m_keeping, 1);
    foot->addWidget(m_sessionToo);
    foot->addWidget(m_delete);
    foot->addWidget(m_deleteAll);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(m_theme.px(16), m_theme.px(12), m_theme.px(16), m_theme.px(12));
    layout->setSpacing(m_theme.px(10));
    layout->addLayout(head);
    layout->addWidget(m_problems);
    layout->addWidget(parts, 1);
    layout->addLayout(foot);
}

void JarWindow::connectParts()
{
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_model->setFilter(text);
        showEmptiness();
    });
    connect(m_clearFilter, &Button::clicked, m_filter, &QLineEdit::clear);
    connect(m_add, &Button::clicked, this, &JarWindow::addCookie);
    connect(m_import, &Button::clicked, this, &JarWindow::importFile);
    connect(m_paste, &Button::clicked, this, &JarWindow::pasteCookies);
    connect(m_export, &Button::clicked, this, &JarWindow::exportFile);
    connect(m_delete, &Button::clicked, this, &JarWindow::deleteSelected);
    connect(m_deleteAll, &Button::clicked, this, &JarWindow::deleteAll);
    connect(m_sessionToo, &QCheckBox::toggled, &m_session, &Session::setKeepsSessionCookies);
    connect(&m_session, &Session::keepsSessionCookiesChanged, m_sessionToo, &QCheckBox::setChecked);
    connect(m_form, &CookieForm::kept, this, &JarWindow::keep);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &JarWindow::showCurrent);
    connect(m_model, &QAbstractItemModel::modelReset, this, &JarWindow::showCurrent);
    connect(&m_session, &Session::jarChanged, this, &JarWindow::refresh);
    connect(&m_session, &Session::jarChanged, this, [this] { setKeeping(m_session.jarKeeping()); });
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void JarWindow::setKeeping(const QString &sentence)
{
    m_keeping->setText(sentence);
}

/// The jar changed: shows it anew and stays with the cookie that was chosen.
void JarWindow::refresh()
{
    const QModelIndex current = m_table->currentIndex();
    std::optional<Cookie> chosen;
    if (current.isValid())
        chosen = m_model->cookie(current.row());
    m_model->setCookies(m_session.jar().cookies(), m_session.now());
    if (const int row = chosen ? m_model->rowOf(*chosen) : -1; row >= 0)
        m_table->setCurrentIndex(m_model->index(row, 0));
    m_table->resizeColumnsToContents();
    for (int column = 0; column < JarModel::ColumnCount; ++column)
        m_table->setColumnWidth(column, std::min(m_table->columnWidth(column) + m_theme.px(8), m_theme.px(220)));
    showEmptiness();
}

void JarWindow::showEmptiness()
{
    const bool nothing = m_model->heldCount() == 0;
    const bool filtered = !nothing && m_model->rowCount() == 0;
    m_empty->setText(nothing ? tr("No cookies yet. Those that servers set are kept here; others can be added or imported.")
                             : tr("No cookie has all of these words."));
    m_empty->setVisible(nothing || filtered);
    m_clearFilter->setVisible(filtered);
    m_export->setEnabled(!nothing);
    m_deleteAll->setEnabled(!nothing);
    m_delete->setEnabled(m_table->currentIndex().isValid());
}

void JarWindow::showCurrent()
{
    const QModelIndex current = m_table->currentIndex();
    m_delete->setEnabled(current.isValid());
    if (current.isValid())
        m_form->setCookie(m_model->cookie(current.row()), m_session.now());
    else
        m_form->clear();
}

void JarWindow::addCookie()
{
    m_table->clearSelection();
    m_table->setCurrentIndex({});
    m_form->setNew(m_host, m_session.now());
}

/// Changes the jar, and says so with the way back.
void JarWindow::change(const QString &what, const std::function<void(CookieJar &)> &edit)
{
    const std::vector<Cookie> before = m_session.jar().cookies();
    m_session.editJar(edit);
    emit done(what, [session = QPointer(&m_session), before] {
        if (!session)
            return;
        session->editJar([&](CookieJar &jar) {
            jar.clear();
            for (const Cookie &cookie : before)
                jar.add(cookie);
        });
    });
}

void JarWindow::keep(const std::optional<Cookie> &before, const Cookie &cookie)
{
    change(before ? tr("Changed one cookie.") : tr("Added one cookie."), [&](CookieJar &jar) {
        if (before)
            jar.remove(*before);
        jar.add(cookie);
    });
    if (const int row = m_model->rowOf(cookie); row >= 0)
        m_table->setCurrentIndex(m_model->index(row, 0));
}

void JarWindow::deleteSelected()
{
    std::vector<Cookie> chosen;
    for (const QModelIndex &row : m_table->selectionModel()->selectedRows())
        chosen.push_back(m_model->cookie(row.row()));
    if (chosen.empty())
        return;
    change(tr("Deleted %n cookies.", nullptr, int(chosen.size())), [&](CookieJar &jar) {
        for (const Cookie &cookie : chosen)
            jar.remove(cookie);
    });
}

void JarWindow::deleteAll()
{
    const int count = int(m_session.jar().cookies().size());
    if (count > 0)
        change(tr("Deleted %n cookies.", nullptr, count), [](CookieJar &jar) { jar.clear(); });
}

void JarWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete && focusWidget() == m_table)
        return deleteSelected();
    if (event->key() == Qt::Key_Escape)
        return void(close());
    QWidget::keyPressEvent(event);
}

void JarWindow::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_theme.color(ColorToken::Window));
}

}
