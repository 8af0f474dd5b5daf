#pragma once

#include "ui/request/auth_forms/form_rows.h"

namespace keyhole {

/// The name of a kind, as people choose it.
QString authKindName(AuthKind kind);
/// All kinds in the order in which they are offered.
const std::vector<AuthKind> &authKinds();

/// What is sent when, for kinds whose credential depends on the server or is made anew for each request; empty where the line that is shown
/// as sent says all.
QString sendingNote(AuthKind kind);

/// Each adds the rows of a kind.
void addPasswordRows(FormRows &rows, AuthKind kind);  ///< Basic, Digest, Ntlm, Negotiate
void addBearerRows(FormRows &rows);
void addRawRows(FormRows &rows);
void addApiKeyRows(FormRows &rows);
void addSignedJwtRows(FormRows &rows, const Theme &theme);
void addOAuth1Rows(FormRows &rows);
void addAwsRows(FormRows &rows);
void addOAuth2Rows(FormRows &rows);
void addCertificateRows(FormRows &rows);
void addCustomRows(FormRows &rows, const Theme &theme);

/// The whole form of a kind; nothing for None and Inherited, which have none.
FormRows *makeAuthForm(AuthKind kind, const Theme &theme);

}
