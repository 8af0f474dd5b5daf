#pragma once

#include "core/secrets/keychain.h"

#include <QTimer>
#include <map>
#include <memory>
#include <vector>

namespace keyhole {

/// A keychain in memory that behaves, and misbehaves, as the real ones were seen to.
struct MemoryKeychain : Keychain {
    enum class Fault {
        None,
        ReadsNotFound,  ///< a locked GNOME Keyring: there is nothing; "removed" is a lie
        RefusesAll,
        FailsAll,
        ReadsNothing,  ///< KWallet: a failed read is a success of no bytes
        WritesNothing,  ///< KWallet: a failed write is a success
        RefusesWrites,  ///< KWallet: denied for this application
        NeverAnswers,
    };

    std::map<QByteArray, QByteArray> entries;
    StoreState state = StoreState::Ready;
    StoreState afterUnlock = StoreState::Ready;
    Fault fault = Fault::None;
    std::function<void(const QByteArray &key)> beforeWrite;
    std::vector<std::function<void()>> held;  ///< answers not given yet
    int calls = 0;

    void probe(State done) override
    {
        answer([=, this] { done(state); });
    }

    void unlock(State done) override
    {
        state = afterUnlock;
        probe(std::move(done));
    }

    void read(const QByteArray &key, Bytes done) override
    {
        answer([=, this] {
            const auto found = entries.find(key);
            if (fault == Fault::RefusesAll || fault == Fault::FailsAll)
                return done(failure(refusal()));
            if (fault == Fault::ReadsNothing)
                return done(QByteArray());
            if (fault == Fault::ReadsNotFound || found == entries.end())
                return done(failure(EntryFault::NotFound));
            done(found->second);
        });
    }

    void write(const QByteArray &key, const QByteArray &bytes, Done done) override
    {
        answer([=, this] {
            if (beforeWrite)
                beforeWrite(key);
            if (fault == Fault::RefusesAll || fault == Fault::FailsAll || fault == Fault::RefusesWrites || fault == Fault::ReadsNotFound)
                return done(failure(refusal()));
            if (fault != Fault::WritesNothing)
                entries[key] = bytes;
            done({});
        });
    }

    void remove(const QByteArray &key, Done done) override
    {
        answer([=, this] {
            if (fault == Fault::RefusesAll || fault == Fault::FailsAll || fault == Fault::RefusesWrites)
                return done(failure(refusal()));
            if (fault == Fault::None)
                entries.erase(key);
            done({});
        });
    }

    void release()
    {
        fault = Fault::None;
        for (auto &late : std::exchange(held, {}))
            late();
    }

    QByteArray *entry(char slot)
    {
        for (auto &[key, bytes] : entries) {
            if (key.endsWith(QByteArray("/") + slot))
                return &bytes;
        }
        return nullptr;
    }

private:
    QObject m_context;

    EntryFault refusal() const { return fault == Fault::FailsAll ? EntryFault::Failed : EntryFault::Denied; }

    void answer(std::function<void()> late)
    {
        ++calls;
        if (fault == Fault::NeverAnswers)
            held.push_back(std::move(late));
        else
            QTimer::singleShot(0, &m_context, std::move(late));
    }
};

/// Lets several stores, one after the other, use one keychain.
struct BorrowedKeychain : Keychain {
    explicit BorrowedKeychain(Keychain &keychain) : lender(keychain) { }
    Keychain &lender;
    void probe(State done) override { lender.probe(std::move(done)); }
    void unlock(State done) override { lender.unlock(std::move(done)); }
    void read(const QByteArray &key, Bytes done) override { lender.read(key, std::move(done)); }
    void write(const QByteArray &key, const QByteArray &bytes, Done done) override { lender.write(key, bytes, std::move(done)); }
    void remove(const QByteArray &key, Done done) override { lender.remove(key, std::move(done)); }
};

inline std::unique_ptr<Keychain> borrowed(Keychain &keychain)
{
    return std::make_unique<BorrowedKeychain>(keychain);
}

}
