#include "core/collection/kept_sign_in.h"

#include "core/collection/further_parameters.h"
#include "core/json/values.h"

namespace keyhole {

namespace {

using Grant = OAuth2Settings::Grant;
using Authentication = OAuth2Settings::ClientAuthentication;

constexpr const char *kMember = "sign-in";

struct TextMember {
    const char *name;
    QByteArray OAuth2Settings::*text;
};
constexpr TextMember kOwn[] = {
    {"issuer", &OAuth2Settings::issuer},
    {"device-endpoint", &OAuth2Settings::deviceEndpoint},
    {"revocation-endpoint", &OAuth2Settings::revocationEndpoint},
    {"audience", &OAuth2Settings::audience},
    {"key-id", &OAuth2Settings::keyId},
};
constexpr TextMember kAlsoInFiles[] = {
    {"authorization-endpoint", &OAuth2Settings::authorizationEndpoint},
    {"token-endpoint", &OAuth2Settings::tokenEndpoint},
    {"client-id", &OAuth2Settings::clientId},
    {"scope", &OAuth2Settings::scope},
};

constexpr std::pair<const char *, Grant> kGrants[] = {
    {"code", Grant::AuthorizationCode}, {"client-credentials", Grant::ClientCredentials},
    {"device", Grant::DeviceCode},      {"token-exchange", Grant::TokenExchange},
    {"password", Grant::Password},      {"jwt-bearer", Grant::JwtBearer},
};
constexpr std::pair<const char *, Authentication> kAuthentications[] = {
    {"none", Authentication::None},         {"basic", Authentication::Basic},           {"post", Authentication::Post},
    {"key", Authentication::PrivateKeyJwt}, {"certificate", Authentication::MutualTls},
};

/// Files have a place for these with an authorization code alone.
constexpr TextMember kOfCode[] = {
    {"redirect-address", &OAuth2Settings::redirectAddress},
    {"further-parameters", &OAuth2Settings::furtherParameters},
};

template <class Value, size_t N> const char *nameOf(const std::pair<const char *, Value> (&names)[N], Value value)
{
    return std::find_if(std::begin(names), std::end(names), [value](const auto &each) { return each.second == value; })->first;
}

template <class Value, size_t N> void take(const std::pair<const char *, Value> (&names)[N], const QByteArray &name, Value &into)
{
    for (const auto &[each, value] : names) {
        if (name == each)
            into = value;
    }
}

void setText(JsonValue &object, const char *name, const QByteArray &text)
{
    if (!text.isEmpty())
        object.members.push_back({name, jsonText(text)});
}

bool isFalse(const JsonValue &object, QByteArrayView name)
{
    const JsonValue *value = object.find(name);
    return value && value->type == JsonValue::Type::Bool && !value->boolean;
}

void keepAssertion(JsonValue &json, const SignedJwtSettings &assertion)
{
    setText(json, "assertion-algorithm", assertion.algorithm);
    setText(json, "assertion-header", assertion.header);
    setText(json, "assertion-claims", assertion.claims);
    if (assertion.withId)
        json.members.push_back({"assertion-with-id", jsonBool(true)});
}

void keepWhatCodesHave(JsonValue &json, const OAuth2Settings &settings)
{
    setText(json, "redirect-address", settings.redirectAddress);
    setText(json, "further-parameters", withoutSecrets(settings.furtherParameters));
}

void keepWhatFilesHave(JsonValue &json, const OAuth2Settings &settings)
{
    for (const auto &[name, text] : kAlsoInFiles)
        setText(json, name, settings.*text);
    json.members.push_back({"grant", jsonText(nameOf(kGrants, settings.grant))});
    if (!settings.refreshBeforeExpiry)
        json.members.push_back({"refresh-before-expiry", jsonBool(false)});
}

}

void keepSignIn(JsonValue &kept, const AuthDraft &auth, bool whole)
{
    const OAuth2Settings &settings = auth.oauth2;
    JsonValue json = jsonObject({});
    for (const auto &[name, text] : kOwn)
        setText(json, name, settings.*text);
    if (!settings.resources.empty()) {
        JsonValue list = jsonList({});
        for (const QByteArray &resource : settings.resources)
            list.items.push_back(jsonText(resource));
        json.members.push_back({"resources", std::move(list)});
    }
    const bool inFile
        = settings.clientAuthentication != Authentication::PrivateKeyJwt && settings.clientAuthentication != Authentication::MutualTls;
    if (whole || !inFile)
        json.members.push_back({"client-authentication", jsonText(nameOf(kAuthentications, settings.clientAuthentication))});
    if (!whole && auth.scheme != "Bearer")
        json.members.push_back({"scheme", jsonText(auth.scheme)});
    keepAssertion(json, settings.assertion);
    if (whole || settings.grant != Grant::AuthorizationCode)
        keepWhatCodesHave(json, settings);
    if (whole)
        keepWhatFilesHave(json, settings);
    if (!json.members.empty())
        kept.members.push_back({kMember, std::move(json)});
}

void completeSignIn(AuthDraft &auth, const JsonValue &kept)
{
    const JsonValue *json = kept.find(kMember);
    if (!json || auth.kind != AuthKind::OAuth2)
        return;
    OAuth2Settings &settings = auth.oauth2;
    for (const auto &[name, text] : kOwn)
        settings.*text = json->string(name);
    for (const auto &[name, text] : kAlsoInFiles) {
        if (json->find(name))
            settings.*text = json->string(name);
    }
    for (const auto &[name, text] : kOfCode) {
        if ((settings.*text).isEmpty())
            settings.*text = json->string(name);
    }
    settings.resources.clear();
    for (const JsonValue &resource : json->find("resources") ? json->find("resources")->items : std::vector<JsonValue>())
        settings.resources.push_back(resource.text);
    take(kGrants, json->string("grant"), settings.grant);
    // What the file says counts where another program wrote it there since.
    if (settings.clientAuthentication == Authentication::None)
        take(kAuthentications, json->string("client-authentication"), settings.clientAuthentication);
    if (json->find("scheme"))
        auth.scheme = json->string("scheme");
    settings.assertion.algorithm = json->string("assertion-algorithm");
    settings.assertion.header = json->string("assertion-header");
    settings.assertion.claims = json->string("assertion-claims");
    settings.assertion.withId = json->find("assertion-with-id") != nullptr;
    settings.refreshBeforeExpiry = settings.refreshBeforeExpiry && !isFalse(*json, "refresh-before-expiry");
}

}
