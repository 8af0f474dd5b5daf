#include "catch.h"
#include "core/replay/changing_methods.h"

using namespace keyhole;

TEST_CASE("Production: what may change data asks first, and reading does not", "[environments]")
{
    const auto [method, asks] = GENERATE(table<const char *, bool>({
        {"GET", false},
        {"HEAD", false},
        {"OPTIONS", false},
        {"TRACE", false},
        {"QUERY", false},
        {"POST", true},
        {"PUT", true},
        {"PATCH", true},
        {"DELETE", true},
        {"get", true},
        {"PURGE", true},
        {"", true},
    }));
    CAPTURE(method);
    RequestDraft draft;
    draft.method = method;
    CHECK(needsConfirmation(draft, true) == asks);
    CHECK_FALSE(needsConfirmation(draft, false));
}

TEST_CASE("Production: a field that stands for another method counts as that method", "[environments]")
{
    RequestDraft draft;
    draft.fields = {{true, "x-http-method-override", "delete", {}}};
    CHECK(needsConfirmation(draft, true));
    draft.fields.front().value = "GET";
    CHECK_FALSE(needsConfirmation(draft, true));
    draft.fields.front() = {false, "X-HTTP-Method-Override", "DELETE", {}};
    CHECK_FALSE(needsConfirmation(draft, true));
}
