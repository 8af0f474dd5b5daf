#include "screenshots/replay_pictures.h"

#include "core/formats/har.h"
#include "core/replay/draft_source.h"
#include "screenshots/scene_transport.h"
#include "ui/controls/button.h"
#include "ui/environments/question_bar.h"
#include "ui/environments/variable_completion.h"
#include "ui/replay/choice_model.h"
#include "ui/replay/replay_window.h"
#include "ui/replay/result_model.h"
#include "ui/replay/run_settings.h"
#include "ui/tables/plain_table.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>
#include <QtTest/QTest>

namespace keyhole {

namespace {

const QByteArray kHost = "https://api.example.com";

ReplayRequest request(const QByteArray &method, const QByteArray &path, const QString &name)
{
    ReplayRequest request;
    request.draft.method = method;
    request.draft.address = kHost + path;
    request.draft.name = name;
    return request;
}

std::vector<ReplayRequest> shop()
{
    std::vector<ReplayRequest> requests{
        request("GET", "/v1/login", "Sign in"),          request("GET", "/v1/orders", "List orders"),
        request("GET", "/v1/orders/1041", "One order"),  request("GET", "/v1/me", "Who am I"),
        request("POST", "/v1/orders", "Place an order"), request("DELETE", "/v1/orders/7", "Cancel an order"),
        request("GET", "/v1/{{tenant}}/stock", "Stock"), request("GET", "https://", "Partner")};
    requests[0].captures = {{true, "token", "res.body.access_token"}};
    requests[1].expectations = {{true, "res.status", "eq", "200"}};
    requests[2].expectations = {{true, "res.status", "eq", "200"}, {true, "res.body.state", "eq", "paid"}};
    requests[7].draft.address = "https://partner.example.net/feed";
    requests[7].draft.fields = {{true, "X-Token", "{{token}}", {}}};
    return requests;
}

void teach(SceneTransport &transport)
{
    const FieldList json({{"Content-Type", "application/json", {}}});
    transport.answer(kHost + "/v1/login", {200, "OK", json, R"({"access_token":"q8Zr1vWn5Tb3Yx7Lk2Mp9Dc4"})"});
    transport.answer(kHost + "/v1/orders", {200, "OK", json, R"({"total":2,"items":[{"id":1041},{"id":1042}]})"});
    transport.answer(kHost + "/v1/orders/1041", {200, "OK", json, R"({"state":"open"})"});
    transport.answer(kHost + "/v1/me",
                     {401, "Unauthorized", FieldList({{"WWW-Authenticate", "Bearer realm=\"api\"", {}}}), R"({"error":"unauthorized"})"});
    transport.answer(kHost + "/v1/orders/7", {204, "No Content", {}, {}});
}

std::shared_ptr<const HarFile> recording()
{
    QByteArrayList entries;
    for (const char *address : {"https://api.example.com/v1/orders", "https://login.example.com/token", "https://cdn.example.com/app.js"})
        entries += R"({"startedDateTime":"2026-11-21T09:00:00.000Z","time":1,"request":{"method":"GET","url":")" + QByteArray(address)
            + R"(","httpVersion":"HTTP/1.1","headers":[]},"response":{"status":200,"statusText":"","httpVersion":"HTTP/1.1","headers":[],"content":{"size":0}}})";
    auto har
        = HarFile::parse(R"({"log":{"version":"1.2","creator":{"name":"Firefox","version":"132"},"entries":[)" + entries.join(',') + "]}}");
    if (!har)
        qFatal("the recording of the pictures cannot be read");
    return std::make_shared<const HarFile>(std::move(*har));
}

struct Stage {
    explicit Stage(ThemeChoice choice)
    {
        teach(transport);
        theme.setChoice(choice);
    }
    std::unique_ptr<ReplayWindow> open(ReplaySubject subject)
    {
        auto window = std::make_unique<ReplayWindow>(theme, session, std::move(subject));
        window->setAttribute(Qt::WA_DeleteOnClose, false);
        window->show();
        return window;
    }
    std::unique_ptr<ReplayWindow> openShop()
    {
        ReplaySubject subject;
        subject.source = std::make_unique<DraftSource>("Shop API", shop());
        subject.environment.name = "production";
        subject.environment.production = true;
        return open(std::move(subject));
    }

    SceneClock clock;
    SceneTransport transport;
    Theme theme;
    Session session{transport, clock};
};

bool finished(ReplayWindow &window)
{
    return QTest::qWaitFor([&] { return window.run() && window.run()->state() == ReplayRun::State::Finished; });
}

}

bool replayPictures(const QDir &folder)
{
    bool saved = true;
    for (const auto &[choice, name] : {std::pair(ThemeChoice::Light, QString("light")), std::pair(ThemeChoice::Dark, QString("dark"))}) {
        Stage stage(choice);
        const auto save = [&, name = name](QWidget &widget, const QString &what) {
            QTest::qWait(300);
            saved &= widget.grab().save(folder.filePath(what + '-' + name + ".png"));
        };
        const auto window = stage.openShop();
        save(*window, "replay-choice");
        window->sendChanges()->setChecked(true);
        window->settings()->parallel()->setValue(4);
        window->settings()->repeat()->setValue(3);
        window->settings()->delay()->setValue(200);
        window->settings()->stop()->setCurrentIndex(4);
        window->start();
        save(*window, "replay-settings");
        window->settings()->stop()->setCurrentIndex(0);
        window->start();
        save(*window, "replay-production");
        window->settings()->repeat()->setValue(40);
        window->start();
        window->question()->yes()->click();
        QTest::qWait(900);
        save(*window, "replay-running");
        window->pauseOrResume();
        save(*window, "replay-paused");
        window->cancel();
        save(*window, "replay-cancelled");
        const auto again = stage.openShop();
        again->settings()->repeat()->setValue(2);
        again->start();
        saved &= finished(*again);
        again->results()->catchUp();
        again->selectResult(2);
        save(*again, "replay-results");
        ReplaySubject har;
        auto source = std::make_unique<HarSource>(recording(), "session.har");
        har.recording = source.get();
        har.source = std::move(source);
        save(*stage.open(std::move(har)), "replay-recording");
    }
    return saved;
}

}
