#include "catch.h"
#include "core/json/path.h"

using namespace keyhole;

TEST_CASE("jsonPathAt: names the members and items that lead to a place", "[json]")
{
    const QByteArray json = R"({"a":1,"b":{"c":["x",{"d":"here"}],"e":"there"},"f":"\"last"})";
    CHECK(jsonPathAt(json, json.indexOf("here")) == "b.c.1.d");
    CHECK(jsonPathAt(json, json.indexOf("\"x\"")) == "b.c.0");
    CHECK(jsonPathAt(json, json.indexOf("there")) == "b.e");
    CHECK(jsonPathAt(json, json.indexOf("last")) == "f");
    CHECK(jsonPathAt(json, 0).isEmpty());
    CHECK(jsonPathAt(json, json.size() + 10).isEmpty());
}

TEST_CASE("jsonPathAt: works in a text that breaks off, and gives up on one that is too deep", "[json]")
{
    CHECK(jsonPathAt(R"({"token":"eyJ)", 10) == "token");
    CHECK(jsonPathAt("]]}}\"x", 5).isEmpty());
    CHECK(jsonPathAt(QByteArray(200, '[') + "1", 200).isEmpty());
}
