#include "catch.h"
#include "core/secrets/import/found_credentials.h"

using namespace keyhole;

namespace {

FoundCredentials found(const QByteArray &text)
{
    const auto result = findCredentials(text);
    INFO((result ? QString() : result.error().what + " " + result.error().place).toStdString());
    REQUIRE(result);
    return *result;
}

const FoundCredential &at(const FoundCredentials &all, const QString &place)
{
    const auto match = std::find_if(all.credentials.begin(), all.credentials.end(), [&](const auto &each) { return each.place == place; });
    QStringList places;
    for (const FoundCredential &each : all.credentials)
        places.append(each.place);
    INFO(places.join(" | ").toStdString() << " has no " << place.toStdString());
    REQUIRE(match != all.credentials.end());
    return *match;
}

QByteArray partOf(const FoundCredential &credential, const QByteArray &name)
{
    for (const SecretPart &part : credential.parts) {
        if (part.name == name)
            return part.value.reveal();
    }
    return "(none)";
}

QByteArray originOf(const FoundCredential &credential)
{
    return credential.origins.size() == 1 ? credential.origins[0].toString() : QByteArray("(none)");
}

const QByteArray kPostman = R"({
 "info": {"name": "Orders", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
 "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "token-of-the-collection", "type": "string"}]},
 "variable": [{"key": "baseUrl", "value": "https://orders.example.com/v2"}, {"key": "apiKey", "value": "key-in-a-variable"},
              {"key": "pin", "value": "secret-by-type", "type": "secret"}],
 "item": [
  {"name": "Admin", "auth": {"type": "basic", "basic": [{"key": "username", "value": "root"}, {"key": "password", "value": "pw-of-admin"}]},
   "item": [{"name": "List", "request": {"method": "GET", "url": {"raw": "{{baseUrl}}/users?api_key=key-in-the-query&page=2"},
             "header": [{"key": "X-Api-Key", "value": "key-in-a-field"}, {"key": "Authorization", "value": "Bearer {{token}}"},
                        {"key": "X-Old-Token", "value": "switched-off-value", "disabled": true}]}}]},
  {"name": "Read", "request": {"url": "{{baseUrl}}/orders", "auth": {"type": "awsv4", "awsv4": [{"key": "accessKey", "value": "AKID"},
             {"key": "secretKey", "value": "secret-of-aws"}]}}},
  {"name": "Odd", "request": {"url": "{{unknown}}/x", "auth": {"type": "edgegrid", "edgegrid": [{"key": "clientSecret", "value": "secret-of-edge"}]}}},
  {"name": "Plain", "request": "https://orders.example.com/health"}
 ]})";

}

TEST_CASE("Import from Postman 2.1: blocks, variables, fields and parameters are found with their places", "[secrets]")
{
    const auto all = found(kPostman);
    CHECK(all.format == "Postman collection");
    CHECK(all.credentials.size() == 7);
    CHECK(partOf(at(all, "the collection"), "token") == "token-of-the-collection");
    CHECK(at(all, "the collection").label.toString().startsWith("Orders"));
    CHECK(at(all, "the collection").lines == std::vector{3});
    CHECK(partOf(at(all, "Admin"), "user") == "root");
    CHECK(originOf(at(all, "Admin")) == "https://orders.example.com");
    CHECK(partOf(at(all, "Admin / List, field X-Api-Key"), "key") == "key-in-a-field");
    CHECK(partOf(at(all, "Admin / List, parameter api_key"), "key") == "key-in-the-query");
    CHECK(originOf(at(all, "Admin / List, parameter api_key")) == "https://orders.example.com");
    CHECK(at(all, "Read").kind == CredentialKind::AwsKey);
    CHECK(partOf(at(all, "variable apiKey"), "key") == "key-in-a-variable");
    CHECK(at(all, "variable pin").kind == CredentialKind::Raw);
    REQUIRE(all.passedOver.size() == 1);
    CHECK(all.passedOver[0].what.contains("edgegrid"));
    CHECK(all.passedOver[0].place == "Odd");
}

TEST_CASE("Import from Postman 2.0: a block is an object", "[secrets]")
{
    const auto all = found(R"({"info": {"name": "Old", "schema": "https://schema.getpostman.com/json/collection/v2.0.0/collection.json"},
        "item": [{"name": "A", "request": {"url": "http://localhost:8080/a", "auth": {"type": "bearer", "bearer": {"token": "token-of-two-zero"}}}}]})");
    REQUIRE(all.credentials.size() == 1);
    CHECK(partOf(at(all, "A"), "token") == "token-of-two-zero");
    CHECK(originOf(at(all, "A")) == "http://localhost:8080");
}

TEST_CASE("Import from Postman: a credential for requests to several origins suggests none", "[secrets]")
{
    const auto all = found(R"({"info": {"name": "Two"}, "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "token-for-two"}]},
        "item": [{"name": "A", "request": "https://a.example/"}, {"name": "B", "request": "https://b.example/"}]})");
    CHECK(at(all, "the collection").origins.empty());
}

TEST_CASE("Import from Postman: a credential for a request whose address cannot be told suggests no origin", "[secrets]")
{
    const QByteArray request
        = GENERATE(values<QByteArray>({"{}", "\"{{unknown}}/x\"", "\"\"", "\"ftp://a.example/\"", "{\"url\": \"relative\"}"}));
    const auto all = found(R"({"info": {"name": "One"}, "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "token-for-none"}]},
        "item": [{"name": "A", "request": )"
                           + request + "}]}");
    CHECK(at(all, "the collection").origins.empty());
}

TEST_CASE("Import from Postman: a request that goes elsewhere by its own credential does not count", "[secrets]")
{
    const auto all = found(R"({"info": {"name": "Two"}, "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "token-for-one"}]},
        "item": [{"name": "A", "request": {"url": "https://a.example/"}},
                 {"name": "B", "request": {"url": "https://b.example/", "auth": {"type": "noauth"}}}]})");
    CHECK(originOf(at(all, "the collection")) == "https://a.example");
}

TEST_CASE("Import from Postman: environments and globals", "[secrets]")
{
    const auto [scope, name] = GENERATE(table<QByteArray, QString>({{"environment", "Staging"}, {"globals", "Staging"}}));
    const auto all = found(R"({"id": "1", "name": "Staging", "values": [{"key": "host", "value": "https://s.example", "enabled": true},
        {"key": "userPassword", "value": "pw-of-staging", "type": "default"}, {"key": "pin", "value": "1234567", "type": "secret"},
        {"key": "token", "value": ""}], "_postman_variable_scope": ")"
                           + scope + "\"}");
    CHECK(all.format == "Postman environment");
    CHECK(all.credentials.size() == 2);
    CHECK(partOf(at(all, "variable userPassword of " + name), "password") == "pw-of-staging");
    CHECK(at(all, "variable pin of " + name).label.environment == name);
}

TEST_CASE("Import from Postman: the whole data in one file", "[secrets]")
{
    const auto all = found("{\"version\": 1, \"collections\": [" + kPostman
                           + R"(], "environments": [{"name": "E", "values": [{"key": "t_token", "value": "token-of-e"}]}],
        "globals": [{"name": "G", "values": [{"key": "g_token", "value": "token-of-g"}]}]})");
    CHECK(all.format == "Postman data");
    CHECK(all.credentials.size() == 9);
}

TEST_CASE("Import from Insomnia 4: a flat list with parents", "[secrets]")
{
    const auto all = found(R"({"_type": "export", "__export_format": 4, "resources": [
        {"_id": "wrk_1", "_type": "workspace", "name": "Shop"},
        {"_id": "fld_1", "_type": "request_group", "parentId": "wrk_1", "name": "Admin"},
        {"_id": "req_1", "_type": "request", "parentId": "fld_1", "name": "List", "url": "{{ _.base_url }}/x?access_token=token-in-the-query",
         "authentication": {"type": "bearer", "token": "token-of-list", "prefix": ""},
         "headers": [{"name": "Authorization", "value": "Basic cm9vdDpwdy1pbi1iYXNpYw=="}]},
        {"_id": "req_2", "_type": "request", "parentId": "wrk_1", "name": "Sign", "url": "https://aws.example/",
         "authentication": {"type": "iam", "accessKeyId": "AKID", "secretAccessKey": "secret-of-iam", "sessionToken": "{{ _.session }}"}},
        {"_id": "env_1", "_type": "environment", "parentId": "wrk_1", "name": "Base", "data": {"base_url": "https://shop.example", "auth": {"token": "token-nested"}}},
        {"_id": "jar_1", "_type": "cookie_jar", "parentId": "wrk_1", "name": "Default Jar", "cookies": [{"key": "sid", "value": "cookie-value"}]}]})");
    CHECK(all.format == "Insomnia export");
    CHECK(all.credentials.size() == 5);
    CHECK(partOf(at(all, "Admin / List"), "token") == "token-of-list");
    CHECK(originOf(at(all, "Admin / List")) == "https://shop.example");
    CHECK(partOf(at(all, "Admin / List, field Authorization"), "password") == "pw-in-basic");
    CHECK(partOf(at(all, "Sign"), "secret-access-key") == "secret-of-iam");
    CHECK(partOf(at(all, "Sign"), "session-token") == "(none)");
    CHECK(partOf(at(all, "variable auth.token of Base"), "token") == "token-nested");
    REQUIRE(all.passedOver.size() == 1);
    CHECK(all.passedOver[0].what == "1 cookies");
}

TEST_CASE("Import from Insomnia 5: a tree in YAML", "[secrets]")
{
    const auto all = found("type: collection.insomnia.rest/5.0\n"
                           "name: Shop\n"
                           "collection:\n"
                           "  - name: Admin\n"
                           "    authentication:\n"
                           "      type: basic\n"
                           "      username: root\n"
                           "      password: pw-of-admin\n"
                           "    children:\n"
                           "      - name: List\n"
                           "        url: https://shop.example/list\n"
                           "        headers:\n"
                           "          - name: X-Auth-Token\n"
                           "            value: token-in-a-field\n"
                           "environments:\n"
                           "  name: Base\n"
                           "  data:\n"
                           "    clientSecret: secret-of-client\n"
                           "  subEnvironments:\n"
                           "    - name: Live\n"
                           "      data:\n"
                           "        clientSecret: secret-of-live\n");
    CHECK(all.credentials.size() == 4);
    CHECK(partOf(at(all, "Admin"), "password") == "pw-of-admin");
    CHECK(at(all, "Admin").lines == std::vector{8});
    CHECK(originOf(at(all, "Admin / List, field X-Auth-Token")) == "https://shop.example");
    CHECK(at(all, "variable clientSecret of Live").lines == std::vector{22});
}

TEST_CASE("Import from exports: a secret that JSON escapes is found in its line", "[secrets]")
{
    const auto all = found("{\"name\": \"E\", \"values\": [\n{\"key\": \"a_token\", \"value\": \"quote\\\"and\\\\slash\"}]}");
    REQUIRE(all.credentials.size() == 1);
    CHECK(all.credentials[0].parts[0].value.reveal() == "quote\"and\\slash");
    CHECK(all.credentials[0].lines == std::vector{2});
}

TEST_CASE("Import: ten thousand damaged files are read or refused, with places inside the file", "[secrets]")
{
    quint32 state = 20261121;
    const auto random = [&state](int below) {
        state = state * 1664525 + 1013904223;
        return int((state >> 8) % quint32(below));
    };
    for (int round = 0; round < 10'000; ++round) {
        QByteArray text = round % 2 ? kPostman : QByteArray("machine a.example login x password \"y\"\nmacdef m\n\n[p]\nA_TOKEN=\"$x\n");
        for (int change = random(6); change >= 0; --change)
            text[random(int(text.size()))] = "\"\\\n{}[]:=#$ x"[random(13)];
        text.truncate(random(int(text.size()) + 1));
        const auto result = findCredentials(text);
        if (!result) {
            REQUIRE_FALSE(result.error().remedy.isEmpty());
            continue;
        }
        for (const FoundCredential &each : result->credentials) {
            REQUIRE_FALSE(each.parts.empty());
            for (const int line : each.lines)
                REQUIRE((line >= 1 && line <= text.count('\n') + 1));
        }
    }
}
