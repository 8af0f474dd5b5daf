#include "catch.h"
#include "core/diagnosis/knowledge/knowledge.h"
#include "core/diagnosis/knowledge/sayings.h"
#include "core/diagnosis/rule.h"

#include <QDir>
#include <QFile>
#include <algorithm>

using namespace keyhole;

namespace {

const Profile *serviceAt(const char *address)
{
    const auto url = Url::parse(address);
    return url ? findService(*url) : nullptr;
}

}

TEST_CASE("Knowledge: every file reads", "[knowledge]")
{
    int files = 0;
    for (const char *folder : {"services", "servers", "frameworks", "libraries", "anybody"}) {
        const QDir directory(QStringLiteral(KEYHOLE_SOURCE_DIR "/core/diagnosis/knowledge/%1").arg(QLatin1String(folder)));
        for (const QString &name : directory.entryList({QStringLiteral("*.yaml")}, QDir::Files)) {
            ++files;
            CAPTURE(folder, name);
            QFile file(directory.filePath(name));
            REQUIRE(file.open(QIODevice::ReadOnly));
            const auto profile = readProfile(name.chopped(5).toUtf8(), Profile::Kind::Service, file.readAll());
            if (!profile && QByteArrayView(folder) == QByteArrayView("anybody"))
                continue;  // has no name
            CAPTURE(profile ? QString() : profile.error().place + QStringLiteral(": ") + profile.error().what);
            REQUIRE(profile);
        }
    }
    CHECK(files == int(knowledge().size()));
}

TEST_CASE("Knowledge: no two entries of one profile are about the same words, and words are long enough to mean one thing", "[knowledge]")
{
    for (const Profile &profile : knowledge()) {
        QByteArrayList seen;
        for (const Saying &saying : profile.answers) {
            CAPTURE(profile.id, saying.text);
            CHECK_FALSE(seen.contains(saying.text + char('0' + int(saying.match)) + saying.cause));
            seen += saying.text + char('0' + int(saying.match)) + saying.cause;
            CHECK(saying.text.size() >= 3);
        }
    }
}

TEST_CASE("Knowledge: a host is that of the most special pattern", "[knowledge]")
{
    REQUIRE(serviceAt("https://api.github.com/user"));
    CHECK(serviceAt("https://api.github.com/user")->id == "github");
    CHECK(serviceAt("https://abc123.execute-api.eu-west-1.amazonaws.com/prod")->id == "aws-api-gateway");
    CHECK(serviceAt("https://sts.eu-west-1.amazonaws.com/")->family == "aws");
    CHECK(serviceAt("https://api.github.com.example.com/") == nullptr);
    CHECK(serviceAt("https://notgithub.com/") == nullptr);
}

TEST_CASE("Knowledge: a file is read strictly, and a fault has its line", "[knowledge]")
{
    const auto [text, line] = GENERATE(table<const char *, const char *>({
        {"name: A\n", "line 1"},  // no source
        {"source: s\n", "line 1"},  // no name
        {"name: A\nsource: s\nanswer: []\n", "line 3"},
        {"name: A\nsource: s\nanswers:\n  - words: x y z\n    means: token.expired\n", "line 4"},  // no certainty
        {"name: A\nsource: s\nanswers:\n  - words: x y z\n    code: x\n    means: token.expired\n    certainty: likely\n", "line 4"},
        {"name: A\nsource: s\nkeys:\n  - what: a key\n", "line 4"},
        {"name: A\nsource: s\nwants:\n  - header: A\n    query: b\n", "line 4"},
        {"name: A\nsource: s\nsigns:\n  - own: true\n", "line 4"},
        {"name: A\nsource: s\nchecked: yesterday\n", "line 1"},
    }));
    CAPTURE(text);
    const auto profile = readProfile("a", Profile::Kind::Service, text);
    REQUIRE_FALSE(profile);
    CAPTURE(profile.error().what);
    CHECK(profile.error().place.startsWith(QLatin1String(line)));
}

TEST_CASE("Knowledge: hints for whoever runs a server go from the special to the general", "[knowledge]")
{
    const auto profile = readProfile("a", Profile::Kind::Server,
                                     "name: A\nsource: s\noperator:\n  - look: the log\n  - cause: header.\n    look: the fields\n"
                                     "  - cause: header.missing\n    look: this one\n  - cause: token.expired\n    look: the clock\n");
    REQUIRE(profile);
    const auto hints = operatorHints(*profile, "header.missing");
    REQUIRE(hints.size() == 3);
    CHECK(hints[0]->look == QStringLiteral("this one"));
    CHECK(hints[2]->look == QStringLiteral("the log"));
}

TEST_CASE("Knowledge: words mean something else where their sentence turns them", "[knowledge]")
{
    const auto [text, locked] = GENERATE(table<const char *, bool>({
        {"Your account is locked.", true},
        {"You have one more attempt before your account is locked.", false},
    }));
    CAPTURE(text);
    AnswerTexts answer;
    answer.items.push_back({"response.body", "error", QString::fromUtf8(text), QByteArray(text).toLower()});
    const auto said = findSayings(answer, nullptr);
    const auto isLocked = [](const Said &each) { return each.saying->cause == "account.locked"; };
    CHECK(std::any_of(said.begin(), said.end(), isLocked) == locked);
}

TEST_CASE("Knowledge: every entry names its source, means a cause that is known, and is certain only when it was looked up", "[knowledge]")
{
    int entries = 0, undated = 0;
    for (const Profile &profile : knowledge()) {
        const auto count = [&](const Provenance &from) {
            CAPTURE(profile.id, from.source);
            CHECK(from.source.contains(QLatin1Char('.')));
            ++entries;
            undated += !from.checked.isValid();
        };
        for (const Saying &saying : profile.answers) {
            CAPTURE(profile.id, saying.text);
            CHECK(findRule(saying.cause) != nullptr);
            CHECK((saying.provenance.checked.isValid() || saying.certainty < Certainty::Certain));
            count(saying.provenance);
        }
        for (const KeyShape &key : profile.keys)
            count(key.provenance);
        for (const OperatorHint &hint : profile.operatorHints)
            count(hint.provenance);
        for (const AnswerSign &sign : profile.signs)
            count(sign.provenance);
    }
    WARN(entries << " entries, " << undated << " of them not looked up again since they were written down");
}
