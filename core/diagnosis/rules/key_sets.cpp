#include "core/diagnosis/rules/key_sets.h"

#include "core/json/json.h"

namespace keyhole {

namespace {

/// The keys of a JWK set; empty for any other body.
std::vector<JsonValue> keysOf(const QByteArray &body)
{
    constexpr qsizetype kLongestSet = 256 << 10;
    if (body.size() > kLongestSet || !body.contains("\"kty\""))
        return {};
    const auto json = parseJson(body);
    const JsonValue *keys = json ? json->find("keys") : nullptr;
    return keys && keys->isArray() ? keys->items : std::vector<JsonValue>();
}

}

std::optional<SeenKeySet> seenKeySet(const Facts &facts)
{
    const Token *token = facts.token();
    const QByteArray kid = token ? token->headerText("kid") : QByteArray();
    const auto issuer = token ? Url::parse(token->claimText("iss")) : Result<Url, SyntaxError>(tl::unexpected(SyntaxError{}));
    if (kid.isEmpty() || !issuer)
        return std::nullopt;
    for (auto each = facts.earlier.rbegin(); each != facts.earlier.rend(); ++each) {
        if (!each->accepted || each->exchange->last().request.url.origin().host != issuer->origin().host)
            continue;
        const auto keys = keysOf(each->exchange->last().response->body);
        if (keys.empty())
            continue;
        const bool has
            = std::any_of(keys.begin(), keys.end(), [&kid](const JsonValue &key) { return key.isObject() && key.string("kid") == kid; });
        return SeenKeySet{&*each, has};
    }
    return std::nullopt;
}

}
