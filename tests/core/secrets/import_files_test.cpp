#include "catch.h"
#include "core/secrets/import/found_credentials.h"

using namespace keyhole;

namespace {

FoundCredentials found(const QByteArray &text, const QString &name = {})
{
    const auto result = findCredentials(text, name);
    INFO((result ? QString() : result.error().what).toStdString());
    REQUIRE(result);
    return *result;
}

QByteArray partOf(const FoundCredential &credential, const QByteArray &name)
{
    for (const SecretPart &part : credential.parts) {
        if (part.name == name)
            return part.value.reveal();
    }
    return "(none)";
}

QString originsOf(const FoundCredential &credential)
{
    QStringList texts;
    for (const Origin &origin : credential.origins)
        texts.append(QString::fromUtf8(origin.toString()));
    return texts.join(' ');
}

}

TEST_CASE("Import of a .netrc: each machine is a user and a password for its host over https", "[secrets]")
{
    const auto netrc
        = found("machine api.example.com\n  login ada\n  password pw-of-ada-1\nmachine git.example.org login bob password pw-of-bob-2\n");
    REQUIRE(netrc.credentials.size() == 2);
    const FoundCredential &first = netrc.credentials[0];
    CHECK(first.kind == CredentialKind::Basic);
    CHECK(partOf(first, "user") == "ada");
    CHECK(partOf(first, "password") == "pw-of-ada-1");
    CHECK(originsOf(first) == "https://api.example.com");
    CHECK(first.lines == std::vector{3});
    CHECK(originsOf(netrc.credentials[1]) == "https://git.example.org");
    CHECK(netrc.credentials[1].lines == std::vector{4});
}

TEST_CASE("Import of a .netrc: words are read as curl reads them", "[secrets]")
{
    const auto [text, password] = GENERATE(table<QByteArray, QByteArray>({
        {"machine a.example login x password plain", "plain"},
        {"machine a.example login x password \"with blank\"", "with blank"},
        {"machine a.example login x password \"a\\\"b\\\\c\\nd\\te\"", "a\"b\\c\nd\te"},
        {"machine a.example login x password in-the#middle", "in-the#middle"},
        {"MACHINE a.example LOGIN x PASSWORD upper", "upper"},
        {"# machine no.example password no\nmachine a.example # a note\n login x password after-note", "after-note"},
        {"machine a.example login x account billing password with-account", "with-account"},
        {"machine a.example\r\nlogin x\r\npassword crlf\r\n", "crlf"},
        {"macdef init\nmachine no.example password no\n\nmachine a.example login x password after-macro", "after-macro"},
    }));
    CAPTURE(text.toStdString());
    const auto netrc = found(text);
    REQUIRE(netrc.credentials.size() == 1);
    CHECK(partOf(netrc.credentials[0], "password") == password);
    CHECK(originsOf(netrc.credentials[0]) == "https://a.example");
}

TEST_CASE("Import of a .netrc: the default entry names no origin, so that a person must", "[secrets]")
{
    const auto netrc = found("default login anonymous password guest-word\n");
    REQUIRE(netrc.credentials.size() == 1);
    CHECK(netrc.credentials[0].origins.empty());
}

TEST_CASE("Import of a .netrc: what cannot be taken is told with its line", "[secrets]")
{
    const auto netrc = found("machine a.example login x\nmachine b.example login y password \"open\n");
    CHECK(netrc.credentials.empty());
    REQUIRE(netrc.passedOver.size() == 3);
    CHECK(netrc.passedOver[0].place == "machine a.example");
    CHECK(netrc.passedOver[1].place == "machine b.example");
    CHECK(netrc.passedOver[2].what.contains("never closed"));
    CHECK(netrc.passedOver[2].place == "line 2");
}

TEST_CASE("Import of AWS profiles: keys and session tokens are taken, what signs in by other means is told", "[secrets]")
{
    const auto aws = found("[default]\n"
                           "aws_access_key_id = AKIDEXAMPLE\n"
                           "aws_secret_access_key = made/up+secret+of+forty+characters\n"
                           "# a note\n"
                           "[profile staging]\n"
                           "AWS_SECRET_ACCESS_KEY=another-made-up-secret\n"
                           "aws_access_key_id=AKIDSTAGING\n"
                           "aws_session_token=session-token-made-up\n"
                           "endpoint_url = http://localhost:4566\n"
                           "s3 =\n"
                           "  signature_version = s3v4\n"
                           "[profile people]\n"
                           "sso_session = corp\n"
                           "[sso-session corp]\n"
                           "sso_start_url = https://corp.example/start\n"
                           "[profile deploy]\n"
                           "role_arn = arn:aws:iam::123456789012:role/deploy\n"
                           "source_profile = default\n"
                           "[profile empty]\n"
                           "region = eu-central-1\n");
    CHECK(aws.format == "AWS profiles");
    REQUIRE(aws.credentials.size() == 2);
    const FoundCredential &first = aws.credentials[0];
    CHECK(first.kind == CredentialKind::AwsKey);
    CHECK(first.place == "profile default");
    CHECK(partOf(first, "access-key-id") == "AKIDEXAMPLE");
    CHECK(partOf(first, "secret-access-key") == "made/up+secret+of+forty+characters");
    CHECK(partOf(first, "session-token") == "(none)");
    CHECK(first.origins.empty());
    CHECK(first.lines == std::vector{3});
    const FoundCredential &second = aws.credentials[1];
    CHECK(second.label.toString() == "AWS / staging");
    CHECK(partOf(second, "session-token") == "session-token-made-up");
    CHECK(originsOf(second) == "http://localhost:4566");
    CHECK(second.lines == std::vector{6, 8});
    REQUIRE(aws.passedOver.size() == 2);
    CHECK(aws.passedOver[0].what.contains("SSO"));
    CHECK(aws.passedOver[0].place == "profile people, line 12");
    CHECK(aws.passedOver[1].what.contains("role"));
}

TEST_CASE("Import of variables: the name tells what kind of secret a value is", "[secrets]")
{
    const auto [line, kind, part] = GENERATE(table<QByteArray, CredentialKind, QByteArray>({
        {"GITHUB_TOKEN=made-up-token", CredentialKind::Bearer, "token"},
        {"export ORDERS_API_KEY=made-up-key", CredentialKind::ApiKey, "key"},
        {"ordersApiKey=made-up-key", CredentialKind::ApiKey, "key"},
        {"DB_PASSWORD='made up'", CredentialKind::Basic, "password"},
        {"JWT_SIGNING_KEY=made-up", CredentialKind::SigningKey, "key"},
        {"CLIENT_SECRET=made-up", CredentialKind::Raw, "value"},
        {"  SESSION_COOKIE = \"sid=1\"", CredentialKind::Raw, "value"},
        {"AWS_SECRET_ACCESS_KEY=made-up", CredentialKind::AwsKey, "secret-access-key"},
    }));
    CAPTURE(line.toStdString());
    const auto variables = found(line, ".env");
    REQUIRE(variables.credentials.size() == 1);
    CHECK(variables.credentials[0].kind == kind);
    CHECK(partOf(variables.credentials[0], part) != "(none)");
}

TEST_CASE("Import of variables: what is no secret is left alone", "[secrets]")
{
    const auto variables
        = found("PATH=/usr/bin\nTOKEN_URL=https://id.example/token\nAPI_KEY_FILE=/run/key\nEMPTY_TOKEN=\nMONKEY=1\n# OLD_TOKEN=x\n"
                "COMPAT=1\nPASSWORD_MIN_LENGTH=12\n",
                ".env");
    CHECK(variables.credentials.empty());
    CHECK(variables.passedOver.empty());
}

TEST_CASE("Import of variables: values are read with quotation marks, escapes, comments and line ends", "[secrets]")
{
    const auto [line, value] = GENERATE(table<QByteArray, QByteArray>({
        {"A_TOKEN=plain # a note", "plain"},
        {"A_TOKEN=with#mark", "with#mark"},
        {"A_TOKEN='single \"in\" # it'", "single \"in\" # it"},
        {"A_TOKEN=\"a\\nb\\\"c\"", "a\nb\"c"},
        {"A_TOKEN=windows\r\nB=1", "windows"},
        {"A_PRIVATE_KEY=\"first\nsecond\"\nB=1", "first\nsecond"},
        {"A_TOKEN=a=b==", "a=b=="},
    }));
    CAPTURE(line.toStdString());
    const auto variables = found(line, ".env");
    REQUIRE(variables.credentials.size() == 1);
    CHECK(variables.credentials[0].parts[0].value.reveal() == value);
}

TEST_CASE("Import of variables: an address or user beside a secret goes with it", "[secrets]")
{
    const auto variables = found("ORDERS_BASE_URL=https://orders.example.com/v2\nORDERS_TOKEN=made-up-1\n"
                                 "MAIL_USER=ada\nMAIL_PASSWORD=made-up-2\nGITHUB_TOKEN=made-up-3\n",
                                 ".env");
    REQUIRE(variables.credentials.size() == 3);
    const auto byPlace = [&](const QString &place) {
        return *std::find_if(variables.credentials.begin(), variables.credentials.end(),
                             [&](const auto &each) { return each.place == place; });
    };
    CHECK(originsOf(byPlace("variable ORDERS_TOKEN")) == "https://orders.example.com");
    CHECK(partOf(byPlace("variable MAIL_PASSWORD"), "user") == "ada");
    CHECK(originsOf(byPlace("variable GITHUB_TOKEN")) == "https://api.github.com");
}

TEST_CASE("Import of variables: a value that stands for another one is told, not taken", "[secrets]")
{
    const QByteArray value
        = GENERATE(values<QByteArray>({"$OTHER", "${OTHER}", "x-${OTHER}", "$(pass show x)", "op://vault/item/field", "{{ token }}"}));
    const auto variables = found("A_TOKEN=" + value, ".env");
    CHECK(variables.credentials.empty());
    REQUIRE(variables.passedOver.size() == 1);
    CHECK(variables.passedOver[0].place == "variable A_TOKEN");
}

TEST_CASE("Import of the environment: the three AWS variables are one credential", "[secrets]")
{
    const auto environment = credentialsInEnvironment({"HOME=/home/ada", "AWS_ACCESS_KEY_ID=AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY=made-up",
                                                       "AWS_SESSION_TOKEN=made-up-session", "NO_EQUALS", "=odd"});
    REQUIRE(environment.credentials.size() == 1);
    CHECK(partOf(environment.credentials[0], "access-key-id") == "AKIDEXAMPLE");
    CHECK(partOf(environment.credentials[0], "session-token") == "made-up-session");
    CHECK(environment.credentials[0].lines.empty());
    CHECK(remainingCopies(environment.credentials[0], "the environment")
          == "Plain text remains in the environment: variable AWS_SECRET_ACCESS_KEY");
}

TEST_CASE("Import: every line in which a secret can be read is told", "[secrets]")
{
    const auto variables = found("A_TOKEN=made-up-token\nB=1\nCALL=curl -H 'Authorization: Bearer made-up-token'\n", ".env");
    REQUIRE(variables.credentials.size() == 1);
    CHECK(variables.credentials[0].lines == std::vector{1, 3});
    CHECK(remainingCopies(variables.credentials[0], ".env") == "Plain text remains in .env, lines 1 and 3");
}

TEST_CASE("Import: no message holds a secret", "[secrets]")
{
    const QByteArray secret = "Zx81SecretThatNobodySees";
    for (const QByteArray &text : {"machine a.example login x password " + secret, "A_TOKEN=" + secret, "A_TOKEN=${" + secret + "}",
                                   "[p]\naws_secret_access_key=" + secret, "{\"token\":\"" + secret + "\"", secret}) {
        const auto result = findCredentials(text);
        QString told = result ? QString() : result.error().what + result.error().place + result.error().remedy;
        if (result) {
            for (const FoundCredential &each : result->credentials)
                told += each.place + each.label.toString() + remainingCopies(each, "f");
            for (const Error &error : result->passedOver)
                told += error.what + error.place + error.remedy;
        }
        CHECK_FALSE(told.contains(QString::fromUtf8(secret)));
    }
}

TEST_CASE("Import: limits are told", "[secrets]")
{
    SECTION("of credentials")
    {
        QByteArray text;
        for (int i = 0; i < 1100; ++i)
            text += "machine h" + QByteArray::number(i) + ".example login x password pw" + QByteArray::number(i) + '\n';
        const auto netrc = found(text);
        CHECK(netrc.credentials.size() == FoundCredentials::kMostFound);
        REQUIRE(netrc.passedOver.size() == 100);
        CHECK(netrc.passedOver[0].what.contains("more than 1000"));
    }
    SECTION("of the file")
    {
        const auto result = findCredentials(QByteArray(kLargestSecretFile + 1, 'x'));
        REQUIRE_FALSE(result);
        CHECK(result.error().what.contains("16 MB"));
    }
    SECTION("of a secret")
    {
        const auto variables = found("A_TOKEN=" + QByteArray(60'000, 'x'), ".env");
        CHECK(variables.credentials.empty());
        REQUIRE(variables.passedOver.size() == 1);
        CHECK(variables.passedOver[0].what.contains("48 KB"));
    }
}

TEST_CASE("Import: other text is refused with what was expected", "[secrets]")
{
    const QByteArray text = GENERATE(values<QByteArray>({"", "hello", "{}", "[]", "{\"a\":", "\xff\xfe\0"}));
    const auto result = findCredentials(text);
    REQUIRE_FALSE(result);
    CHECK_FALSE(result.error().what.isEmpty());
    CHECK_FALSE(result.error().remedy.isEmpty());
}

TEST_CASE("Import: what is found becomes an entry with the origins that were agreed to", "[secrets]")
{
    const auto netrc = found("machine a.example login x password made-up\n");
    const Instant now(Seconds(1795254192));
    const Origin agreed{"https", "b.example", 443};
    const Credential credential = importedCredential(netrc.credentials[0], {agreed}, now);
    CHECK(isCredentialId(credential.info.id));
    CHECK(credential.info.origins == std::vector{agreed});
    CHECK(credential.info.created == now);
    CHECK(credential.part("password")->reveal() == "made-up");
}
