#include "ui/controls/secret_clipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QTimer>

namespace keyhole {

namespace {

/// The time for which a secret may be in the clipboard.
class Stay : public QTimer {
public:
    Stay(QClipboard *clipboard, const Secret &secret) : QTimer(clipboard), m_clipboard(clipboard), m_secret(secret)
    {
        setSingleShot(true);
        connect(this, &QTimer::timeout, this, &Stay::end);
        connect(qGuiApp, &QCoreApplication::aboutToQuit, this, &Stay::end);
    }
    bool isOf(const Secret &secret) const { return m_secret == secret; }

private:
    /// Whoever took the clipboard since keeps it, unless it is the same secret that a clipboard manager took over.
    void end()
    {
        for (const QClipboard::Mode mode : {QClipboard::Clipboard, QClipboard::Selection}) {
            if ((mode == QClipboard::Clipboard || m_clipboard->supportsSelection()) && isOf(Secret(m_clipboard->text(mode).toUtf8())))
                m_clipboard->clear(mode);
        }
        deleteLater();
    }

    QClipboard *m_clipboard;
    const Secret m_secret;
};

}

QMimeData *concealedText(const Secret &secret)
{
    auto *data = new QMimeData;
    data->setText(QString::fromUtf8(secret.reveal()));
    data->setData(QStringLiteral("x-kde-passwordManagerHint"), "secret");
    data->setData(QStringLiteral("org.nspasteboard.ConcealedType"), "1");
    data->setData(QStringLiteral("ExcludeClipboardContentFromMonitorProcessing"), "1");
    return data;
}

void takeBackAfter(const Secret &secret, std::chrono::milliseconds kept)
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    for (QTimer *timer : clipboard->findChildren<QTimer *>(QString(), Qt::FindDirectChildrenOnly)) {
        const auto *earlier = dynamic_cast<Stay *>(timer);
        if (earlier && earlier->isOf(secret))
            delete timer;  // copied again, it may stay as long again
    }
    (new Stay(clipboard, secret))->start(kept);
}

void copySecret(const Secret &secret, std::chrono::milliseconds kept)
{
    QGuiApplication::clipboard()->setMimeData(concealedText(secret));
    takeBackAfter(secret, kept);
}

}
