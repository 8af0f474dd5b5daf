#include "canned_transport.h"
#include "catch.h"
#include "core/auth/digest.h"
#include "core/auth/dpop_proof.h"
#include "core/auth/dpop_signing.h"
#include "core/session/session.h"

#include <QCoreApplication>
#include <QDeadlineTimer>

using namespace keyhole;

namespace {

const QByteArray kAddress = "https://api.example.com/meter";

FieldList challenge(const QByteArray &nonce, const QByteArray &further = {})
{
    FieldList fields;
    fields.append("WWW-Authenticate", "Digest realm=\"meter\", qop=\"auth\", algorithm=SHA-256, nonce=\"" + nonce + '"' + further);
    return fields;
}

RequestDraft digest()
{
    RequestDraft draft;
    draft.address = kAddress;
    draft.auth = {AuthKind::Digest, "alice", Secret("open-sesame-2026")};
    return draft;
}

struct Bench {
    CannedTransport transport;
    FixedClock clock;
    Session session{transport, clock};

    Diagnosed send(const RequestDraft &draft)
    {
        auto sent = session.send(draft);
        REQUIRE(sent);
        const QDeadlineTimer deadline(5000);
        while (!sent->isFinished() && !deadline.hasExpired())
            QCoreApplication::processEvents();
        REQUIRE(sent->resultCount() == 1);
        return sent->result();
    }

    /// The Digest credential of the n-th request; its response is right for the password.
    DigestCredential credential(size_t request) const
    {
        const auto read = readDigest(transport.sent.at(request));
        REQUIRE(read);
        CHECK(read->faults.empty());
        CHECK(read->value("response") == digestResponse(*read, transport.sent[request].method, "alice", "open-sesame-2026"));
        return *read;
    }
};

}

TEST_CASE("Challenges: Digest asks without a credential, answers as a second hop, and counts the nonce from then on", "[session]")
{
    Bench bench;
    bench.transport.answer(kAddress, 401, challenge("n1"));
    bench.transport.answer(kAddress, 200);
    const Diagnosed first = bench.send(digest());
    REQUIRE(first.exchange->hops.size() == 2);
    CHECK_FALSE(bench.transport.sent[0].fields.contains("Authorization"));
    CHECK(bench.credential(1).value("nc") == QByteArray("00000001"));
    CHECK(first.exchange->hops[0].whyFollowed.isEmpty());
    CHECK(first.exchange->hops[1].whyFollowed.contains("SHA-256"));
    CHECK(first.exchange->last().response->status == 200);
    CHECK(first.report.findings.empty());

    bench.send(digest());
    REQUIRE(bench.transport.sent.size() == 3);
    CHECK(bench.credential(2).value("nc") == QByteArray("00000002"));
}

TEST_CASE("Challenges: a stale nonce is answered with the new one, a wrong password is not tried again", "[session]")
{
    Bench bench;
    bench.transport.answer(kAddress, 401, challenge("n1"));
    bench.transport.answer(kAddress, 401, challenge("n2", ", stale=true"));
    bench.transport.answer(kAddress, 200);
    CHECK(bench.send(digest()).exchange->hops.size() == 3);
    CHECK(bench.credential(2).value("nonce") == QByteArray("n2"));

    Bench wrong;
    wrong.transport.answer(kAddress, 401, challenge("n1"));
    wrong.transport.answer(kAddress, 401, challenge("n2"));
    const Diagnosed refused = wrong.send(digest());
    CHECK(refused.exchange->hops.size() == 2);
    CHECK(refused.exchange->last().response->status == 401);
}

TEST_CASE("Challenges: a server that asks for ever is asked no more", "[session]")
{
    Bench bench;
    for (int i = 0; i < 20; ++i)
        bench.transport.answer(kAddress, 401, challenge("n" + QByteArray::number(i), ", stale=true"));
    CHECK(bench.send(digest()).exchange->hops.size() == 3);
}

TEST_CASE("Challenges: one that cannot be answered is told with the answer", "[session]")
{
    Bench bench;
    FieldList fields;
    fields.append("WWW-Authenticate", "Digest realm=\"r\", nonce=\"n\", algorithm=SHA3-512");
    bench.transport.answer(kAddress, 401, fields);
    const Diagnosed diagnosed = bench.send(digest());
    REQUIRE(diagnosed.exchange->hops.size() == 1);
    const auto &defects = diagnosed.exchange->last().response->defects;
    REQUIRE_FALSE(defects.empty());
    CHECK(defects.back().id == "auth.challenge-unanswered");
    CHECK(defects.back().text.contains("SHA3-512"));
}

TEST_CASE("Challenges: after a redirect to another origin its challenge is not answered", "[session]")
{
    Bench bench;
    FieldList location;
    location.append("Location", "https://evil.example/meter");
    bench.transport.answer(kAddress, 302, location);
    bench.transport.answer("https://evil.example/meter", 401, challenge("n1"));
    CHECK(bench.send(digest()).exchange->hops.size() == 2);
    CHECK_FALSE(bench.transport.sent[1].fields.contains("Authorization"));
}

TEST_CASE("Challenges: a body goes again with the answer", "[session]")
{
    Bench bench;
    bench.transport.answer(kAddress, 401, challenge("n1"));
    bench.transport.answer(kAddress, 201);
    RequestDraft draft = digest();
    draft.method = "POST";
    draft.body.kind = BodyKind::Json;
    draft.body.text = "{\"a\":1}";
    bench.send(draft);
    REQUIRE(bench.transport.sent.size() == 2);
    CHECK(bench.transport.sent[1].body == "{\"a\":1}");
    CHECK(bench.transport.field(1, "Content-Length") == "7");
}

TEST_CASE("Challenges: the server's DPoP nonce goes into a new proof, once, and into those after it", "[session]")
{
    Bench bench;
    FieldList fields;
    fields.append("WWW-Authenticate", "DPoP error=\"use_dpop_nonce\"");
    fields.append("DPoP-Nonce", "nonce-1");
    bench.transport.answer(kAddress, 401, fields);
    bench.transport.answer(kAddress, 200);
    RequestDraft draft = digest();
    draft.auth = {AuthKind::Bearer, {}, Secret("token")};
    draft.auth.dpop = true;
    draft.auth.dpopKey = *newProofKey();
    CHECK(bench.send(draft).exchange->hops.size() == 2);
    bench.send(draft);
    REQUIRE(bench.transport.sent.size() == 3);
    std::vector<QByteArray> ids;
    for (size_t i = 0; i < 3; ++i) {
        const auto proof = readDpop(bench.transport.sent[i], {});
        REQUIRE(proof);
        CHECK(proof->faults.empty());
        CHECK(proof->token.claimText("nonce") == (i == 0 ? QByteArray() : QByteArray("nonce-1")));
        ids.push_back(proof->token.claimText("jti"));
    }
    CHECK((ids[0] != ids[1] && ids[1] != ids[2] && ids[0] != ids[2]));
}

TEST_CASE("Challenges: a signature is made with the server's time where its clock is known to differ", "[session]")
{
    Bench bench;
    bench.transport.answer(kAddress, 200);
    const ClockOffset ahead{Milliseconds(599'000), Milliseconds(601'000)};
    bench.session.takeClock({Url::parse(kAddress)->origin(), bench.clock.moment, ahead}, Milliseconds(10));
    RequestDraft draft = digest();
    draft.auth = {AuthKind::SignedJwt, {}, Secret("a secret that is long enough for HS256 to be content")};
    bench.send(draft);
    const QByteArray value = bench.transport.field(0, "Authorization");
    const Token token = decodeToken(value.mid(value.indexOf(' ') + 1));
    CHECK(token.claimText("iat") == QByteArray::number(qint64(bench.clock.moment.time_since_epoch().count() / 1000 + 600)));
}

TEST_CASE("Challenges: the preview shows what the next request is signed with", "[session]")
{
    Bench bench;
    bench.transport.answer(kAddress, 200);
    RequestDraft draft = digest();
    draft.auth = {};
    draft.auth.kind = AuthKind::OAuth1;
    draft.auth.secret = Secret("consumer secret");
    draft.auth.oauth1.consumerKey = "shop";
    const auto preview = bench.session.preview(draft);
    REQUIRE(preview);
    bench.send(draft);
    CHECK(bench.transport.sent[0].fields == preview->request.fields);
    CHECK(bench.session.preview(draft)->request.fields.value("Authorization") != preview->request.fields.value("Authorization"));
    CHECK(preview->authShown.contains("oauth_consumer_key=shop"));
}

TEST_CASE("Challenges: several credentials go on one request, and two for one place do not", "[session]")
{
    Bench bench;
    bench.transport.answer(kAddress, 200);
    RequestDraft draft = digest();
    draft.auth = {AuthKind::Bearer, {}, Secret("token")};
    AuthDraft key{AuthKind::ApiKey, {}, Secret("key")}, certificate;
    certificate.kind = AuthKind::ClientCertificate;
    certificate.certificate.certificate = "client.p12";
    certificate.secret = Secret("passphrase");
    draft.furtherAuth = {key, certificate};
    bench.send(draft);
    CHECK(bench.transport.field(0, "Authorization") == "Bearer token");
    CHECK(bench.transport.field(0, "X-API-Key") == "key");
    CHECK(bench.transport.optionsSent[0].clientCertificate == "client.p12");
    CHECK(bench.transport.optionsSent[0].clientKeyPassphrase == Secret("passphrase"));

    draft.furtherAuth.push_back({AuthKind::Basic, "alice", Secret("p")});
    const auto refused = bench.session.send(draft);
    REQUIRE_FALSE(refused);
    CHECK((refused.error().what.contains("Bearer") && refused.error().what.contains("Basic")));
}
