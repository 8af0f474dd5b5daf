#include "ui/controls/secret_clipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QTimer>

namespace keyhole {

namespace {

void takeBack(QClipboard *clipboard, const Secret &secret)
{
    for (const QClipboard::Mode mode : {QClipboard::Clipboard, QClipboard::Selection}) {
        if ((mode == QClipboard::Clipboard || clipboard->supportsSelection()) && Secret(clipboard->text(mode).toUtf8()) == secret)
            clipboard->clear(mode);
    }
}

}

void copySecret(const Secret &secret, std::chrono::milliseconds kept)
{
    auto *data = new QMimeData;
    data->setText(QString::fromUtf8(secret.reveal()));
    data->setData(QStringLiteral("x-kde-passwordManagerHint"), "secret");
    data->setData(QStringLiteral("org.nspasteboard.ConcealedType"), "1");
    data->setData(QStringLiteral("ExcludeClipboardContentFromMonitorProcessing"), "1");
    QClipboard *clipboard = QGuiApplication::clipboard();
    clipboard->setMimeData(data);
    auto *time = new QTimer(clipboard);
    time->setSingleShot(true);
    const auto end = [clipboard, secret, time] {
        takeBack(clipboard, secret);
        time->deleteLater();
    };
    QObject::connect(time, &QTimer::timeout, time, end);
    QObject::connect(qGuiApp, &QCoreApplication::aboutToQuit, time, end);
    time->start(kept);
}

}
