#include "catch.h"

#include "ui/credentials/origins_edit.h"
#include "ui/theme/theme.h"

#include <QPlainTextEdit>

using namespace keyhole;

TEST_CASE("Origins: what is typed becomes scheme, host and port", "[credentials]")
{
    const auto [typed, origin] = GENERATE(table<const char *, const char *>({
        {"https://api.example.com", "https://api.example.com"},
        {"api.example.com", "https://api.example.com"},
        {"HTTPS://API.Example.COM:443/v1/orders?x=1", "https://api.example.com"},
        {"api.example.com:8443", "https://api.example.com:8443"},
        {"http://127.0.0.1:8080", "http://127.0.0.1:8080"},
        {"https://[2001:db8::1]/", "https://[2001:db8::1]"},
        {"https://b\u00fccher.example", "https://xn--bcher-kva.example"},
    }));
    CAPTURE(typed);
    const OriginsRead read = readOrigins(QString::fromUtf8(typed));
    CHECK(read.problem == "");
    REQUIRE(read.origins.size() == 1);
    CHECK(read.origins.front().toString() == origin);
}

TEST_CASE("Origins: any address, no address and other schemes are refused in words", "[credentials]")
{
    const char *typed = GENERATE("*", "https://*.example.com", "ftp://example.com", "https://", "https://user@example.com",
                                 "https://exa mple.com", "javascript:alert(1)");
    CAPTURE(typed);
    CHECK_FALSE(readOrigins(typed).problem.isEmpty());
}

TEST_CASE("Origins: one a line, each once, blank lines left out", "[credentials]")
{
    const OriginsRead read = readOrigins("https://a.example\n\n  https://b.example/  \nhttps://a.example:443\n");
    CHECK(read.origins.size() == 2);
}

TEST_CASE("Origins: http to another computer is warned of, to this one it is not", "[credentials]")
{
    CHECK(readOrigins("http://api.example.com").warning.contains("api.example.com"));
    CHECK(readOrigins("http://localhost:3000").warning.isEmpty());
}

TEST_CASE("Origins: a change shows both hosts, one below the other", "[credentials]")
{
    Theme theme;
    OriginsEdit edit(theme);
    edit.setOrigins({{"https", "api.example.com", 443}});
    edit.field()->setPlainText("https://api.examp1e.com");
    const QStringList lines = edit.field()->accessibleDescription().split('\n');
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].endsWith("https://api.example.com"));
    CHECK(lines[1].endsWith("https://api.examp1e.com"));
}
