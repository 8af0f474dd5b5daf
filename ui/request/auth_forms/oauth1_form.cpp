#include "ui/request/auth_forms/forms.h"

namespace keyhole {

namespace {

bool signsWithRsa(const AuthDraft &auth)
{
    return auth.oauth1.signatureMethod.startsWith("RSA");
}

/// The method stands for itself; the first of the list is what an empty one means.
void addMethod(FormRows &rows)
{
    auto *choice = new QComboBox;
    choice->addItems({"HMAC-SHA1", "HMAC-SHA256", "RSA-SHA1", "PLAINTEXT"});
    QObject::connect(choice, &QComboBox::activated, &rows, &FormRows::fieldEdited);
    rows.addRow(
        FormRows::tr("Signature"), choice,
        [choice](const AuthDraft &auth) {
            choice->setCurrentIndex(std::max(0, choice->findText(QString::fromUtf8(auth.oauth1.signatureMethod))));
        },
        [choice](AuthDraft &auth) { auth.oauth1.signatureMethod = choice->currentText().toUtf8(); });
}

}

void addOAuth1Rows(FormRows &rows)
{
    using enum FormRows::Where;
    addMethod(rows);
    rows.addText(
        FormRows::tr("Consumer key"), [](auto &auth) -> auto & { return auth.oauth1.consumerKey; }, {}, Keychain);
    rows.addSecret(
        FormRows::tr("Consumer secret"), [](auto &auth) -> auto & { return auth.secret; });
    rows.onlyWhen([](const AuthDraft &auth) { return !signsWithRsa(auth); });
    rows.addKey(
        FormRows::tr("RSA key"), [](auto &auth) -> auto & { return auth.secret; });
    rows.onlyWhen(&signsWithRsa);
    rows.addText(
        FormRows::tr("Token"), [](auto &auth) -> auto & { return auth.oauth1.token; }, {}, Keychain);
    rows.addSecret(
        FormRows::tr("Token secret"), [](auto &auth) -> auto & { return auth.secondSecret; });
    rows.onlyWhen([](const AuthDraft &auth) { return !signsWithRsa(auth); });
    rows.addChoice(
        FormRows::tr("Place"), {FormRows::tr("Header"), FormRows::tr("Query"), FormRows::tr("Body")},
        [](auto &auth) -> auto & { return auth.oauth1.place; });
    rows.addText(
        FormRows::tr("Realm"), [](auto &auth) -> auto & { return auth.oauth1.realm; });
    rows.addText(
        FormRows::tr("Callback"), [](auto &auth) -> auto & { return auth.oauth1.callback; });
    rows.addText(
        FormRows::tr("Verifier"), [](auto &auth) -> auto & { return auth.oauth1.verifier; });
    rows.addCheck(
        FormRows::tr("Say oauth_version"), [](auto &auth) -> auto & { return auth.oauth1.withVersion; });
}

}
