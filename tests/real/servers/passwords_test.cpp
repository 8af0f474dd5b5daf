#include "real/servers/apache.h"
#include "real/servers/sending.h"

using namespace keyhole;

TEST_CASE("Apache, Basic: the right password is let in", "[real]")
{
    const Apache apache;
    Sending sending;
    const Diagnosed done = sending.send(request(apache.address("/basic/"), AuthKind::Basic, Apache::kUser, Apache::kPassword));
    CHECK(done.exchange->last().response->status == 200);
    CHECK(done.exchange->last().response->body == "welcome\n");
    CHECK(done.report.verdict.outcome == Outcome::Accepted);
}

TEST_CASE("Apache, Basic: a wrong password is told as that, and no password as missing", "[real]")
{
    const Apache apache;
    Sending sending;
    const Diagnosed wrong = sending.send(request(apache.address("/basic/"), AuthKind::Basic, Apache::kUser, "another"));
    CHECK(wrong.exchange->last().response->status == 401);
    CHECK(wrong.report.verdict.id == "basic.rejected");
    const Diagnosed none = sending.send(request(apache.address("/basic/"), AuthKind::None, {}, {}));
    CHECK(none.report.verdict.id == "header.missing");
}
