#include "core/json/pointer.h"

#include "catch.h"

using namespace keyhole;

TEST_CASE("JSON pointer: a name and its step stand for each other", "[json]")
{
    const auto [name, step] = GENERATE(table<QByteArray, QByteArray>({
        {"name", "name"},
        {"", ""},
        {"a/b", "a~1b"},
        {"m~n", "m~0n"},
        {"~1", "~01"},
        {"/~", "~1~0"},
        {"größe", "größe"},
    }));
    CAPTURE(name.toStdString());
    CHECK(pointerStep(name) == step);
    CHECK(memberName(step) == name);
}
