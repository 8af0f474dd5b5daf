#include "catch.h"
#include "command_line.h"

using namespace keyhole;

TEST_CASE("keyhole-cli collection check: what is wrong in a folder is told with file and line", "[cli]")
{
    const QTemporaryDir folder;
    writeFile(folder, "opencollection.yml", "opencollection: 1.0.0\ninfo:\n  name: Shop\n");
    writeFile(folder, "good.yml", "info: {name: good, type: http}\nhttp: {url: http://h/}\n");
    const CommandResult good = runCli({"collection", "check", folder.path()});
    CHECK(good.status == 0);
    CHECK(good.out == "Shop: requests: 1, faults: 0\n");

    writeFile(folder, "bad.yml", "info:\n  name: bad\n  type: http\n<<<<<<< ours\n=======\n>>>>>>> theirs\n");
    writeFile(folder, "told.yml", "info: {name: \"a\\x1b[2J\", type: http}\nhttp:\n  auth:\n    type: basic\n    password: hunter2\n");
    const CommandResult bad = runCli({"collection", "check", folder.path()});
    CHECK(bad.status == 3);
    CHECK(bad.out.contains("bad.yml:4: fault: a merge conflict"));
    CHECK(bad.out.contains("told.yml:5: secret: "));
    CHECK_FALSE(bad.out.contains("hunter2"));
    CHECK_FALSE(hasControlCharacter(bad.out));
}

TEST_CASE("keyhole-cli collection: wrong use and a folder that is not there are told", "[cli]")
{
    CHECK(runCli({"collection"}).status == 2);
    CHECK(runCli({"collection", "check"}).status == 2);
    CHECK(runCli({"collection", "check", "/nowhere/at-all"}).status == 3);
    CHECK(runCli({"collection", "--help"}).out.contains("collection check FOLDER"));
}
