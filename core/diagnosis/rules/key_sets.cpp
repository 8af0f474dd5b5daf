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

const AnswerText *saysKeyIsUnknown(const Facts &facts)
{
    static constexpr QByteArrayView kWords[]
        = {"unable to find", "not found", "no matching", "unknown",   "cannot find",   "could not find",
           "can't find",     "no key",    "no such key", "not match", "doesn't match", "not in"};
    constexpr qsizetype kShortestKid = 6;
    const QByteArray kid = facts.token() ? facts.token()->headerText("kid").toLower() : QByteArray();
    if (kid.size() < kShortestKid)
        return nullptr;
    const auto found = std::find_if(facts.answer.items.begin(), facts.answer.items.end(), [&](const AnswerText &text) {
        return text.lower.contains(kid)
            && std::any_of(std::begin(kWords), std::end(kWords), [&](QByteArrayView words) { return text.lower.contains(words); });
    });
    return found == facts.answer.items.end() ? nullptr : &*found;
}

}
