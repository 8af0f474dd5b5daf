#include "ui/sign_in/browser.h"

#include "core/http/url.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QUrl>

namespace keyhole {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Browser", text);
}

}

Result<void> checkForBrowser(const QByteArray &address)
{
    const auto url = Url::parse(address);
    const QByteArray scheme = url ? url->scheme.toLower() : QByteArray();
    if ((scheme == "https" || scheme == "http") && !url->userInfo && QUrl(QString::fromUtf8(address), QUrl::StrictMode).isValid())
        return {};
    return failure(Error{tr("That is no address for a browser."), {}, tr("Copy it and look at it first.")});
}

Result<void> openInBrowser(const QByteArray &address)
{
    if (const auto allowed = checkForBrowser(address); !allowed)
        return allowed;
    if (QDesktopServices::openUrl(QUrl(QString::fromUtf8(address), QUrl::StrictMode)))
        return {};
    return failure(Error{tr("No browser could be started."), {}, tr("Copy the address and open it yourself.")});
}

}
