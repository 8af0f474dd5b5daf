#include "catch.h"
#include "core/secrets/secret.h"

#include <QDebug>
#include <QFile>
#include <ostream>

using namespace keyhole;

namespace {

template <class T>
concept Debuggable = requires(QDebug debug, const T &value)
{
    debug << value;
};
template <class T>
concept Streamable = requires(std::ostream &stream, const T &value)
{
    stream << value;
};

static_assert(Debuggable<QByteArray> && Streamable<const char *>);
static_assert(!Debuggable<Secret> && !Streamable<Secret>, "a secret must not be printable");
static_assert(!std::is_convertible_v<Secret, QByteArray> && !std::is_convertible_v<QByteArray, Secret>);

/// What stands in the memory of this process, of a value that is gone as well. Linux.
QByteArray memoryAt(quintptr address, qsizetype size)
{
    QFile memory("/proc/self/mem");
    REQUIRE(memory.open(QFile::ReadOnly | QFile::Unbuffered));
    return memory.seek(qint64(address)) ? memory.read(size) : QByteArray();
}

}

TEST_CASE("Secret: what is shown of it is dots, and at most four characters at each end of a long one", "[secrets]")
{
    const auto [value, shown] = GENERATE(table<QByteArray, QString>({
        {"", "••••••••"},
        {"short", "••••••••"},
        {"exactly-23-characters-x", "••••••••"},
        {"exactly-24-characters-xy", "exac••••••••s-xy"},
    }));
    CHECK(Secret(value).masked() == shown);
    CHECK(Secret::mask(value) == shown);
}

TEST_CASE("Secret: equal means the same bytes", "[secrets]")
{
    CHECK(Secret("token-1") == Secret("token-1"));
    CHECK_FALSE(Secret("token-1") == Secret("token-2"));
    CHECK_FALSE(Secret("token") == Secret("token-1"));
    CHECK(Secret() == Secret(""));
}

TEST_CASE("Secret: its bytes are gone from memory with the last copy", "[secrets]")
{
    const QByteArray pattern = "wiped";
    quintptr address = 0;
    {
        const Secret copy = [&] {
            Secret first(pattern.repeated(1000));
            address = quintptr(first.reveal().constData());
            return Secret(first);
        }();
        CHECK(memoryAt(address, 5000).count(pattern) == 1000);
    }
    CHECK(memoryAt(address, 5000).count(pattern) == 0);
}
