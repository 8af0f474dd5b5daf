#include "catch.h"

#include "core/keyring/fake_services.h"
#include "core/keyring/private_bus.h"
#include "core/secrets/keychain_store.h"
#include "core/secrets/layered_store.h"
#include "core/secrets/system_keychain.h"
#include "core/session/canned_transport.h"
#include "core/session/session.h"
#include "ui/credentials/credential_page.h"
#include "ui/credentials/credential_window.h"
#include "ui/credentials/heartbeat.h"
#include "ui/credentials/import_window.h"
#include "ui/credentials/part_edits.h"
#include "ui/credentials/rotation_page.h"
#include "ui/credentials/secret_rows.h"

#include <QPushButton>
#include <QTest>

using namespace keyhole;

namespace {

constexpr qint64 kLimit = 50;  // milliseconds

/// As an event loop does, without the pauses of QTest::qWaitFor(): a call to the keychain takes thirty turns of it.
template <class Condition> void comesTrue(Condition condition)
{
    QTimer again;
    again.start(5);
    const QDeadlineTimer deadline(20'000);
    while (!condition() && !deadline.hasExpired()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    REQUIRE(condition());
}

/// The window of the credentials over whatever offers a keychain on the private bus.
struct RealStage {
    QTemporaryDir folder;
    KeychainStore lasting{std::make_unique<SystemKeychain>("Keyhole-tests"), folder.filePath("credentials.json")};
    LayeredStore store{lasting};
    FixedClock clock;
    CannedTransport transport;
    Session session{transport, clock};
    Theme theme;
    std::unique_ptr<CredentialWindow> window;

    RealStage()
    {
        session.setCredentials(&store);
        window = std::make_unique<CredentialWindow>(theme, session, store, std::nullopt);
        window->setAttribute(Qt::WA_DeleteOnClose, false);
        window->show();
        window->activateWindow();
        QCoreApplication::processEvents();
    }

    QPushButton *button(const QString &text) const
    {
        for (QPushButton *each : window->findChildren<QPushButton *>()) {
            if (each->text().remove('&') == text && each->isVisible() && each->isEnabled())
                return each;
        }
        return nullptr;
    }
    /// As soon as it is there.
    void press(const QString &text) const
    {
        CAPTURE(text);
        comesTrue([&] { return button(text) != nullptr; });
        button(text)->click();
    }
    void keep(int number)
    {
        bool kept = false;
        const Credential credential{{QByteArray::number(number).rightJustified(32, '0'),
                                     CredentialKind::Bearer,
                                     {"Orders", "staging", QString::number(number)},
                                     {{"https", "api.example.com", 443}},
                                     {},
                                     {}},
                                    {{"token", Secret("t")}}};
        store.write(credential).then(window.get(), [&](const Result<void, StoreError> &written) { kept = written.has_value(); });
        comesTrue([&] { return kept; });
    }
    void chooseFirst()
    {
        window->choose(store.list().front().id);
        comesTrue([&] { return window->currentPage() == window->page(); });
    }
};

/// What a person does with the window, each from where the one before left it.
void reveal(RealStage &s)
{
    s.window->page()->secrets()->setRevealed(true);
    comesTrue([&] { return s.window->page()->secrets()->isRevealed(); });
    s.window->page()->secrets()->setRevealed(false);
}

void writeAnew(RealStage &s)
{
    s.press("Edit…");
    s.press("Keep in keychain");
    comesTrue([&] { return s.window->currentPage() == s.window->page(); });
}

void showListAnew(RealStage &s)
{
    s.clock.moment += std::chrono::minutes(2);
    s.store.noteUse(s.store.list().front().id, s.clock.moment);
    QTest::qWait(300);
}

void removeAndUndo(RealStage &s)
{
    const size_t before = s.store.list().size();
    s.press("Remove");
    comesTrue([&] { return s.store.list().size() == before - 1; });
    s.press("Undo");
    comesTrue([&] { return s.store.list().size() == before; });
    s.chooseFirst();
}

void rotate(RealStage &s)
{
    s.press("Replace secret…");
    comesTrue([&] { return s.window->currentPage() == s.window->rotation(); });
    s.window->rotation()->parts()->setParts(CredentialKind::Bearer, {{"token", Secret("another")}});
    emit s.window->rotation()->parts()->edited();
    s.press("Try the new one, then replace");
    comesTrue([&] { return s.window->currentPage() == s.window->page(); });
}

}

TEST_CASE("Credentials: on a real keyring of a hundred entries, neither reading, writing, listing, removing nor replacing keeps the window "
          "from answering for more than 50 ms",
          "[credentials][keyring]")
{
    const Keyring keyring;
    RealStage s;
    s.transport.answer("https://api.example.com/", 200);
    for (int i = 0; i < 100; ++i)
        s.keep(i);
    s.chooseFirst();
    struct Operation {
        const char *name;
        void (*act)(RealStage &);
    };
    for (const Operation &each :
         {Operation{"read", reveal}, {"write", writeAnew}, {"list", showListAnew}, {"remove", removeAndUndo}, {"rotate", rotate}}) {
        const qint64 longest = leastExcess([&] { each.act(s); }, kLimit);
        CAPTURE(each.name, longest);
        CHECK(longest <= kLimit);
    }
}

TEST_CASE("Credentials: an import of fifty into a real keyring never keeps the window from answering for more than 50 ms",
          "[credentials][keyring][import]")
{
    const Keyring keyring;
    RealStage s;
    int imported = 0;
    const qint64 longest = leastExcess(
        [&] {
            const QString path = s.folder.filePath(QStringLiteral("netrc-%1").arg(imported));
            QFile file(path);
            REQUIRE(file.open(QFile::WriteOnly));
            for (int i = 0; i < 50; ++i)
                file.write("machine api" + QByteArray::number(imported + i) + ".example.com login alice password s3cret\n");
            file.close();
            imported += 50;
            ImportWindow window(s.theme, s.store, [] { return FixedClock().moment; });
            window.show();
            window.readFile(path);
            window.move();
            comesTrue([&] { return !window.remaining().isEmpty(); });
            REQUIRE(s.store.list().size() == size_t(imported));
        },
        kLimit, 3);
    CAPTURE(longest);
    CHECK(longest <= kLimit);
}

TEST_CASE("Credentials: a keyring that does not answer never keeps the window from answering for more than 50 ms", "[credentials][keyring]")
{
    Keyring keyring;
    RealStage s;
    s.keep(1);
    s.chooseFirst();
    s.lasting.setSoftLimit(std::chrono::milliseconds(300));
    CHECK(leastExcess(
              [&] {
                  keyring.freeze();
                  s.window->page()->secrets()->setRevealed(true);
                  comesTrue([&] { return s.lasting.state() == StoreState::Waiting; });
                  QTest::qWait(300);
                  keyring.thaw();
                  comesTrue([&] { return s.window->page()->secrets()->isRevealed(); });
                  s.window->page()->secrets()->setRevealed(false);
                  comesTrue([&] { return s.lasting.state() == StoreState::Ready; });
              },
              kLimit, 3)
          <= kLimit);
}

TEST_CASE("Credentials: while the keyring asks for its password, the window answers within 50 ms", "[credentials][keyring]")
{
    PrivateBus::instance();
    PrivateBus::makeNewHome();
    FakeSecretService service;
    RealStage s;
    comesTrue([&] { return s.lasting.state() == StoreState::Locked; });
    CHECK(leastExcess(
              [&] {
                  const int shown = service.prompt.shown;
                  s.press("Unlock keychain…");
                  comesTrue([&] { return service.prompt.shown > shown; });
                  QTest::qWait(300);
                  service.answerPrompt(false);
                  comesTrue([&] { return s.button("Unlock keychain…") != nullptr; });
              },
              kLimit, 3)
          <= kLimit);
}
