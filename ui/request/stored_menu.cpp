#include "ui/request/stored_menu.h"

#include "core/diagnosis/report.h"

#include <QCoreApplication>
#include <QMenu>

namespace keyhole {

namespace {

constexpr size_t kMostOffered = 30;

QString tr(const char *text)
{
    return QCoreApplication::translate("StoredMenu", text);
}

}

void popUp(const StoredMenu &stored, QWidget *below)
{
    auto *menu = new QMenu(below);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (size_t i = 0; i < std::min(stored.offered.size(), kMostOffered); ++i) {
        const CredentialInfo &info = stored.offered[i];
        const QString label = visibleText(info.label.toString()).left(100);
        QAction *action = menu->addAction(QString(label).replace(QLatin1Char('&'), QLatin1String("&&")));
        action->setCheckable(true);
        action->setChecked(info.id == stored.chosen);
        QObject::connect(action, &QAction::triggered, below, [choose = stored.choose, id = info.id] { choose(id); });
    }
    menu->addSeparator();
    if (!stored.chosen.isEmpty())
        QObject::connect(menu->addAction(stored.leaveText), &QAction::triggered, below, [leave = stored.leave] { leave(); });
    QObject::connect(menu->addAction(tr("All credentials…")), &QAction::triggered, below, [showAll = stored.showAll] { showAll(); });
    menu->popup(below->mapToGlobal(QPoint(0, below->height())));
}

}
