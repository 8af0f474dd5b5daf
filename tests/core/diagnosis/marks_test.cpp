#include "catch.h"
#include "core/diagnosis/diagnose.h"
#include "core/diagnosis/marks.h"
#include "refusals.h"

#include <QRegularExpression>

using namespace keyhole;

namespace {

const QByteArray kKey(32, 'k');

bool matches(const QString &text, const char *pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(QLatin1String(pattern))).match(text).hasMatch();
}

}

TEST_CASE("Marks: equal secrets have equal marks, others have others, also where only the end differs", "[diagnosis]")
{
    const SecretMarks marks;
    const QString secret = QStringLiteral("q8Zr1vWn5Tb3Yx7Lk2Mp");
    CHECK(marks.mark(secret) == marks.mark(secret));
    CHECK(marks.mark(secret) != secret);
    CHECK(marks.mark(secret).left(8) != marks.mark(QStringLiteral("q8Zr1vWn5Tb3Yx7Lk2Mq")).left(8));
}

TEST_CASE("Marks: length and alphabet are kept", "[diagnosis]")
{
    const auto [secret, pattern] = GENERATE(table<QString, const char *>(
        {{"9f8e7d6c5b4a39281706", "[0-9a-f]{20}"},
         {"DEADBEEF00112233", "[0-9A-F]{16}"},
         {"4711081512345678", "[0-9]{16}"},
         {"correct-horse-battery", "[a-z]{7}-[a-z]{5}-[a-z]{7}"},
         {"550e8400-e29b-41d4-a716-446655440000", "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"},
         {"c3ZjOnBhc3N3b3Jk+/9=", "[A-Za-z0-9]{16}[+]/[0-9]="},
         {"Pa$$w0rd!", "[A-Z][a-z][^A-Za-z0-9]{2}[a-z][0-9][a-z]{2}[^A-Za-z0-9]"},
         {"pässwörd", "p?.{8}"}}));
    CAPTURE(secret.toStdString());
    const QString mark = SecretMarks(kKey).mark(secret);
    CAPTURE(mark.toStdString());
    CHECK(mark.size() == secret.size());
    CHECK(matches(mark, pattern));
    CHECK(mark != secret);
}

TEST_CASE("Marks: a secret of punctuation alone does not stand for itself", "[diagnosis]")
{
    CHECK(SecretMarks(kKey).mark(QStringLiteral("--..==--..==")) != QStringLiteral("--..==--..=="));
}

TEST_CASE("Marks: another report has other marks, so that nobody can check a guess", "[diagnosis]")
{
    CHECK(SecretMarks().mark(QStringLiteral("hunter2-hunter2")) != SecretMarks().mark(QStringLiteral("hunter2-hunter2")));
}

TEST_CASE("Marks: the signature of a token is cut, and a token without one is not shown", "[diagnosis]")
{
    const SecretMarks marks(kKey);
    const QString cut = marks.markToken(QStringLiteral("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJlLXRoYXQtaXMtc2VjcmV0"));
    CHECK(matches(cut, "eyJ[A-Za-z0-9]{17}[.][A-Za-z0-9]{15}[.]\\[signature of 32 characters cut\\]"));
    const QString none = QStringLiteral("eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.");
    CHECK(marks.markToken(none).size() == none.size());
    CHECK_FALSE(marks.markToken(none).contains(QStringLiteral("eyJzdWIiOiJhIn0")));
}

TEST_CASE("Marks: a ticket tells that two secrets are the same, wherever they went", "[diagnosis]")
{
    const QByteArray key = "live9f8e7d6c5b4a39281706";
    Exchange exchange = refusal({{"X-API-Key", key, {}}, {"Cookie", "sid=" + key + "; other=zzzzzzzzzzzz", {}}},
                                {{"WWW-Authenticate", "Bearer", {}}}, "no key " + key + " here");
    exchange.hops.front().request.url = *Url::parse("https://api.example.com/v1/" + key + "/orders?api_key=" + key);
    const QString markdown = reportToMarkdown(diagnose({exchange}));
    CHECK_FALSE(markdown.contains(QString::fromLatin1(key)));
    const auto found = QRegularExpression(QStringLiteral("sid=([a-z]{4}[0-9][a-z][0-9a-z]{18})")).match(markdown);
    REQUIRE(found.hasMatch());
    CHECK(markdown.count(found.captured(1)) >= 5);
}

TEST_CASE("Marks: schemes, variables that were not filled in and words for nothing stay readable", "[diagnosis]")
{
    const auto [value, shown]
        = GENERATE(table<QByteArray, QString>({{"Bearer {{token}}", "Authorization: Bearer {{token}}"},
                                               {"Bearer undefined", "Authorization: Bearer undefined"},
                                               {"Bearer Bearer abcdefghijklmnop", "Authorization: Bearer Bearer "},
                                               {"SharedKey account:c2lnbmF0dXJl", "Authorization: SharedKey "},
                                               {"AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261121/eu-west-1/s3/aws4_request, "
                                                "SignedHeaders=host;x-amz-date, Signature=0123456789abcdef",
                                                "/20261121/eu-west-1/s3/aws4_request\", SignedHeaders=\"host;x-amz-date\""}}));
    CAPTURE(value.toStdString());
    const QString markdown = reportToMarkdown(diagnose({refusal({{"Authorization", value, {}}}, {{"WWW-Authenticate", "Bearer", {}}})}));
    CAPTURE(markdown.toStdString());
    CHECK(markdown.contains(shown));
    CHECK_FALSE(markdown.contains(QStringLiteral("0123456789abcdef")));
}
