#include "ui/collection/version_window.h"

#include "core/diagnosis/report.h"
#include "ui/controls/button.h"
#include "ui/tables/plain_table.h"
#include "ui/text/text_label.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QVBoxLayout>

namespace keyhole {

VersionWindow::VersionWindow(const Theme &theme, const QString &file, const RequestFile &base, const RequestFile &mine,
                             const RequestFile &theirs, QWidget *parent)
    : QDialog(parent), m_versions(base, mine, theirs), m_table(new PlainTable(theme))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Two versions of a request"));
    resize(theme.px(980), theme.px(520));
    auto *title = new TextLabel(theme, {}, FontRole::Headline);
    title->setForeignText(tr("%1 was changed here and elsewhere").arg(visibleText(file)));
    title->setWordWrap(true);
    auto *note = new TextLabel(theme, tr("Tick the side that counts. Nothing is written until the request is saved."), FontRole::Body,
                               ColorToken::Text2);
    note->setWordWrap(true);
    m_table->setModel(&m_versions);
    m_table->setAccessibleName(tr("Differences"));
    m_table->setColumnWidth(VersionModel::PartColumn, theme.px(190));
    m_table->setColumnWidth(VersionModel::BaseColumn, theme.px(200));
    for (const int column : {VersionModel::MineColumn, VersionModel::TheirsColumn})
        m_table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    auto *allMine = new Button(theme, tr("All of mine"), Button::Kind::Quiet);
    auto *allTheirs = new Button(theme, tr("All of theirs"), Button::Kind::Quiet);
    auto *use = new Button(theme, tr("Use what is ticked"), Button::Kind::Primary);
    auto *cancel = new Button(theme, tr("Cancel"), Button::Kind::Quiet);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(allMine);
    buttons->addWidget(allTheirs);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(use);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(12));
    column->setSpacing(theme.px(10));
    column->addWidget(title);
    column->addWidget(note);
    column->addWidget(m_table, 1);
    column->addLayout(buttons);
    connect(allMine, &Button::clicked, this, [this] { m_versions.chooseAll(true); });
    connect(allTheirs, &Button::clicked, this, [this] { m_versions.chooseAll(false); });
    connect(cancel, &Button::clicked, this, &QDialog::close);
    connect(use, &Button::clicked, this, [this] {
        emit settled(m_versions.chosen());
        close();
    });
}

}
