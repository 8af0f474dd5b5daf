#include "core/collection/further_parameters.h"

#include "core/http/form.h"

#include <algorithm>

namespace keyhole {

namespace {

bool carriesSecret(const FormPair &pair)
{
    static constexpr QByteArrayView kNames[]
        = {"id_token_hint", "login_hint_token", "access_token", "refresh_token",   "id_token", "token",  "code",
           "client_secret", "client_assertion", "assertion",    "assertion_token", "password", "secret", "request"};
    const auto isIt = [&pair](QByteArrayView name) { return pair.name.compare(name, Qt::CaseInsensitive) == 0; };
    return pair.value.startsWith("eyJ") || std::any_of(std::begin(kNames), std::end(kNames), isIt);
}

}

QByteArray withoutSecrets(const QByteArray &parameters)
{
    std::vector<FormPair> pairs = parseForm(parameters);
    if (std::none_of(pairs.begin(), pairs.end(), carriesSecret))
        return parameters;  // as it was typed
    std::erase_if(pairs, carriesSecret);
    return toForm(pairs);
}

}
