#include "ui/request/auth_forms/forms.h"

#include "ui/controls/button.h"

#include <QFileDialog>
#include <QHBoxLayout>

namespace keyhole {

namespace {

template <class Member> void addFile(FormRows &rows, const QString &name, const QString &hint, Member member)
{
    auto *both = new QWidget;
    auto *path = new QLineEdit;
    path->setPlaceholderText(hint);
    path->setAccessibleName(name);
    auto *open = new QPushButton(FormRows::tr("Open…"));
    open->setAccessibleName(FormRows::tr("%1: open file").arg(name));
    auto *row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(path, 1);
    row->addWidget(open);
    both->setFocusProxy(path);
    QObject::connect(path, &QLineEdit::textEdited, &rows, &FormRows::fieldEdited);
    QObject::connect(open, &QPushButton::clicked, both, [both, path, &rows] {
        auto *dialog = new QFileDialog(both, FormRows::tr("Open certificate or key"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        QObject::connect(dialog, &QFileDialog::fileSelected, path, [path, &rows](const QString &file) {
            path->setText(file);
            rows.fieldEdited();
        });
        dialog->open();
    });
    rows.addRow(
        name, both,
        [=](const AuthDraft &auth) {
            if (path->text() != member(auth))
                path->setText(member(auth));
        },
        [=](AuthDraft &auth) { member(auth) = path->text(); }, FormRows::Where::Keychain);
}

}

void addCertificateRows(FormRows &rows)
{
    const auto fromFile = [](const AuthDraft &auth) { return auth.certificate.certificateData.isEmpty(); };
    addFile(
        rows, FormRows::tr("Certificate"), FormRows::tr("file, PEM or PKCS #12"),
        [](auto &auth) -> auto & { return auth.certificate.certificate; });
    rows.onlyWhen(fromFile);
    addFile(
        rows, FormRows::tr("Private key"), FormRows::tr("empty: it is in the certificate’s file"),
        [](auto &auth) -> auto & { return auth.certificate.key; });
    rows.onlyWhen(fromFile);
    rows.addSecret(
        FormRows::tr("Passphrase"), [](auto &auth) -> auto & { return auth.secret; });
}

}
