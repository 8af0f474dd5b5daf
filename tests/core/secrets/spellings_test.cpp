#include "catch.h"
#include "core/secrets/spellings.h"

using namespace keyhole;

namespace {

bool hasPartOf(const QByteArray &text, const std::vector<QByteArray> &spellings)
{
    return std::any_of(spellings.begin(), spellings.end(), [&](const QByteArray &each) { return text.contains(each); });
}

}

TEST_CASE("Secret spellings: a secret is found whatever stands before it when both are encoded together", "[secrets]")
{
    const QByteArray secret = "Zx81\"<&%secret-of-thirty-characters";
    const auto spellings = secretSpellings(secret);
    for (int before = 0; before < 7; ++before) {
        const QByteArray text = QByteArray(before, '>') + secret + "?>?";
        CAPTURE(before);
        CHECK(hasPartOf(text.toBase64(), spellings));
        CHECK(hasPartOf(text.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals), spellings));
        CHECK(hasPartOf(text.toHex(), spellings));
        CHECK(hasPartOf(text.toHex().toUpper(), spellings));
        CHECK(hasPartOf(text.toPercentEncoding(), spellings));
        CHECK(hasPartOf(QString::fromUtf8(text).toHtmlEscaped().toUtf8(), spellings));
    }
}

TEST_CASE("Secret spellings: each stands once, and what is too short to be told from chance is left out", "[secrets]")
{
    for (const QByteArray &secret : {QByteArray("abcdefgh"), QByteArray("abc"), QByteArray("level-lev-level")}) {
        const auto spellings = secretSpellings(secret);
        REQUIRE_FALSE(spellings.empty());
        CHECK(spellings.front() == secret);
        for (size_t i = 1; i < spellings.size(); ++i) {
            CHECK(spellings[i].size() >= 8);
            CHECK(std::count(spellings.begin(), spellings.end(), spellings[i]) == 1);
        }
    }
}
