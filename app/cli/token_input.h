#pragma once

#include "app/cli/token_options.h"
#include "core/token/comparison.h"
#include "core/token/key_text.h"

namespace keyhole {

/// What was given as a token: compact, or a JWS in JSON, or a text that is neither (then `token` tells what is wrong with it).
struct GivenToken {
    Token token;
    std::optional<Jws> jws;
    std::optional<SyntaxError> fault;  ///< why a JSON text is no JWS
};

/// The token of a file, of standard input, or as it stands where no such file is there. Fails where nothing can be read, or it is meant
/// as something else.
Result<GivenToken> readGivenToken(const QString &source);

/// How the check of a token came out, whichever kind of token it is.
struct TokenAnswer {
    GivenToken given;
    KeyCheck check;
    std::optional<QByteArray> opened = std::nullopt;  ///< what an encrypted token holds
    QString keysFrom = {};  ///< where fetched keys came from, and when
    std::optional<TokenComparison> comparison = std::nullopt;
};

/// The text of a key file. `isSecret`: the bytes of a shared secret, so that none of them is taken for JSON or a line break.
struct KeyText {
    QByteArray text;
    bool isSecret = false;
};
Result<KeyText> readKeyFile(const TokenOptions &options);

/// Checks the signature, or opens an encrypted token, with these keys. Fails when the keys cannot be read.
Result<TokenAnswer> checkGivenToken(GivenToken given, const KeyText &key, const std::optional<QByteArray> &detached);

}
