#include "ui/request/auth_forms/forms.h"

namespace keyhole {

namespace {

void addProof(FormRows &rows)
{
    rows.addCheck(
        FormRows::tr("Prove possession of a key (DPoP)"), [](auto &auth) -> auto & { return auth.dpop; });
    rows.addKey(
        FormRows::tr("DPoP key"), [](auto &auth) -> auto & { return auth.dpopKey; });
    rows.onlyWhen([](const AuthDraft &auth) { return auth.dpop; });
}

}

void addBearerRows(FormRows &rows)
{
    rows.addSecret(
        FormRows::tr("Token"), [](auto &auth) -> auto & { return auth.secret; });
    rows.addText(
            FormRows::tr("Prefix"), [](auto &auth) -> auto & { return auth.scheme; }, QStringLiteral("Bearer"))
        ->setMaximumWidth(260);
    addProof(rows);
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
    rows.addText(
        FormRows::tr("Scope"), [](auto &auth) -> auto & { return auth.oauth2.scope; }, QStringLiteral("orders:read orders:write"));
    rows.addText(
        FormRows::tr("Prefix"), [](auto &auth) -> auto & { return auth.scheme; }, QStringLiteral("Bearer"));
    addProof(rows);
}

}
