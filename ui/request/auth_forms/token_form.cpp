#include "ui/request/auth_forms/forms.h"

#include "core/token/key_export.h"

#include <QHBoxLayout>

namespace keyhole {

namespace {

/// A proof needs a key of its own; one that is there stays.
void makeProofKey(AuthDraft &auth)
{
    if (!auth.dpopKey.isEmpty() || !auth.credential.isEmpty())
        return;
    const auto key = SigningKey::generate("P-256");
    const auto text = key ? privateKeyText(*key) : failure(key.error());
    if (text)
        auth.dpopKey = *text;
}

/// What stands before the token, and beside it whether a proof goes along: one row, as the pane is low.
void addPrefix(FormRows &rows)
{
    auto *both = new QWidget;
    auto *prefix = new QLineEdit;
    prefix->setAccessibleName(FormRows::tr("Prefix"));
    prefix->setPlaceholderText(QStringLiteral("Bearer"));
    auto *proof = new QCheckBox(FormRows::tr("Prove possession of a key (DPoP)"));
    auto *row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(prefix, 1);
    row->addWidget(proof);
    row->addStretch(1);
    both->setFocusProxy(prefix);
    QObject::connect(prefix, &QLineEdit::textEdited, &rows, &FormRows::fieldEdited);
    QObject::connect(proof, &QCheckBox::clicked, &rows, [&rows](bool wanted) { wanted ? rows.change(&makeProofKey) : rows.fieldEdited(); });
    rows.addRow(
        FormRows::tr("Prefix"), both,
        [=](const AuthDraft &auth) {
            if (prefix->text().toUtf8() != auth.scheme)
                prefix->setText(QString::fromUtf8(auth.scheme));
            proof->setChecked(auth.dpop);
        },
        [=](AuthDraft &auth) {
            auth.scheme = prefix->text().toUtf8();
            auth.dpop = proof->isChecked();
        });
    rows.addKey(
        FormRows::tr("DPoP key"), [](auto &auth) -> auto & { return auth.dpopKey; });
    rows.onlyWhen([](const AuthDraft &auth) { return auth.dpop; });
}

}

void addBearerRows(FormRows &rows)
{
    rows.addSecret(
        FormRows::tr("Token"), [](auto &auth) -> auto & { return auth.secret; });
    addPrefix(rows);
}

void addRawRows(FormRows &rows)
{
    rows.addSecret(
        FormRows::tr("Value"), [](auto &auth) -> auto & { return auth.secret; });
}

void addApiKeyRows(FormRows &rows)
{
    rows.addText(
        FormRows::tr("Name"), [](auto &auth) -> auto & { return auth.keyName; });
    rows.addChoice(
        FormRows::tr("Place"), {FormRows::tr("Header"), FormRows::tr("Query"), FormRows::tr("Cookie")},
        [](auto &auth) -> auto & { return auth.keyPlace; });
    rows.addSecret(
        FormRows::tr("Key"), [](auto &auth) -> auto & { return auth.secret; });
}

void addOAuth2Rows(FormRows &rows)
{
    rows.addSecret(
        FormRows::tr("Access token"), [](auto &auth) -> auto & { return auth.secret; });
    rows.addText(
        FormRows::tr("Issuer"), [](auto &auth) -> auto & { return auth.oauth2.issuer; }, QStringLiteral("https://id.example.com"));
    rows.addText(
        FormRows::tr("Client ID"), [](auto &auth) -> auto & { return auth.oauth2.clientId; });
    rows.addSecret(
        FormRows::tr("Client secret"), [](auto &auth) -> auto & { return auth.secondSecret; });
    rows.addText(
        FormRows::tr("Scope"), [](auto &auth) -> auto & { return auth.oauth2.scope; }, QStringLiteral("orders:read orders:write"));
    addPrefix(rows);
}

}
