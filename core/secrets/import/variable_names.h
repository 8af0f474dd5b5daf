#pragma once

#include "core/secrets/credential.h"

#include <optional>

namespace keyhole {

/// What the name of a variable tells of its value: "GITHUB_TOKEN", "apiKey", "db.password".
enum class VariableMeaning {
    NoSecret,
    Token,
    ApiKey,
    Password,
    SigningKey,  ///< a private key, or a secret to sign with
    Raw,  ///< a secret of some kind
};
VariableMeaning meaningOfVariable(const QByteArray &name);

/// The words of a name, in lower case: "myApi-Key" is my, api, key.
std::vector<QByteArray> wordsOfName(const QByteArray &name);

/// Where the tokens of well-known services go, by the variable that their own documentation names.
std::optional<Origin> originOfVariable(const QByteArray &name);

/// Whether the value only stands for one that is elsewhere: "$OTHER", "{{ token }}", "op://vault/item".
bool isReference(const QByteArray &value);

}
