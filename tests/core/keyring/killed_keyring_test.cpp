#include "catch.h"
#include "private_bus.h"
#include "real_store.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTimer>

using namespace keyhole;

namespace {

constexpr int kUsualRounds = 20;
constexpr int kRoundsOfOneKeyring = 20;

/// 20, or what the environment says:
///   KEYHOLE_KILL_ROUNDS=200 build/dev/tests/test-core-keyring "Killed keyring*"
int rounds()
{
    const int asked = qEnvironmentVariableIntValue("KEYHOLE_KILL_ROUNDS");
    return asked > 0 ? asked : kUsualRounds;
}

QByteArray tokenOf(int number)
{
    return QByteArray::number(number).rightJustified(8, '0') + QByteArray(300, 'k');
}

/// A keyring that is killed again and again while something is written to it.
struct Writing {
    Keyring keyring;
    RealStore real;
    int next = 1;  ///< number of the next write
    QString refused;  ///< why the last write was

    /// Writes one after the other until the keyring is killed, and starts it again. Gives the numbers that were acknowledged, in order; the
    /// one after them was under way.
    template <class Id> std::vector<int> untilKilled(Id idFor)
    {
        // The first write opens the session with the keyring; it is killed in the middle of those after it, which take as long as the
        // computer has time for them.
        std::vector<int> acknowledged;
        QElapsedTimer first;
        first.start();
        const bool opened = write(idFor(next), next);
        INFO(refused.toStdString());
        REQUIRE(opened);
        acknowledged.push_back(next++);
        const int longest = int(std::max<qint64>(20, 2 * first.elapsed()));
        QTimer::singleShot(QRandomGenerator::global()->bounded(1, longest), &real.store, [this] { keyring.kill(); });
        while (write(idFor(next), next))
            acknowledged.push_back(next++);
        ++next;
        keyring.start(Keyring::Start::Unlocked);
        return acknowledged;
    }

    bool write(const CredentialId &id, int number)
    {
        Credential credential = bearer("", tokenOf(number));
        credential.info.id = id;
        const auto written = await(real.store.write(credential));
        if (!written)
            refused = written.error().error.what;
        return written.has_value();
    }

    /// What is read there; fails the test when nothing can be.
    Secret read(const CredentialId &id)
    {
        const auto read = await(real.store.read(id));
        INFO((read ? QString() : read.error().error.what).toStdString());
        REQUIRE(read);
        return *read->part("token");
    }
};

CredentialId idOfNumber(int number)
{
    return QByteArray::number(number, 16).rightJustified(32, '0');
}

void tell(size_t acknowledged)
{
    CHECK(acknowledged > size_t(rounds()));
    if (rounds() != kUsualRounds)
        WARN(acknowledged << " acknowledged writes in " << rounds() << " rounds");
}

}

TEST_CASE("Killed keyring: no new entry that was acknowledged is lost, and none that is torn is used", "[keyring]")
{
    size_t acknowledged = 0;
    for (int left = rounds(); left > 0; left -= kRoundsOfOneKeyring) {
        Writing writing;
        std::vector<int> all;
        const auto check = [&writing](const std::vector<int> &numbers) {
            for (const int number : numbers) {
                CAPTURE(number);
                REQUIRE(writing.read(idOfNumber(number)) == Secret(tokenOf(number)));
            }
        };
        for (int round = 0; round < std::min(left, kRoundsOfOneKeyring); ++round) {
            CAPTURE(left, round);
            const std::vector<int> fresh = writing.untilKilled(&idOfNumber);
            check(fresh);
            all.insert(all.end(), fresh.begin(), fresh.end());
            // The one that was under way: whole, or not there, or seen to be torn.
            const int torn = fresh.back() + 1;
            if (const auto read = await(writing.real.store.read(idOfNumber(torn))))
                REQUIRE(*read->part("token") == Secret(tokenOf(torn)));
        }
        // No later kill took an earlier one away.
        check(all);
        acknowledged += all.size();
    }
    tell(acknowledged);
}

TEST_CASE("Killed keyring: what replaces an entry leaves the old one or the new one, whole", "[keyring]")
{
    size_t acknowledged = 0;
    for (int left = rounds(); left > 0; left -= kRoundsOfOneKeyring) {
        Writing writing;
        for (int round = 0; round < std::min(left, kRoundsOfOneKeyring); ++round) {
            CAPTURE(left, round);
            const std::vector<int> fresh = writing.untilKilled([](int) { return idOfNumber(1); });
            const int last = fresh.back();
            acknowledged += fresh.size();
            const Secret token = writing.read(idOfNumber(1));
            CAPTURE(last);
            REQUIRE((token == Secret(tokenOf(last)) || token == Secret(tokenOf(last + 1))));
        }
    }
    tell(acknowledged);
}
