#include "core/formats/import/opencollection_unread.h"

#include "core/collection/opencollection/rows.h"
#include "core/formats/import/auth_members.h"

#include <span>

namespace keyhole {

using namespace opencollection;

namespace {

using Names = std::span<const QByteArrayView>;

bool isAmong(Names names, QByteArrayView name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Members that are read, noted elsewhere or only say how another program shows things.
constexpr QByteArrayView kRequest[] = {"info", "http", "graphql", "runtime", "settings", "docs", "type", "name"};
constexpr QByteArrayView kInfo[] = {"name", "type", "seq", "description"};
constexpr QByteArrayView kDetails[] = {"method", "url", "headers", "params", "body", "auth"};
constexpr QByteArrayView kRuntime[] = {"variables", "scripts", "assertions", "actions", "auth"};
constexpr QByteArrayView kSettings[] = {"followRedirects", "timeout", "encodeUrl"};
constexpr QByteArrayView kDefaults[] = {"headers", "auth", "variables", "scripts"};
constexpr QByteArrayView kEnvironment[]
    = {"name", "color", "variables", "extends", "proxy", "clientCertificates", "certificates", "ca", "dns", "tls"};
constexpr QByteArrayView kAuth[] = {"type",
                                    "username",
                                    "password",
                                    "token",
                                    "key",
                                    "value",
                                    "placement",
                                    "domain",
                                    "accessKeyId",
                                    "secretAccessKey",
                                    "sessionToken",
                                    "service",
                                    "region",
                                    "consumerKey",
                                    "consumerSecret",
                                    "accessToken",
                                    "accessTokenSecret",
                                    "tokenSecret",
                                    "signatureMethod",
                                    "signatureEncoding",
                                    "realm",
                                    "addParamsTo",
                                    "flow",
                                    "authorizationUrl",
                                    "accessTokenUrl",
                                    "scope",
                                    "credentials",
                                    "resourceOwner.username",
                                    "tokenConfig.placement.header",
                                    "tokenConfig.id",
                                    "settings.autoRefreshToken",
                                    "settings.autoFetchToken"};
/// What holds here in any case.
constexpr std::pair<QByteArrayView, QByteArrayView> kUsual[]
    = {{"maxRedirects", "5"},   {"maxRedirects", "inherit"}, {"forwardAuthorizationHeader", "inherit"}, {"followRedirects", "inherit"},
       {"timeout", "inherit"},  {"encodeUrl", "inherit"},    {"tokenConfig.source", "access_token"},    {"version", "1.0"},
       {"pkce.method", "S256"}, {"privateKey.type", "text"}, {"tokenConfig.placement.header", "Bearer"}};

bool isEmpty(const YamlValue &value)
{
    return value.items.empty() && value.members.empty() && (value.text.isEmpty() || value.text == "false");
}

bool isUsual(const QByteArray &path, const QByteArray &text)
{
    return std::any_of(std::begin(kUsual), std::end(kUsual), [&](const auto &each) { return each.first == path && each.second == text; });
}

class Unread {
public:
    explicit Unread(ImportReading &reading) : m_reading(reading) { }
    void members(const YamlValue *mapping, Names known);
    void auth(const YamlValue *auth);

private:
    void leaf(const QByteArray &path, const YamlValue &value);
    void leaves(const QByteArray &path, const YamlValue &value);

    ImportReading &m_reading;
};

void Unread::leaf(const QByteArray &path, const YamlValue &value)
{
    if (!isEmpty(value) && !isUsual(path, value.text))
        m_reading.note(QStringLiteral("Line %1: “%2” is left out.").arg(value.line).arg(QString::fromUtf8(path)));
}

void Unread::members(const YamlValue *mapping, Names known)
{
    for (const YamlMember &member : mapping ? mapping->members : std::vector<YamlMember>()) {
        if (!isAmong(known, member.name))
            leaf(member.name, member.value);
    }
}

void Unread::leaves(const QByteArray &path, const YamlValue &value)
{
    if (isAmong(kAuth, path))
        return;
    if (value.kind != YamlValue::Kind::Mapping)
        return leaf(path, value);
    for (const YamlMember &member : value.members)
        leaves(path + '.' + member.name, member.value);
}

/// Of a scheme that is not known all is left out, which is noted where it is read.
void Unread::auth(const YamlValue *auth)
{
    static constexpr QByteArrayView kKnown[] = {"basic", "bearer", "apikey", "digest", "ntlm", "oauth1", "awsv4", "oauth2"};
    if (!auth || !isAmong(kKnown, textOf(*auth, "type")))
        return;
    const YamlValue *key = auth->find("privateKey");
    const bool keyIsRead = key && textOf(*key, "type") == "text";
    for (const YamlMember &member : auth->members) {
        const bool ofOAuth1 = (member.name == "callbackUrl" || member.name == "verifier") && textOf(*auth, "type") == "oauth1";
        if (!ofOAuth1 && !(keyIsRead && member.name == "privateKey"))
            leaves(member.name, member.value);
    }
    noteGrant(textOf(*auth, "flow"), m_reading);
}

const YamlValue *at(const YamlValue &document, QByteArrayView first, QByteArrayView second)
{
    const YamlValue *outer = document.find(first);
    return outer ? outer->find(second) : nullptr;
}

void noteRequest(const YamlValue &document, Unread &unread)
{
    unread.members(&document, kRequest);
    unread.members(document.find("info"), kInfo);
    for (const char *kind : {"http", "graphql"}) {
        unread.members(document.find(kind), kDetails);
        unread.auth(at(document, kind, "auth"));
    }
    unread.members(document.find("runtime"), kRuntime);
    unread.auth(at(document, "runtime", "auth"));
    unread.members(document.find("settings"), kSettings);
}

}

void noteUnread(const YamlValue &document, OpenCollectionPart part, ImportReading &reading)
{
    Unread unread(reading);
    switch (part) {
    case OpenCollectionPart::Request:
        noteRequest(document, unread);
        break;
    case OpenCollectionPart::Defaults:
        unread.members(document.find("request"), kDefaults);
        unread.auth(at(document, "request", "auth"));
        break;
    case OpenCollectionPart::Environment:
        unread.members(&document, kEnvironment);
        break;
    }
}

}
