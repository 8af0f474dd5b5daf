#include "ui/request/auth_forms/forms.h"

namespace keyhole {

void addPasswordRows(FormRows &rows, AuthKind kind)
{
    const QString hint = kind == AuthKind::Ntlm ? QStringLiteral("DOMAIN\\user")
        : kind == AuthKind::Negotiate           ? FormRows::tr("empty: the ticket that is there (kinit)")
                                                : QString();
    rows.addText(
        FormRows::tr("User"), [](auto &auth) -> auto & { return auth.user; }, hint, FormRows::Where::Keychain);
    rows.addSecret(
        FormRows::tr("Password"), [](auto &auth) -> auto & { return auth.secret; });
    if (kind == AuthKind::Negotiate)
        rows.onlyWhen([](const AuthDraft &auth) { return !auth.user.isEmpty(); });
    if (kind != AuthKind::Digest)
        return;
    rows.addOneOf(
        FormRows::tr("Algorithm"),
        {FormRows::tr("as the server asks"), "MD5", "MD5-sess", "SHA-256", "SHA-256-sess", "SHA-512-256", "SHA-512-256-sess"},
        [](auto &auth) -> auto & { return auth.digest.algorithm; });
    rows.addOneOf(
        FormRows::tr("Protects"), {FormRows::tr("as the server asks"), "auth", "auth-int"},
        [](auto &auth) -> auto & { return auth.digest.qop; });
}

}
