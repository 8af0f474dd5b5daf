#include "canary/inputs.h"

#include "catch.h"
#include "core/json/values.h"

#include <QFile>
#include <QRandomGenerator>

namespace keyhole {

namespace {

const std::vector<QByteArray> kKinds{
    "basic password",
    "bearer token",
    "API key in a field",
    "API key in the address",
    "cookie",
    "OAuth code",
    "OAuth access token",
    "OAuth refresh token",
    "OAuth client secret",
    "PKCE verifier",
    "passphrase of a client key",
    "digest password",
    "AWS secret key",
    "netrc password",
    "Postman token",
};

JsonValue namedValue(const QByteArray &name, const QByteArray &value)
{
    return jsonObject({{"name", jsonText(name)}, {"value", jsonText(value)}});
}

JsonValue postmanItem(const QByteArray &name, const QByteArray &url, const JsonMember &more)
{
    return jsonObject({{"name", jsonText(name)}, {"request", jsonObject({{"method", jsonText("GET")}, {"url", jsonText(url)}, more})}});
}

}

QByteArray randomText(int length)
{
    const QByteArray alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    QByteArray text;
    for (int i = 0; i < length; ++i)
        text += alphabet[QRandomGenerator::system()->bounded(int(alphabet.size()))];
    return text;
}

std::vector<CanarySecret> makeCanarySecrets()
{
    std::vector<CanarySecret> secrets;
    for (const QByteArray &kind : kKinds) {
        const bool escaped = kind == "basic password" || kind == "digest password" || kind.startsWith("passphrase");
        secrets.push_back({kind, escaped ? randomText(10) + "\"<&%" + randomText(18) : randomText(32)});
    }
    return secrets;
}

const QByteArray &valueOf(const std::vector<CanarySecret> &secrets, const QByteArray &kind)
{
    const auto found = std::find_if(secrets.begin(), secrets.end(), [&](const CanarySecret &each) { return each.kind == kind; });
    REQUIRE(found != secrets.end());
    return found->value;
}

QByteArray recordingOf(const std::vector<CanarySecret> &secrets, const QByteArray &server)
{
    const JsonValue request = jsonObject({{"method", jsonText("GET")},
                                          {"url", jsonText(server + "/recorded?access_token=" + valueOf(secrets, "OAuth access token"))},
                                          {"httpVersion", jsonText("HTTP/1.1")},
                                          {"cookies", jsonList({namedValue("sid", valueOf(secrets, "cookie"))})},
                                          {"queryString", jsonList({namedValue("access_token", valueOf(secrets, "OAuth access token"))})},
                                          {"headers",
                                           jsonList({namedValue("Authorization", "Bearer " + valueOf(secrets, "bearer token")),
                                                     namedValue("Cookie", "sid=" + valueOf(secrets, "cookie")),
                                                     namedValue("X-Api-Key", valueOf(secrets, "API key in a field"))})},
                                          {"headersSize", jsonNumber(-1)},
                                          {"bodySize", jsonNumber(0)}});
    const JsonValue content = jsonObject({{"size", jsonNumber(2)}, {"mimeType", jsonText("application/json")}, {"text", jsonText("{}")}});
    const JsonValue response = jsonObject({{"status", jsonNumber(401)},
                                           {"statusText", jsonText("")},
                                           {"httpVersion", jsonText("HTTP/1.1")},
                                           {"cookies", jsonList({})},
                                           {"content", content},
                                           {"headers", jsonList({namedValue("Set-Cookie", "sid=" + valueOf(secrets, "cookie"))})},
                                           {"redirectURL", jsonText("")},
                                           {"headersSize", jsonNumber(-1)},
                                           {"bodySize", jsonNumber(2)}});
    const JsonValue entry
        = jsonObject({{"startedDateTime", jsonText("2026-11-21T09:43:11.000Z")},
                      {"time", jsonNumber(5)},
                      {"request", request},
                      {"response", response},
                      {"cache", jsonObject({})},
                      {"timings", jsonObject({{"send", jsonNumber(1)}, {"wait", jsonNumber(2)}, {"receive", jsonNumber(2)}})}});
    const JsonValue creator = jsonObject({{"name", jsonText("test")}, {"version", jsonText("1")}});
    return toJson(jsonObject({{"log", jsonObject({{"version", jsonText("1.2")}, {"creator", creator}, {"entries", jsonList({entry})}})}}));
}

QByteArray postmanExportOf(const std::vector<CanarySecret> &secrets, const QByteArray &server)
{
    const JsonValue token
        = jsonObject({{"key", jsonText("token")}, {"value", jsonText(valueOf(secrets, "Postman token"))}, {"type", jsonText("string")}});
    const JsonValue auth = jsonObject({{"type", jsonText("bearer")}, {"bearer", jsonList({token})}});
    const JsonValue field = jsonObject({{"key", jsonText("X-Api-Key")}, {"value", jsonText(valueOf(secrets, "API key in a field"))}});
    const JsonValue info = jsonObject(
        {{"name", jsonText("Imported")}, {"schema", jsonText("https://schema.getpostman.com/json/collection/v2.1.0/collection.json")}});
    return toJson(jsonObject({{"info", info},
                              {"item",
                               jsonList({postmanItem("orders", server + "/imported", {"auth", auth}),
                                         postmanItem("keys", server + "/imported-key", {"header", jsonList({field})})})}}));
}

QByteArray netrcOf(const std::vector<CanarySecret> &secrets)
{
    return "machine api.example.com login ada password " + valueOf(secrets, "netrc password") + '\n';
}

void writeInput(const QString &path, const QByteArray &content)
{
    QFile file(path);
    REQUIRE(file.open(QFile::WriteOnly));
    file.write(content);
}

}
