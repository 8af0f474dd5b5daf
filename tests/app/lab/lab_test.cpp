#include "app/lab/lab.h"
#include "catch.h"
#include "core/diagnosis/rule.h"
#include "core/json/json.h"
#include "core/session/session.h"
#include "core/transport/curl_transport.h"

#include <QDeadlineTimer>
#include <QSet>

using namespace keyhole;

namespace {

struct Sample {
    QString folder;
    CollectionItem item;
};

std::vector<Sample> samplesOf(const Collection &collection)
{
    std::vector<Sample> samples;
    for (const CollectionItem &folder : collection.items) {
        for (const CollectionItem &item : folder.children)
            samples.push_back({folder.name, item});
    }
    return samples;
}

Diagnosed sendAndWait(Session &session, const RequestDraft &draft)
{
    const auto sending = session.send(draft);
    REQUIRE(sending);
    const QDeadlineTimer deadline(20000);
    while (!sending->isFinished() && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
    REQUIRE(sending->isFinished());
    return sending->result();
}

struct LabSession {
    LabSession() { REQUIRE(lab.start()); }

    Lab lab;
    SystemClock clock;
    CurlTransport transport{clock};
    Session session{transport, clock};
};

/// A request of one of the lab's addresses, by the name of its sample.
RequestDraft draftOf(const Lab &lab, const QString &name)
{
    for (const Sample &sample : samplesOf(lab.collection())) {
        if (sample.item.name == name)
            return sample.item.request;
    }
    FAIL("the lab has no request " << name.toStdString());
    return {};
}

}

TEST_CASE("Lab: every request of the sample collection comes out with the cause that it promises", "[lab]")
{
    LabSession run;
    for (const Sample &sample : samplesOf(run.lab.collection())) {
        const Report report = sendAndWait(run.session, sample.item.request).report;
        const std::string name = sample.item.name.toStdString(), text = reportToText(report).toStdString();
        CAPTURE(name, text);
        if (sample.item.expectedCause.isEmpty()) {
            CHECK(report.status == 200);
            continue;
        }
        CHECK_FALSE(report.findings.empty());
        if (!report.findings.empty())
            CHECK(report.findings.front().id == sample.item.expectedCause);
    }
}

TEST_CASE("Lab: the causes come out in the opposite order as well, each from its own folder's steps", "[lab]")
{
    LabSession run;
    Collection collection = run.lab.collection();
    std::reverse(collection.items.begin(), collection.items.end());
    for (const Sample &sample : samplesOf(collection)) {
        const Report report = sendAndWait(run.session, sample.item.request).report;
        const std::string name = sample.item.name.toStdString();
        CAPTURE(name);
        if (!sample.item.expectedCause.isEmpty() && !report.findings.empty())
            CHECK(report.findings.front().id == sample.item.expectedCause);
    }
}

TEST_CASE("Lab: it has thirty addresses at least, under different names, for causes that there are", "[lab]")
{
    LabSession run;
    const auto samples = samplesOf(run.lab.collection());
    QSet<QString> names, addresses;
    for (const Sample &sample : samples) {
        names += sample.item.name;
        addresses += QString::fromUtf8(sample.item.request.address);
        const std::string name = sample.item.name.toStdString();
        CAPTURE(name);
        CHECK((sample.item.expectedCause.isEmpty() || findRule(sample.item.expectedCause)));
    }
    CHECK(samples.size() >= 30);
    CHECK(names.size() == qsizetype(samples.size()));
    CHECK(addresses.size() == qsizetype(samples.size()));
}

TEST_CASE("Lab: every cause that there is is promised by an address", "[lab]")
{
    LabSession run;
    const auto samples = samplesOf(run.lab.collection());
    for (const Rule *rule : allRules()) {
        CAPTURE(rule->id);
        CHECK(std::any_of(samples.begin(), samples.end(), [&](const Sample &each) { return each.item.expectedCause == rule->id; }));
    }
}

TEST_CASE("Lab: a sound token is let through, and any published key may have signed it", "[lab]")
{
    LabSession run;
    RequestDraft draft = draftOf(run.lab, "Scope missing");
    draft.address = run.lab.address() + "/header/none";
    CHECK(sendAndWait(run.session, draft).report.status == 200);
}

TEST_CASE("Lab: the right password, cookie and key are let through", "[lab]")
{
    LabSession run;
    RequestDraft password = draftOf(run.lab, "Locked account");
    password.address = run.lab.address() + "/basic/wrong";
    CHECK(sendAndWait(run.session, password).report.status == 200);

    RequestDraft cookie = draftOf(run.lab, "401 without a challenge");
    cookie.address = run.lab.address() + "/cookie/account";
    CHECK(sendAndWait(run.session, cookie).report.status == 200);
}

TEST_CASE("Lab: it publishes the keys that its tokens are signed with, and nothing private", "[lab]")
{
    LabSession run;
    RequestDraft draft;
    draft.address = run.lab.address() + "/.well-known/jwks.json";
    draft.transport.proxy = ProxyChoice::None;
    const auto answer = sendAndWait(run.session, draft);
    const auto set = parseJson(answer.exchange->last().response->body);
    REQUIRE(set);
    REQUIRE(set->find("keys"));
    CHECK(set->find("keys")->items.size() == 2);
    for (const JsonValue &key : set->find("keys")->items) {
        CHECK_FALSE(key.string("kid").isEmpty());
        CHECK_FALSE(key.find("d"));
    }
}

TEST_CASE("Lab: a port that is taken is told, and the lab stays without an address", "[lab]")
{
    LabSession run;
    Lab second;
    const auto started = second.start(quint16(Url::parse(run.lab.address())->port.value()));
    REQUIRE_FALSE(started);
    CHECK(started.error().what.contains("cannot listen"));
    CHECK(second.address().isEmpty());
    CHECK(second.collection().items.empty());
}
