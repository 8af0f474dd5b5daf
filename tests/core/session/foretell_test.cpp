#include "canned_transport.h"
#include "catch.h"
#include "core/http/date.h"
#include "core/session/session.h"
#include "core/token/base64url.h"

#include <QCoreApplication>
#include <QDeadlineTimer>

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

const Instant kNow = FixedClock().moment;

QByteArray tokenEnding(Instant end)
{
    const qint64 seconds = std::chrono::floor<Seconds>(end).time_since_epoch().count();
    return encodeBase64Url(R"({"alg":"HS256"})") + '.' + encodeBase64Url("{\"exp\":" + QByteArray::number(seconds) + '}') + '.'
        + encodeBase64Url("signature-of-thirty-two-bytes-..");
}

RequestDraft bearer(const QByteArray &token)
{
    RequestDraft draft;
    draft.address = "https://example.com/me";
    draft.auth = {AuthKind::Bearer, {}, Secret(token), "Bearer", {}, {}};
    return draft;
}

struct Bench {
    CannedTransport transport;
    FixedClock clock;
    Session session{transport, clock};
};

}

TEST_CASE("Foretell: a plain request is ready to send", "[session]")
{
    Bench bench;
    RequestDraft draft;
    draft.address = "https://example.com/";
    const Report report = bench.session.foretell(draft);
    CHECK(report.verdict.outcome == Outcome::NotSent);
    CHECK(report.verdict.headline == "Ready to send");
    CHECK(report.header.state == Card::State::NotInvolved);
    CHECK(report.clock.text == "Not known yet");
}

TEST_CASE("Foretell: a token that is past its end is told beforehand", "[session]")
{
    Bench bench;
    const auto [end, headline] = GENERATE(table<Seconds, const char *>({
        {-1s, "This token will have expired on arrival"},
        {0s, "This token will have expired on arrival"},
        {1s, "Ready to send"},
        {1h, "Ready to send"},
    }));
    CAPTURE(end.count());
    const Report report = bench.session.foretell(bearer(tokenEnding(kNow + end)));
    CHECK(report.verdict.headline == headline);
    CHECK((report.token.state == Card::State::Good) == (end > 0s));
}

TEST_CASE("Foretell: a token that was cut is told beforehand", "[session]")
{
    Bench bench;
    const QByteArray token = tokenEnding(kNow + 1h);
    const Report report = bench.session.foretell(bearer(token.first(token.lastIndexOf('.'))));
    CHECK(report.token.state == Card::State::Bad);
    CHECK(report.token.text == "Not whole");
}

TEST_CASE("Foretell: nothing of a typed Basic password is shown", "[session]")
{
    Bench bench;
    RequestDraft draft;
    draft.address = "https://example.com/";
    draft.fields = {{true, "Authorization", "Basic " + QByteArray("administrator:correct horse battery").toBase64(), {}}};
    CHECK(bench.session.foretell(draft).header.fact == QString::fromUtf8("Authorization: Basic ••••••••"));
}

TEST_CASE("Foretell: the server's clock decides where it is known", "[session]")
{
    Bench bench;
    const Instant serverTime = kNow - 10min;
    FieldList fields;
    fields.append("Date", formatHttpDate(serverTime));
    bench.transport.answer("https://example.com/me", 200, fields);
    auto future = bench.session.send(bearer("opaque"));
    const QDeadlineTimer deadline(5000);
    while (!future->isFinished() && !deadline.hasExpired())
        QCoreApplication::processEvents();

    CHECK(bench.session.foretell(bearer(tokenEnding(kNow - 5min))).verdict.headline == "Ready to send");
    CHECK(bench.session.foretell(bearer(tokenEnding(kNow - 15min))).verdict.headline == "This token will have expired on arrival");
    CHECK(bench.session.foretell(bearer("opaque")).clock.text.endsWith("behind"));
}

TEST_CASE("Foretell: a variable without a value comes first", "[session]")
{
    Bench bench;
    RequestDraft draft = bearer(tokenEnding(kNow - 1h));
    draft.address = "https://example.com/{{id}}";
    CHECK(bench.session.foretell(draft).verdict.headline == QString::fromUtf8("The variable “id” has no value"));
}

TEST_CASE("Foretell: how many cookies will go, and how many stay back", "[session]")
{
    Bench bench;
    bench.session.jar().store(Url::parse("https://example.com/").value(),
                              {{"Set-Cookie", "a=1", {}}, {"Set-Cookie", "b=2; Path=/admin", {}}}, kNow);
    RequestDraft draft;
    draft.address = "https://example.com/";
    draft.cookies = {{true, "mine", "1", {}}};
    const Report report = bench.session.foretell(draft);
    CHECK(report.cookies.text == "2 will go");
    CHECK(report.cookies.fact == "1 held back");
}

TEST_CASE("Foretell: what cannot be sent says why, and no secret is shown", "[session]")
{
    Bench bench;
    CHECK(bench.session.foretell({}).verdict.headline == "There is no address.");
    RequestDraft draft = bearer("abcdefghijklmnopqrstuvwxyz0123456789");
    draft.address = "https://example.com/?again=abcdefghijklmnopqrstuvwxyz0123456789";
    const Report report = bench.session.foretell(draft);
    CHECK_FALSE(report.url.contains("mnopq"));
    CHECK_FALSE(report.header.fact.contains("mnopq"));
}
