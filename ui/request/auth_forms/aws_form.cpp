#include "ui/request/auth_forms/forms.h"

#include <QSpinBox>

namespace keyhole {

namespace {

constexpr int kWeek = 7 * 24 * 3600;  // seconds, the most that AWS takes

void addExpiry(FormRows &rows)
{
    auto *seconds = new QSpinBox;
    seconds->setRange(1, kWeek);
    seconds->setSuffix(FormRows::tr(" s"));
    QObject::connect(seconds, &QSpinBox::valueChanged, &rows, &FormRows::fieldEdited);
    rows.addRow(
        FormRows::tr("Holds for"), seconds,
        [seconds](const AuthDraft &auth) {
            const QSignalBlocker quiet(seconds);
            seconds->setValue(auth.aws.expires);
        },
        [seconds](AuthDraft &auth) { auth.aws.expires = seconds->value(); });
    rows.onlyWhen([](const AuthDraft &auth) { return auth.aws.inQuery; });
}

}

void addAwsRows(FormRows &rows)
{
    rows.addText(
        FormRows::tr("Access key ID"), [](auto &auth) -> auto & { return auth.aws.accessKeyId; }, QStringLiteral("AKIA…"),
        FormRows::Where::Keychain);
    rows.addSecret(
        FormRows::tr("Secret key"), [](auto &auth) -> auto & { return auth.secret; });
    rows.addSecret(
        FormRows::tr("Session token"), [](auto &auth) -> auto & { return auth.secondSecret; });
    rows.addText(
        FormRows::tr("Region"), [](auto &auth) -> auto & { return auth.aws.region; }, FormRows::tr("as the host says"));
    rows.addText(
        FormRows::tr("Service"), [](auto &auth) -> auto & { return auth.aws.service; }, FormRows::tr("as the host says"));
    rows.addCheck(
        FormRows::tr("Sign the address instead of fields"), [](auto &auth) -> auto & { return auth.aws.inQuery; });
    addExpiry(rows);
    rows.addCheck(
        FormRows::tr("Leave the body unsigned"), [](auto &auth) -> auto & { return auth.aws.unsignedPayload; });
}

}
