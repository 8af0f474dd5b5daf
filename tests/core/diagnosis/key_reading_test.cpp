#include "core/diagnosis/credential/key_reading.h"

#include "catch.h"
#include "core/diagnosis/knowledge/knowledge.h"
#include "core/diagnosis/recorded.h"

using namespace keyhole;

namespace {

// Made for this test, with check digits computed by another implementation.
constexpr const char *kGitHub = "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";
constexpr const char *kGrafana = "glsa_Eeeby3abP3E2Zs8IQ9Y7aJZqhB6baeCN_39bb9ae4";

using Fit = KeyReading::Fit;

}

TEST_CASE("Keys: a whole one with check digits is told as such, a changed or cut one as damaged", "[diagnosis][credential]")
{
    const auto [key, fit] = GENERATE(table<QByteArray, Fit>({
        {kGitHub, Fit::ChecksumFits},
        {QByteArray(kGitHub).replace('K', 'k'), Fit::ChecksumDiffers},
        {QByteArray(kGitHub).chopped(1), Fit::TooShort},
        {QByteArray(kGitHub).chopped(1) + "!", Fit::ForeignCharacter},
        {"ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", Fit::Unjudged},
        {"ghp_REDACTED", Fit::Unjudged},
        {kGrafana, Fit::ChecksumFits},
        {"vcp_Qm7Lx2Vt9Rk4Nz8Wb3Hc6Jy1Pd5Gf0TsKeUaIoXwEvYhZrMnBq0D927X", Fit::ChecksumFits},
        {"vcp_Qm7Lx2Vt9Rk4Nz8Wb3Hc6Jy1Pd5Gf0TsKeUaIoXwEvYhZrMnBr0D927X", Fit::ChecksumDiffers},
        {QByteArray(kGrafana).replace("39bb", "38bb"), Fit::ChecksumDiffers},
    }));
    CAPTURE(key.toStdString());
    const auto reading = readKey(key);
    REQUIRE(reading);
    CHECK(reading->fit == fit);
    CHECK(reading->isDamaged() == (fit >= Fit::TooShort));
}

TEST_CASE("Keys: the text names whose it is and whether it is whole, and holds none of it", "[diagnosis][credential]")
{
    const auto reading = readKey(kGitHub);
    REQUIRE(reading);
    const QString text = keyText(*reading);
    CHECK(text == "a personal access token of GitHub, its checksum fits");
    CHECK_FALSE(readKey("correct horse battery staple"));
    CHECK_FALSE(readKey(""));
}

TEST_CASE("Keys: one without telling letters is known by the form of the whole", "[diagnosis][credential]")
{
    const auto [key, what] = GENERATE(table<QByteArray, const char *>({
        {QByteArray(33, 'a') + "9" + QByteArray(42, 'b') + "+AStQ1w2AQ==", "an account key of Azure Storage"},
        {QByteArray(42, 'k') + "AzSeB1x2y3", "a key of Azure AI Search"},
        {QByteArray(76, 'p') + "AZDO1x2y", "a personal access token of Azure DevOps"},
        {QByteArray(52, 'q') + "JQQJ99BKAC" + QByteArray(14, 'r') + "XJ3w3AAA", "a key of an Azure service"},
        {"07401b.f395accd246ae52d", "a bootstrap token of Kubernetes"},
        {"0123456789abcdef0123456789abcdef-us21", "an API key of Mailchimp"},
        {"07401b.f395accd246ae52", ""},
        {QByteArray(41, 'k') + "AzSeB1x2y3", ""},
    }));
    CAPTURE(key.toStdString());
    const auto reading = readKey(key);
    CHECK((reading ? keyText(*reading) : QString()).toStdString() == what);
}

TEST_CASE("Keys: region of key and host are told where their forms have one", "[diagnosis][knowledge]")
{
    const auto region = [](const QByteArray &key) {
        const KeyShape *shape = findKeyShape(key);
        return shape ? regionOfKey(*shape, key) : QByteArray();
    };
    CHECK(region("0123456789abcdef0123456789abcdef-us21") == "us21");
    CHECK(region("eu01xx" + QByteArray(34, '7')) == "eu");
    CHECK(region(kGitHub).isEmpty());
    const Profile *mailchimp = findKnown("mailchimp"), *newRelic = findKnown("new-relic");
    REQUIRE((mailchimp && newRelic));
    CHECK(regionOfHost(*mailchimp, "us6.api.mailchimp.com") == "us6");
    CHECK(regionOfHost(*newRelic, "metric-api.eu.newrelic.com") == "eu");
    CHECK(regionOfHost(*newRelic, "metric-api.newrelic.com") == "us");
    CHECK(regionOfHost(*newRelic, "unknown.example").isEmpty());
}

TEST_CASE("Keys: what is no secret in them is read out", "[diagnosis][credential]")
{
    const auto [key, detail] = GENERATE(table<QByteArray, const char *>({
        {"AKIARZPUZDIKFWDTX32J", "account 123456789012"},
        {"AKIAIOSFODNN7EXAMPLE", ""},  // of before 2019
        {"pypi-AgERaW5kZXguZXhhbXBsZS5vcmcCAQ", "of index.example.org"},
        {"pypi-AgEQdGVzdC5leGFtcGxlLm9yZwIB", "of test.example.org"},
        {"123456789:AAHk3l9Zq0vB7nM2xC5sD8fG1hJ4kL6pQwE", "bot 123456789"},
        {"12:AAHk3l9Zq0vB7nM2xC5sD8fG1hJ4kL6pQwE", ""},
        {"MTA0NjI4NDczOTEwNTU2MjgxNA.GkT3x9.q7Vt2mPz9LxB4nRkW5sHc8Jy1Dg6Fa0Ueo", "user 1046284739105562814"},
        {"MTA0NjI4NDczOTEwNTU2MjgxNA.GkT3x9.short", ""},
        {"k8s-aws-v1."
         "aHR0cHM6Ly9zdHMuZXUtd2VzdC0xLmFtYXpvbmF3cy5jb20vP0FjdGlvbj1HZXRDYWxsZXJJZGVudGl0eSZYLUFtei1EYXRlPTIwMjYxMTIxVDA5MDAwMFo",
         "over for 5 min"},
    }));
    CAPTURE(key.toStdString());
    constexpr Instant kNow{Seconds(1795252800)};  // 2026-11-21 09:20:00
    CHECK(keyDetail(key, kNow).replace(QChar::Nbsp, u' ').toStdString() == detail);
}

TEST_CASE("Keys: every form of the knowledge is told apart from the others by its own prefix", "[diagnosis][knowledge]")
{
    QByteArrayList seen;
    for (const Profile &profile : knowledge()) {
        for (const KeyShape &shape : profile.keys) {
            CAPTURE(profile.id, shape.prefix, shape.contains);
            const QByteArray form
                = shape.prefix + '|' + shape.contains + '|' + QByteArray::number(shape.shortest) + '|' + shape.form.pattern().toUtf8();
            CHECK_FALSE(seen.contains(form));
            seen += form;
            CHECK(shape.what.startsWith(QLatin1Char('a')));
            CHECK((shape.longest == 0 || shape.longest >= shape.shortest));
        }
    }
}

TEST_CASE("Cards: they tell the kind of a key and the age of a session, in every format, and never a value", "[diagnosis][credential]")
{
    const QString cases = QStringLiteral(KEYHOLE_SOURCE_DIR "/tests/fixtures/rules/");
    const auto key = diagnoseRecording(cases + QStringLiteral("apikey.invalid/miss/whole-github-token-without-the-scope.har"));
    REQUIRE(key);
    CHECK(key->header.fact.contains(QStringLiteral("a personal access token of GitHub, its checksum fits")));
    CHECK(reportToJson(*key).contains("its checksum fits"));
    const auto har = HarFile::open(cases + QStringLiteral("apikey.invalid/miss/whole-github-token-without-the-scope.har"));
    REQUIRE(har);
    const auto sent = har->exchange(0)->last().request.fields.value("Authorization");
    REQUIRE(sent);
    CHECK_FALSE(reportToJson(*key).contains(sent->mid(12, 12)));
    const auto session = diagnoseRecording(cases + QStringLiteral("cookie.expired/hit/iron-seal-over-for-half-an-hour.har"));
    REQUIRE(session);
    CHECK(session->cookies.detail.startsWith(QStringLiteral("app_session: a sealed session of iron, over for")));
    CHECK_FALSE(reportToText(*session).contains(QStringLiteral("Fe26.2")));
    CHECK_FALSE(reportToJson(*session).contains("Fe26.2"));
}
