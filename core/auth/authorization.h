#pragma once

#include "core/auth/auth_memory.h"
#include "core/collection/request_draft.h"

namespace keyhole {

/// What a credential adds to a request. Each part is empty where it adds nothing there.
struct AuthEffect {
    FieldList fields;
    QByteArray query;  ///< "name=value&…", percent-encoded, to go behind what the address has
    QByteArray cookie;  ///< "name=value"
    QByteArray form;  ///< "name=value&…", to go behind a body that is a form
    QString display;  ///< what it adds, for a person, a line each: secrets are masked
    QString note;  ///< what only the server's answer decides, in a sentence; empty where nothing is open
};

/// What a scheme has to know.
struct AuthContext {
    Request request = {};  ///< as it stands without this credential: what a signature is made over
    Instant now{};  ///< by the server's clock, as far as it is known
    QByteArray random = {};  ///< 32 hexadecimal digits that no other request has: nonce, jti, cnonce
    const AuthMemory *memory = nullptr;  ///< nothing is known of any server without it
};

/// Basic: RFC 7617, in UTF-8 unless the server took it ill. Bearer: RFC 6750, 2.1, with the scheme as given, or DPoP with a proof
/// (RFC 9449). ApiKey: a field, query parameter or cookie of the given name. Raw: the value of Authorization. Custom: fields. Digest:
/// nothing before there is a challenge. SignedJwt, OAuth1, AwsSignature4: a signature over `context.request`. An empty secret is sent
/// empty: what a server says to that is worth seeing. Of a credential that was not read from the keychain yet, stars stand for what would
/// be signed. Fails for a key that cannot be read and for settings that do not fit, with what to do.
Result<AuthEffect> applyAuth(const AuthDraft &auth, const AuthContext &context = {});

/// What a credential changes in how a request is carried: ClientCertificate, Negotiate, Ntlm.
void applyAuth(const AuthDraft &auth, TransportOptions &options);

/// Whether the kind signs the request, so that everything else has to be in its place before.
bool signsRequest(AuthKind kind);

/// "Bearer token", "OAuth 1.0a": for sentences.
QString nameOf(AuthKind kind);

/// Why two credentials cannot go together: both would write the same field, parameter or cookie, or speak for the same connection.
std::optional<Error> refuseTogether(const std::vector<AuthDraft> &credentials);

}
