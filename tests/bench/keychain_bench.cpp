// How long a read and a write take in a keychain that holds a hundred entries. Needs an unlocked Secret Service on the session bus; it
// leaves nothing behind:
//   dbus-run-session -- sh -c 'printf pw | gnome-keyring-daemon --unlock --components=secrets; build/release/tests/bench/keychain_bench'
#include "core/secrets/keychain_store.h"
#include "core/secrets/system_keychain.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTextStream>

using namespace keyhole;

namespace {

constexpr int kEntries = 100;
constexpr double kReadLimit = 20, kWriteLimit = 60;  // milliseconds, at the 95th percentile

template <class T> T await(QFuture<T> future)
{
    while (!future.isFinished())
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    return future.result();
}

struct Times {
    std::vector<double> milliseconds;

    template <class Call> bool measure(Call call)
    {
        QElapsedTimer timer;
        timer.start();
        const bool done = call().has_value();
        milliseconds.push_back(double(timer.nsecsElapsed()) / 1e6);
        return done;
    }

    double percentile(double part)
    {
        std::sort(milliseconds.begin(), milliseconds.end());
        return milliseconds[size_t(double(milliseconds.size() - 1) * part)];
    }
};

}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QTemporaryDir folder;
    KeychainStore store(std::make_unique<SystemKeychain>("Keyhole-bench"), folder.filePath("credentials.json"));
    QTextStream out(stdout);

    std::vector<Credential> credentials;
    for (int i = 0; i < kEntries; ++i)
        credentials.push_back({{newCredentialId(), CredentialKind::Bearer, {}, {}, {}, {}}, {{"token", Secret(QByteArray(300, 'k'))}}});
    Times creating, writing, reading;
    bool done = true;
    for (const Credential &credential : credentials)
        done = creating.measure([&] { return await(store.write(credential)); }) && done;
    for (const Credential &credential : credentials) {
        done = reading.measure([&] { return await(store.read(credential.info.id)); }) && done;
        done = writing.measure([&] { return await(store.write(credential)); }) && done;
    }
    for (const Credential &credential : credentials)
        await(store.remove(credential.info.id));
    if (!done) {
        out << "The keychain cannot be used: " << stateMeaning(store.state()) << '\n';
        return 1;
    }
    const double read = reading.percentile(0.95), written = writing.percentile(0.95);
    out << "read   p50 " << reading.percentile(0.5) << " ms  p95 " << read << " ms  limit " << kReadLimit << " ms\n"
        << "write  p50 " << writing.percentile(0.5) << " ms  p95 " << written << " ms  limit " << kWriteLimit << " ms\n"
        << "create p50 " << creating.percentile(0.5) << " ms  p95 " << creating.percentile(0.95) << " ms\n";
    return read <= kReadLimit && written <= kWriteLimit ? 0 : 1;
}
