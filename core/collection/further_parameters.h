#pragma once

#include <QByteArray>

namespace keyhole {

/// Further parameters of an authorization request, as in a query, as they may stand in a file: those that carry a token, an assertion or a
/// password are left out (id_token_hint, client_secret …), and so is whatever has the form of a JWT.
QByteArray withoutSecrets(const QByteArray &parameters);

}
