#include "catch.h"
#include "core/secrets/keychain_store.h"
#include "credentials.h"
#include "memory_keychain.h"
#include "waiting.h"

#include <QTemporaryDir>

using namespace keyhole;

namespace {

using Fault = MemoryKeychain::Fault;

enum class Operation { Read, Write, Overwrite, Remove };

/// What a call is to bring: done, or a fault.
struct Outcome {
    std::optional<StoreFault> fault;
    Outcome() = default;
    Outcome(StoreFault expected) : fault(expected) { }
    friend bool operator==(const Outcome &, const Outcome &) = default;
};

/// How things stand when the call is made, and what each call says and leaves behind.
struct Row {
    const char *name;
    std::function<void(MemoryKeychain &)> stage;
    StoreState state;  ///< afterwards
    Outcome read, write, overwrite, remove;
    bool keeps = true;  ///< the entry is still there once the keychain is in order again
};

void spoil(MemoryKeychain &keychain, qsizetype length)
{
    keychain.entry('a')->truncate(length);
}

void flip(MemoryKeychain &keychain)
{
    QByteArray &bytes = *keychain.entry('a');
    bytes[bytes.size() - 1] = char(~bytes.back());
}

const QByteArray kId = idOf("1f");

std::vector<Row> rows()
{
    const auto locked = StoreFault::Locked;
    const auto absent = StoreFault::Absent;
    const auto replaced = StoreFault::Replaced;
    const auto damaged = StoreFault::Damaged;
    return {
        {"open", [](auto &) {}, StoreState::Ready, {}, {}, {}, {}, false},
        {"open, without a password", [](auto &k) { k.state = StoreState::NoPassword; }, StoreState::NoPassword, {}, {}, {}, {}, false},
        {"no session bus, or no service on it",
         [](auto &k) {
             k.state = StoreState::Absent;
             k.fault = Fault::FailsAll;
         },
         StoreState::Absent, absent, absent, absent, absent},
        {"no collection yet",
         [](auto &k) {
             k.state = StoreState::Locked;
             k.fault = Fault::ReadsNotFound;
         },
         StoreState::Locked, locked, locked, locked, locked},
        {"locked, nobody to ask",
         [](auto &k) {
             k.state = StoreState::Locked;
             k.fault = Fault::ReadsNotFound;
         },
         StoreState::Locked, locked, locked, locked, locked},
        {"locked, the wrong password was given",
         [](auto &k) {
             k.state = k.afterUnlock = StoreState::Locked;
             k.fault = Fault::ReadsNotFound;
         },
         StoreState::Locked, locked, locked, locked, locked},
        {"frozen for longer than a minute and a half", [](auto &k) { k.state = StoreState::Waiting; }, StoreState::Waiting,
         StoreFault::NoAnswer, StoreFault::NoAnswer, StoreFault::NoAnswer, StoreFault::NoAnswer},
        {"refused at the first word", [](auto &k) { k.state = StoreState::Denied; }, StoreState::Denied, StoreFault::Denied,
         StoreFault::Denied, StoreFault::Denied, StoreFault::Denied},
        {"locked, told only by the canary", [](auto &k) { k.fault = Fault::ReadsNotFound; }, StoreState::Replaced, replaced, replaced,
         replaced, replaced},
        {"canary missing", [](auto &k) { k.entries.erase("keyhole/v1/canary"); }, StoreState::Replaced, replaced, replaced, replaced,
         replaced},
        {"replaced keyring", [](auto &k) { k.entries.clear(); }, StoreState::Replaced, replaced, replaced, replaced, replaced, false},
        {"damaged entry", [](auto &k) { flip(k); }, StoreState::Ready, damaged, {}, {}, {}, false},
        {"torn entry: no bytes", [](auto &k) { spoil(k, 0); }, StoreState::Ready, damaged, {}, {}, {}, false},
        {"torn entry: half of it", [](auto &k) { spoil(k, 40); }, StoreState::Ready, damaged, {}, {}, {}, false},
        {"older generation than acknowledged",
         [](auto &k) {
             k.entries["keyhole/v1/" + kId + "/a"] = *encodeCredential(bearer("1f", "old"), 1);
             k.entries.erase("keyhole/v1/" + kId + "/b");
         },
         StoreState::Ready,
         StoreFault::Stale,
         {},
         {},
         {},
         false},
        {"KWallet: a failed read is a success of no bytes", [](auto &k) { k.fault = Fault::ReadsNothing; }, StoreState::Replaced, replaced,
         replaced, replaced, replaced},
        {"KWallet: a failed write is a success",
         [](auto &k) { k.fault = Fault::WritesNothing; },
         StoreState::Ready,
         {},
         StoreFault::NotStored,
         StoreFault::NotStored,
         StoreFault::Failed},
        {"KWallet: refuses this program", [](auto &k) { k.fault = Fault::RefusesAll; }, StoreState::Denied, StoreFault::Denied,
         StoreFault::Denied, StoreFault::Denied, StoreFault::Denied},
        {"KWallet: every call an error", [](auto &k) { k.fault = Fault::FailsAll; }, StoreState::Ready, StoreFault::Failed,
         StoreFault::Failed, StoreFault::Failed, StoreFault::Failed},
    };
}

Outcome expectedOf(const Row &row, Operation operation)
{
    switch (operation) {
    case Operation::Read:
        return row.read;
    case Operation::Write:
        return row.write;
    case Operation::Overwrite:
        return row.overwrite;
    case Operation::Remove:
        return row.remove;
    }
    return {};
}

std::ostream &operator<<(std::ostream &out, const Outcome &outcome)
{
    return outcome.fault ? out << "fault " << int(*outcome.fault) : out << "done";
}

template <class T> Outcome outcomeOf(const Result<T, StoreError> &result)
{
    return result ? Outcome() : Outcome(result.error().fault);
}

struct Stage {
    QTemporaryDir folder;
    MemoryKeychain keychain;
    KeychainStore store{borrowed(keychain), folder.filePath("credentials.json")};

    /// An entry of the third generation, in slot a, written in an earlier run.
    Stage()
    {
        KeychainStore earlier(borrowed(keychain), folder.filePath("credentials.json"));
        for (const char *token : {"first", "second", "third"})
            REQUIRE(await(earlier.write(bearer("1f", token))));
        await(earlier.refresh());  // the older generation is taken away before
        REQUIRE(keychain.entry('a'));
    }

    Outcome run(Operation operation)
    {
        switch (operation) {
        case Operation::Read: {
            const auto read = await(store.read(kId));
            if (read)
                CHECK(*read == bearer("1f", "third"));
            return outcomeOf(read);
        }
        case Operation::Write:
            return outcomeOf(await(store.write(bearer("2e", "another"))));
        case Operation::Overwrite:
            return outcomeOf(await(store.write(bearer("1f", "fourth"))));
        case Operation::Remove:
            return outcomeOf(await(store.remove(kId)));
        }
        return {};
    }
};

}

TEST_CASE("Keychain faults: every call in every state says what is the matter and loses nothing", "[secrets]")
{
    const std::vector<Row> all = rows();
    const size_t index = GENERATE_COPY(range(size_t(0), all.size()));
    const Operation operation = GENERATE(Operation::Read, Operation::Write, Operation::Overwrite, Operation::Remove);
    const Row &row = all[index];
    CAPTURE(row.name, int(operation));

    Stage stage;
    row.stage(stage.keychain);
    const Outcome expected = expectedOf(row, operation);
    const Outcome outcome = stage.run(operation);
    CHECK(outcome == expected);
    CHECK(stage.store.state() == row.state);
    CHECK(stage.store.list().size()
          == (operation == Operation::Remove && !expected.fault      ? 0
                  : operation == Operation::Write && !expected.fault ? 2
                                                                     : 1));
    if (!outcome.fault)
        return;
    const StoreError error = storeError(*outcome.fault);
    CHECK_FALSE(error.error.what.isEmpty());
    CHECK_FALSE(error.error.remedy.isEmpty());
    if (!row.keeps)
        return;
    // In order again: what was acknowledged before is there as it was.
    stage.keychain.fault = Fault::None;
    stage.keychain.state = StoreState::Ready;
    if (!stage.keychain.entries.contains("keyhole/v1/canary"))
        await(stage.store.startAnew());
    CHECK(await(stage.store.read(kId)) == bearer("1f", "third"));
}
