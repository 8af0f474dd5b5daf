#include "catch.h"
#include "core/http/field.h"

using namespace keyhole;

TEST_CASE("FieldList: order, case, duplicates and empty values are kept", "[http]")
{
    FieldList fields;
    fields.append("X-One", "1");
    fields.append("x-ONE", "");
    fields.append("Two", "2");
    CHECK(fields.values("x-one") == std::vector<QByteArray>{"1", ""});
    CHECK(fields.at(1).name == "x-ONE");
    CHECK(fields.remove("X-ONE") == 2);
    CHECK(fields.size() == 1);
}

TEST_CASE("isToken: takes tchar only", "[http]")
{
    const auto [text, expected] = GENERATE(
        table<const char *, bool>({{"Accept", true}, {"x_y", true}, {"", false}, {"a b", false}, {"a:", false}, {"\xC3\xA4", false}}));
    CAPTURE(text);
    CHECK(isToken(text) == expected);
}
