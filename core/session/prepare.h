#pragma once

#include "core/collection/draft_texts.h"

namespace keyhole {

/// A {{name}} of a request that nothing stands for.
struct UnresolvedName {
    QByteArray name;
    TextPlace place;
    friend bool operator==(const UnresolvedName &, const UnresolvedName &) = default;
};

/// A draft in which nothing is left to look up: variables are put in, the address has a scheme and no user information. Every hop of a
/// chain is made from such a draft; text that a server sent is never searched for variables.
struct PreparedDraft {
    RequestDraft draft;
    Url url;  ///< the draft's address, read
    std::vector<UnresolvedName> unresolved;  ///< {{names}} without a value, each once a place
    std::vector<QByteArray> secrets;  ///< values that must stay with the first origin: the credential, secret variables
    std::vector<Variable> bound = {};  ///< stored secret variables that were put in: they go to their own origins only
    std::vector<Error> warnings = {};
};

/// Refuses an address that is empty, does not parse, has no host or no http(s) scheme, and CR, LF or NUL in it.
Result<PreparedDraft> prepare(const RequestDraft &draft, const Environment &environment);

/// "{{host}} in the address, {{token}} in the credential".
QString placesText(const std::vector<UnresolvedName> &unresolved);
/// Why it must not go out like that: names that nothing stands for. Nothing when each has a value.
std::optional<Error> refuseUnresolved(const PreparedDraft &prepared, const QString &environment);

/// An address as a person types it, or a reference as a server sends it, made fit for the wire: blanks and bytes beyond ASCII behind the
/// host are percent-encoded, as browsers do.
QByteArray encodeAddress(const QByteArray &address);

/// Why no request can go there: neither http nor https, no host, or a percent-encoded one. Nothing when one can.
std::optional<Error> refuseAddress(const Url &url);

}
