#include "ui/controls/secret_clipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QTimer>

namespace keyhole {

namespace {
constexpr std::chrono::seconds kKept{30};
}

void copySecret(const Secret &secret)
{
    auto *data = new QMimeData;
    data->setText(QString::fromUtf8(secret.reveal()));
    data->setData(QStringLiteral("x-kde-passwordManagerHint"), "secret");
    data->setData(QStringLiteral("org.nspasteboard.ConcealedType"), "1");
    data->setData(QStringLiteral("ExcludeClipboardContentFromMonitorProcessing"), "1");
    QClipboard *clipboard = QGuiApplication::clipboard();
    clipboard->setMimeData(data);
    QTimer::singleShot(kKept, clipboard, [clipboard, secret] {
        if (Secret(clipboard->text().toUtf8()) == secret)
            clipboard->clear();
    });
}

}
