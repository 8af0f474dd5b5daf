#include "catch.h"
#include "private_bus.h"
#include "real_store.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTimer>

using namespace keyhole;

namespace {

constexpr int kUsualRounds = 20;

/// 20, or what the environment says; 200 and 200 take two minutes:
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

/// Writes one after the other until the keyring is killed; gives the numbers that were acknowledged, in order.
struct Writing {
    Keyring keyring;
    RealStore real;
    std::vector<int> acknowledged;
    QString refused;  ///< why the last write was

    template <class Id> void run(Id idFor)
    {
        // The first one opens the session; the keyring is killed in the middle of those after it, which take as long as the computer has
        // time for them.
        QElapsedTimer first;
        first.start();
        const bool opened = write(idFor(1), 1);
        INFO(refused.toStdString());
        REQUIRE(opened);
        const int longest = int(std::max<qint64>(200, 10 * first.elapsed()));
        QTimer::singleShot(QRandomGenerator::global()->bounded(1, longest), &real.store, [this] { keyring.kill(); });
        for (int number = 2; write(idFor(number), number); ++number) { }
        keyring.start(Keyring::Start::Unlocked);
    }

    bool write(const CredentialId &id, int number)
    {
        Credential credential = bearer("", tokenOf(number));
        credential.info.id = id;
        if (const auto written = await(real.store.write(credential)); !written) {
            refused = written.error().error.what;
            return false;
        }
        acknowledged.push_back(number);
        return true;
    }

    Result<Credential, StoreError> read(const CredentialId &id) { return await(real.store.read(id)); }
};

CredentialId idOfNumber(int number)
{
    return QByteArray::number(number, 16).rightJustified(32, '0');
}

}

TEST_CASE("Killed keyring: no new entry that was acknowledged is lost, and none that is torn is used", "[keyring]")
{
    size_t acknowledged = 0;
    for (int round = 0; round < rounds(); ++round) {
        Writing writing;
        writing.run(&idOfNumber);
        const int last = int(writing.acknowledged.size());
        for (const int number : writing.acknowledged) {
            const auto read = writing.read(idOfNumber(number));
            CAPTURE(round, number, last);
            INFO((read ? QString() : read.error().error.what).toStdString());
            REQUIRE(read);
            REQUIRE(*read->part("token") == Secret(tokenOf(number)));
        }
        // The one that was under way: whole, or not there, or seen to be torn.
        if (const auto read = writing.read(idOfNumber(last + 1)))
            REQUIRE(*read->part("token") == Secret(tokenOf(last + 1)));
        acknowledged += writing.acknowledged.size();
    }
    CHECK(acknowledged > size_t(rounds()));
    if (rounds() != kUsualRounds)
        WARN(acknowledged << " acknowledged writes in " << rounds() << " rounds");
}

TEST_CASE("Killed keyring: what replaces an entry leaves the old one or the new one, whole", "[keyring]")
{
    size_t acknowledged = 0;
    for (int round = 0; round < rounds(); ++round) {
        Writing writing;
        writing.run([](int) { return idOfNumber(1); });
        const int last = int(writing.acknowledged.size());
        acknowledged += writing.acknowledged.size();
        const auto read = writing.read(idOfNumber(1));
        CAPTURE(round, last);
        INFO((read ? QString() : read.error().error.what).toStdString());
        REQUIRE(read);
        const Secret token = *read->part("token");
        REQUIRE((token == Secret(tokenOf(last)) || token == Secret(tokenOf(last + 1))));
    }
    CHECK(acknowledged > size_t(rounds()));
    if (rounds() != kUsualRounds)
        WARN(acknowledged << " acknowledged writes in " << rounds() << " rounds");
}
