#include "ui/request/pasted_key.h"

#include "core/diagnosis/words.h"
#include "ui/controls/button.h"
#include "ui/text/text_label.h"

#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>

namespace keyhole {

namespace {

/// "PEM, private key": the first line of a PEM file is no secret.
QString formOf(const QByteArray &bytes)
{
    if (bytes.contains("-----BEGIN"))
        return bytes.contains("PRIVATE KEY") ? PastedKey::tr("PEM, private key") : QStringLiteral("PEM");
    if (bytes.trimmed().startsWith('{'))
        return PastedKey::tr("JSON");
    return PastedKey::tr("bytes of a secret");
}

}

PastedKey::PastedKey(const Theme &theme, const QString &name, QWidget *parent)
    : QWidget(parent), m_name(name), m_what(new TextLabel(theme, {}, FontRole::Small, ColorToken::Text2)),
      m_paste(new Button(theme, tr("Paste"))), m_open(new Button(theme, tr("Open file…")))
{
    m_what->setWordWrap(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme.px(8));
    row->addWidget(m_what, 1);
    row->addWidget(m_paste);
    row->addWidget(m_open);
    setFocusProxy(m_paste);
    m_paste->setAccessibleName(tr("%1: paste").arg(name));
    m_open->setAccessibleName(tr("%1: open file").arg(name));
    connect(m_paste, &Button::clicked, this, &PastedKey::paste);
    connect(m_open, &Button::clicked, this, &PastedKey::openFile);
    showKey();
}

void PastedKey::setSecret(const Secret &secret)
{
    m_secret = secret;
    showKey();
}

void PastedKey::take(const QByteArray &bytes)
{
    if (bytes.size() > kMostBytes)
        return showKey(tr("That is larger than %1, the most that the keychain takes.").arg(byteText(kMostBytes)));
    if (bytes.trimmed().isEmpty())
        return showKey(tr("There is nothing in it."));
    m_secret = Secret(bytes);
    showKey();
    emit edited();
}

void PastedKey::paste()
{
    take(QGuiApplication::clipboard()->text().toUtf8());
}

void PastedKey::openFile()
{
    auto *dialog = new QFileDialog(this, tr("Open key"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &PastedKey::readFile);
    dialog->open();
}

void PastedKey::readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return showKey(tr("The file cannot be read: %1").arg(file.errorString()));
    take(file.read(kMostBytes + 1));
}

void PastedKey::showKey(const QString &problem)
{
    const QString what = m_secret.isEmpty() ? tr("Nothing yet") : formOf(m_secret.reveal()) + ", " + byteText(m_secret.reveal().size());
    m_what->setForeignText(problem.isEmpty() ? what : problem);
    m_what->setColor(problem.isEmpty() ? ColorToken::Text2 : ColorToken::Danger);
    setAccessibleDescription(m_what->text());
}

}
