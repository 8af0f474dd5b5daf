#include "core/clock/explanation.h"

#include <QFile>

namespace keyhole {

QString clockExplanation()
{
    QFile page(QStringLiteral(":/pages/server-clock.md"));
    return page.open(QIODevice::ReadOnly) ? QString::fromUtf8(page.readAll()) : QString();
}

}
