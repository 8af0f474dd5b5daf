// Edits that are not saved yet: the journal, the watch, and two versions side by side.
#include "catch.h"
#include "collection_on_disk.h"
#include "core/collection/collection_watch.h"
#include "core/collection/conflict.h"
#include "core/collection/draft_journal.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QSignalSpy>
#include <csignal>
#include <poll.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace keyhole;

namespace {

RequestFile draft(const QByteArray &address)
{
    RequestFile request;
    request.draft.name = "unsaved";
    request.draft.method = "PUT";
    request.draft.address = address;
    request.draft.fields = {{true, "Authorization", "Bearer s3cr3t-typed", {}}, {true, "X-Trace", "keep", {}}};
    request.draft.auth = {AuthKind::Bearer, {}, Secret("s3cr3t-token")};
    request.draft.auth.credential = "0123456789abcdef0123456789abcdef";
    request.draft.body.kind = BodyKind::Json;
    request.draft.body.text = "{\n  \"a\": 1\n}";
    return request;
}

const Instant kNow{std::chrono::milliseconds(1'795'243'267'000)};

}

TEST_CASE("Draft journal: unsaved edits are there again, the newest of each, without secrets", "[collection][journal]")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath("state/drafts.journal");
    {
        auto journal = DraftJournal::open(file);
        REQUIRE(journal);
        CHECK(journal->recovered().empty());
        REQUIRE(journal->write("a", draft("http://old/"), kNow));
        RequestFile edited = draft("http://new/");
        edited.text = "the file";
        REQUIRE(journal->write("a", edited, kNow));
        REQUIRE(journal->write("b", draft("http://b/"), kNow));
        REQUIRE(journal->forget("b"));
        CHECK_FALSE(DraftJournal::open(file));
    }
    QFile text(file);
    REQUIRE(text.open(QFile::ReadOnly));
    CHECK_FALSE(text.readAll().contains("s3cr3t"));
    struct stat there { };
    REQUIRE(::stat(QFile::encodeName(file).constData(), &there) == 0);
    CHECK((there.st_mode & 07777) == 0600);
    auto again = DraftJournal::open(file);
    REQUIRE(again);
    REQUIRE(again->recovered().size() == 1);
    const UnsavedDraft &found = again->recovered().front();
    CHECK(found.key == "a");
    CHECK(found.at == kNow);
    CHECK(found.baseHash == baseHashOf("the file"));
    CHECK(found.request.draft.address == "http://new/");
    CHECK(found.request.draft.method == "PUT");
    CHECK(found.request.draft.fields[1].value == "keep");
    CHECK(found.request.draft.body.text == "{\n  \"a\": 1\n}");
    CHECK(found.request.draft.auth.credential == "0123456789abcdef0123456789abcdef");
}

TEST_CASE("Draft journal: kill -9 at any moment loses no edit that was acknowledged", "[collection][journal]")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath("drafts.journal");
    const int rounds = std::max(qEnvironmentVariableIntValue("KEYHOLE_KILL_ROUNDS"), 30);
    int number = 0;
    for (int round = 0; round < rounds; ++round) {
        int told[2];
        REQUIRE(::pipe(told) == 0);
        const pid_t child = ::fork();
        if (child == 0) {
            auto journal = DraftJournal::open(file);
            for (int each = number + 1; journal; ++each) {
                if (journal->write("tab", draft("http://h/" + QByteArray::number(each)), kNow) && ::write(told[1], &each, sizeof each) < 0)
                    break;
            }
            ::_exit(1);
        }
        ::close(told[1]);
        pollfd first{told[0], POLLIN, 0};
        if (round % 2 == 0)
            ::poll(&first, 1, 5000);
        ::usleep(useconds_t(2000 + round % 10 * 700));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        int acknowledged = number;
        while (::read(told[0], &acknowledged, sizeof acknowledged) == ssize_t(sizeof acknowledged)) { }
        ::close(told[0]);
        auto journal = DraftJournal::open(file);
        REQUIRE(journal);
        number = acknowledged;
        if (acknowledged == 0)
            continue;
        REQUIRE(journal->recovered().size() == 1);
        const int there = journal->recovered().front().request.draft.address.mid(9).toInt();
        REQUIRE(there >= acknowledged);
        REQUIRE(there <= acknowledged + 1);
        number = there;
    }
    CHECK(number > 0);
}

TEST_CASE("Draft journal: lines that were cut off or are no JSON are left out", "[collection][journal]")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath("drafts.journal");
    {
        auto journal = DraftJournal::open(file);
        REQUIRE(journal->write("a", draft("http://a/"), kNow));
    }
    QFile text(file);
    REQUIRE(text.open(QFile::Append));
    text.write("garbage\n{\"key\":\"b\",\"request\":\"info: {na");
    text.close();
    auto journal = DraftJournal::open(file);
    REQUIRE(journal);
    CHECK(journal->recovered().size() == 1);
}

TEST_CASE("Watch: what others change appears, what is saved here does not", "[collection][watch]")
{
    const CollectionOnDisk disk;
    auto collection = CollectionFolder::open(disk.path());
    REQUIRE(collection);
    CollectionWatch watch(*collection);
    watch.setInterval(std::chrono::milliseconds(0));
    QSignalSpy changed(&watch, &CollectionWatch::changed);
    const int id = collection->idOf("orders/list.yml");

    disk.write("orders/list.yml", disk.read("orders/list.yml") + "# theirs\n");
    CHECK(changed.wait(5000));
    REQUIRE(changed.size() == 1);
    CHECK(changed[0][0].value<OutsideChanges>().changed == std::vector<int>{id});

    changed.clear();
    disk.write("orders/new.yml", disk.request("New", 9, "x"));
    CHECK(changed.wait(5000));
    CHECK(collection->idOf("orders/new.yml") > 0);

    changed.clear();
    auto request = collection->requestFile(id);
    request->draft.method = "HEAD";
    REQUIRE(collection->save(id, *request));
    CHECK_FALSE(changed.wait(300));
}

TEST_CASE("Conflict: two versions stand side by side, part by part", "[collection]")
{
    RequestFile base = draft("http://h/a");
    RequestFile mine = base, theirs = base;
    mine.draft.method = "POST";
    mine.draft.address = "http://h/mine";
    theirs.draft.address = "http://h/theirs";
    theirs.draft.fields[1].value = "other";
    const auto lines = compareVersions(base, mine, theirs);
    REQUIRE(lines.size() == 3);
    CHECK(lines[0] == ConflictLine{"http.headers[1].value", "keep", "keep", "other", false});
    CHECK(lines[1] == ConflictLine{"http.method", "PUT", "POST", "PUT", false});
    CHECK(lines[2] == ConflictLine{"http.url", "http://h/a", "http://h/mine", "http://h/theirs", true});
}

TEST_CASE("Collection folder: variables of environment, folders, collection and .env come together", "[collection]")
{
    const CollectionOnDisk disk;
    disk.write(
        "environments/production.yml",
        "name: production\nextends: dev\nvariables:\n  - name: base\n    value: https://api.example\ndotEnvFilePath: ../../etc/passwd\n");
    disk.write("environments/loop.yml", "name: loop\nextends: loop\n");
    disk.write(".env", "KEY=\"dot\"\n");
    auto collection = CollectionFolder::open(disk.path());
    REQUIRE(collection);
    auto request = collection->requestFile(collection->idOf("orders/list.yml"));
    REQUIRE(request);
    std::vector<FileNote> notes;
    const VariableScopes scopes = collection->scopesFor(*request, collection->idOf("orders"), "production", {}, &notes);
    CHECK(scopes.find("base")->value == "https://api.example");
    CHECK(scopes.find("base")->file == "environments/production.yml");
    CHECK(scopes.find("token")->secret);
    CHECK(scopes.find("process.env.KEY")->value == "dot");
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].kind == FileNote::Kind::Ignored);
    CHECK(scopes.unresolved(request->draft).empty());
    notes.clear();
    collection->scopesFor(*request, 0, "loop", {}, &notes);
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].kind == FileNote::Kind::Fault);
}
