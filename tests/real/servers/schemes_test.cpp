#include "core/auth/digest.h"
#include "real/servers/apache.h"
#include "real/servers/kerberos.h"
#include "real/servers/sending.h"

using namespace keyhole;

TEST_CASE("Apache, Digest: its challenge is answered, and its nonce is used and counted from then on", "[real]")
{
    const Apache apache;
    Sending sending;
    const RequestDraft draft = request(apache.address("/digest/?a=1"), AuthKind::Digest, Apache::kUser, Apache::kPassword);
    const Diagnosed first = sending.send(draft);
    REQUIRE(first.exchange->hops.size() == 2);
    CHECK(first.exchange->last().response->status == 200);
    CHECK(first.exchange->last().response->body == "welcome\n");
    CHECK(first.report.verdict.outcome == Outcome::Accepted);

    const Diagnosed second = sending.send(draft);
    REQUIRE(second.exchange->hops.size() == 1);
    CHECK(second.exchange->last().response->status == 200);
    const auto credential = readDigest(second.exchange->last().request);
    REQUIRE(credential);
    CHECK(credential->value("nc") == QByteArray("00000002"));
}

TEST_CASE("Apache, Digest: a wrong password is refused once, not tried again", "[real]")
{
    const Apache apache;
    Sending sending;
    const Diagnosed wrong = sending.send(request(apache.address("/digest/"), AuthKind::Digest, Apache::kUser, "another"));
    CHECK(wrong.exchange->hops.size() == 2);
    CHECK(wrong.exchange->last().response->status == 401);
    CHECK(wrong.report.verdict.outcome != Outcome::Accepted);
}

TEST_CASE("Kerberos, Negotiate: with a ticket Apache lets in, without one the missing token is told", "[real]")
{
    const KerberosRealm realm;
    for (const char *name : {"KRB5_CONFIG", "KRB5CCNAME"})
        qputenv(name, realm.environment().value(name).toUtf8());
    const Apache apache(realm.keytab(), realm.environment());
    Sending sending;
    const RequestDraft draft = request(apache.address("/negotiate/"), AuthKind::Negotiate, {}, {});

    realm.signIn();
    const Diagnosed in = sending.send(draft);
    REQUIRE(in.exchange->last().response);
    CHECK(in.exchange->last().response->status == 200);
    CHECK(in.exchange->last().response->body == "welcome\n");
    CHECK(in.exchange->last().request.fields.value("Authorization").value_or(QByteArray()).startsWith("Negotiate YII"));

    realm.signOut();
    const Diagnosed out = sending.send(draft);
    REQUIRE(out.exchange->last().response);
    CHECK(out.exchange->last().response->status == 401);
    const auto &defects = out.exchange->last().response->defects;
    REQUIRE_FALSE(defects.empty());
    CHECK(defects.back().id == "auth.no-token");
    for (const char *name : {"KRB5_CONFIG", "KRB5CCNAME"})
        qunsetenv(name);
}
