#include "core/diagnosis/credential/session_value.h"

#include "catch.h"
#include "core/diagnosis/credential/checksum.h"

using namespace keyhole;

namespace {

// All of these were made for this test, with keys that were thrown away; each was written at `kMade` or ends at `kEnd`.
constexpr Instant kMade{Seconds(1795239067)}, kEnd{Seconds(1795240867)};
constexpr const char *kFlask = "eyJ1c2VyIjogImxlbmEifQ.awEsmw.36XRzv0O_fX1K3ZRINpyxXBusd0";
constexpr const char *kDjango = "eyJ1IjoxfQ:1xUdgp:5jAGvZ818GzSBYL8izSudqFQgCl76IbezW39QvWeUXQ";
constexpr const char *kCouch = "bGVuYTo2QjAxMkM5QjoBAjqEG6d6W0ZI3izQ38sw6kbbtA";

struct Sample {
    const char *name, *value, *form;
    std::optional<Instant> made, ends;
};

const Sample kSamples[] = {
    {"session", kFlask, "a signed session of Flask", kMade, {}},
    {"session",
     ".eJyrViotTi1SslLKSc1LVNJRKsrPSS1WsopWSsQBlGJrAc92Ef0.awEsmw.36XRzv0O_fX1K3ZRINpyxXBusd0",
     "a signed session of Flask",
     kMade,
     {}},
    {"session", "eyJ1c2VyIjogImxlbmEifQ.HeK-Gw.36XRzv0O_fX1K3ZRINpyxXBusd0", "a signed session of Flask", kMade, {}},
    {"session", "eyJ1c2VyIjoibGVuYWEifQ==.awEsmw.36XRzv0O_fX1K3ZRINpyxXBusd0", "a signed session of Starlette", kMade, {}},
    {"sessionid", kDjango, "a signed session of Django", kMade, {}},
    {"sid",
     "2|1:0|10:1795239067|3:sid|8:bGVuYQ==|2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
     "a signed value of Tornado",
     kMade,
     {}},
    {"_shop",
     "eyJfcmFpbHMiOiB7Im1lc3NhZ2UiOiAiSW14bGJtRWkiLCAiZXhwIjogIjIwMjYtMTEtMjFUMDk6MDE6MDcuMDAwWiIsICJwdXIiOiAiY29va2llLnVzZXIifX0"
     "%3D--95cb0bfd2977c761298d9624e4b4d4c72a39974a",
     "a signed value of Rails or Rack",
     {},
     Instant(Seconds(1795251667))},
    {"_shop",
     "WU5RmuSZMSspQzt92Kl/8Gje/LqXVbbV0A6ExSTWewY=--dpT0pmMW5TyM3Z2Z--S0OwruNWJM2VuRAYmz3CMQ==",
     "an encrypted session of Rails",
     {},
     {}},
    {"wordpress_logged_in_6f1e",
     "lena%7C1795240867%7C5jAGvZ818GzSBYL8izSudqFQgCl76IbezW39QvWeUXQ%7C"
     "50e721e49c013f00c62cf59f2163542a9d8df02464efeb615d31051b0fddc326",
     "a sign-in of WordPress",
     {},
     kEnd},
    {"laravel_session",
     "eyJpdiI6ICJhWFpwZG1sMmFYWnBkbWwyYVhacGRnPT0iLCAidmFsdWUiOiAiZG1Gc2RXVT0iLCAibWFjIjogIjYyYzY2YTdhNWRkNzBjMzEiLCAidG"
     "FnIjogIiJ9",
     "an encrypted value of Laravel",
     {},
     {}},
    {"connect.sid",
     "s%3AwAM7X1pIFaFymE1kA33UmoZj-4s6ceR_.P3m7e0NbBTIWUdrv03TNxoHcBvqmXjdOODN7iMoEbeo",
     "a signed session of Express",
     {},
     {}},
    {"koa.sess", "eyJ1c2VyIjogImxlbmEiLCAiX2V4cGlyZSI6IDE3OTUyNDA4NjcwMDAsICJfbWF4QWdlIjogODY0MDAwMDB9", "a session of Koa", {}, kEnd},
    {"koa.sess.sig", "36XRzv0O_fX1K3ZRINpyxXBusd0", "the signature of another cookie, as Koa and cookie-session write it", {}, {}},
    {"seal",
     "Fe26.2*1*6b86b273ff34fce1*fHOUf6GCEjNCjdloTlLOkA*QKW5DMswK1D*1795240867000*d4735e3a265e16ee*5jAGvZ818GzSBYL8izSudqFQ",
     "a sealed session of iron",
     {},
     kEnd},
    {"sb-abcd-auth-token", "base64-eyJhY2Nlc3NfdG9rZW4iOiAieCIsICJleHBpcmVzX2F0IjogMTc5NTI0MDg2N30", "a session of Supabase", {}, kEnd},
    {".AspNetCore.Cookies",
     "CfDJ8H48H1ogm2FNjkTA_-4SNFZI-xCxXz1EoJ3ILQKwZYHgwMaUeMn9LPj5CTZZAZoWh7rs27OMnnKxIWncQUhpD4dGf5FU9ZMcXfZlxklsv9X1",
     "data protected by ASP.NET Core",
     {},
     {}},
    {"remember-me",
     "bGVuYToxNzk1MjQwODY3MDAwOlNIQTI1NjowNDNhNzE4Nzc0YzU3MmJkOGEyNWFkYmViMWJmY2Q1",
     "a remembered sign-in of Spring Security",
     {},
     kEnd},
    {"REMEMBERME", "App.Entity.User:bGVuYQ~~:1795240867:8ff5d4f4e62aec1b3c0c", "a remembered sign-in of Symfony", {}, kEnd},
    {"AuthSession", kCouch, "a session of CouchDB", kMade, {}},
    {"_shop_key", "SFMyNTY.g3QAAAABbQ.5jAGvZ818GzSBYL8izSudqFQgCl76IbezW39QvWeUXQ", "a signed session of Phoenix", {}, {}},
    {"_oauth2_proxy", "b3BhcXVlIHRpY2tldA==|1795239067|UWuXg/ylF+7L0dBk2i0WUxCxl1k=", "a session of oauth2-proxy", kMade, {}},
    {"JSESSIONID", "0D6A5F3B2C.node2", "a session id of Java", {}, {}},
    {"PHPSESSID", "q8fh2k1m0s7d9a3l5p6o4i2u1y", "a session id of PHP", {}, {}},
};

}

TEST_CASE("Session values: the form of each framework is known, with the times that stand in it", "[diagnosis][credential]")
{
    for (const Sample &sample : kSamples) {
        CAPTURE(sample.name, sample.value);
        const auto read = readSessionValue(sample.name, sample.value);
        REQUIRE(read);
        CHECK(read->form.toStdString() == sample.form);
        CHECK((read->made == sample.made));
        CHECK((read->ends == sample.ends));
    }
}

TEST_CASE("Session values: the id of the key that protected it is told, which names a file on the server", "[diagnosis][credential]")
{
    const auto read
        = readSessionValue(".AspNetCore.Cookies", "CfDJ8H48H1ogm2FNjkTA_-4SNFZI-xCxXz1EoJ3ILQKwZYHgwMaUeMn9LPj5CTZZAZoWh7rs27OMnnKx");
    REQUIRE(read);
    CHECK(read->detail == "key 5a1f3c7e-9b20-4d61-8e44-c0ffee123456");
}

TEST_CASE("Session values: what is not whole or of no known form is nobody's", "[diagnosis][credential]")
{
    const auto value = GENERATE(as<QByteArray>(), "", "abc", "1.2.3", "a:b:c", "a|b|c", "eyJhIjoxfQ", "s:abc.def", "Fe26.2*1*2", "--",
                                "2|1:0", "lena|99|x|y");
    CAPTURE(value.toStdString());
    CHECK_FALSE(readSessionValue("anything", value));
    CHECK_FALSE(readSessionValue("theme", QByteArray(kFlask).chopped(1)));
    CHECK_FALSE(readSessionValue("sessionid", QByteArray(kDjango) + "x"));
    CHECK_FALSE(readSessionValue("session", QByteArray(20 << 10, 'a')));
}

TEST_CASE("Session values: the card tells kind and age, and nothing of the content", "[diagnosis][credential]")
{
    const auto flask = readSessionValue("session", kFlask);
    REQUIRE(flask);
    const QString text = sessionValueText(*flask, kMade + std::chrono::hours(3)).replace(QChar::Nbsp, u' ');
    CHECK(text == QString::fromUtf8("a signed session of Flask, 3 h old"));
    CHECK_FALSE(text.contains("lena"));
    const auto koa = readSessionValue("koa.sess", kSamples[11].value);
    REQUIRE(koa);
    CHECK(sessionValueText(*koa, kEnd - std::chrono::minutes(5)).contains(", for 5"));
    CHECK(sessionValueText(*koa, kEnd + std::chrono::minutes(5)).contains(", over for 5"));
}

TEST_CASE("Key checksums: they fit whole keys, and no key with a character changed or cut off", "[diagnosis][credential]")
{
    const auto [checksum, key, prefix] = GENERATE(table<KeyChecksum, QByteArray, int>({
        {KeyChecksum::Base62, "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", 4},
        {KeyChecksum::Base36Routable, "glpat-bzoxCnU6NHqy9f9HQ2ZxtuUz2Nw2FIRdEA.0y11z2qqb", 6},
        {KeyChecksum::Base36Routable, "glpat-bzoxCnU6NHqy9f9HQ2ZxtuUz2Nw2FIRdEA.01.0y0dusi0s", 6},
        {KeyChecksum::HexReversed, "glsa_Eeeby3abP3E2Zs8IQ9Y7aJZqhB6baeCN_39bb9ae4", 5},
    }));
    CAPTURE(key.toStdString());
    CHECK(checksumFits(checksum, key, prefix));
    for (qsizetype i = prefix; i < key.size(); ++i) {
        CAPTURE(i);
        for (const char other : {'A', 'b', '7', '_'}) {
            QByteArray changed = key;
            changed[i] = other;
            CHECK(checksumFits(checksum, changed, prefix) == (changed == key));
        }
        CHECK_FALSE(checksumFits(checksum, key.first(i), prefix));
        CHECK_FALSE(checksumFits(checksum, QByteArray(key).remove(i, 1), prefix));
    }
}
