#include "screenshots/probe_pictures.h"

#include "screenshots/scene_transport.h"
#include "ui/controls/button.h"
#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/main_window/main_window.h"
#include "ui/probes/bisect_section.h"
#include "ui/probes/probe_section.h"

#include <QDir>
#include <QElapsedTimer>
#include <QtTest/QTest>

namespace keyhole {

namespace {

/// Accepts a token alone, from the tenant "blue"; a cookie beside it is read first, and refused.
struct CookieFirst final : Transport {
    QFuture<Hop> send(const Request &request, const TransportOptions &, std::function<void(const Progress &)>) override
    {
        const bool accepts = !request.fields.contains("Cookie") && request.fields.value("X-Tenant").value_or("blue") == "blue"
            && request.fields.contains("Authorization");
        Hop hop;
        hop.request = request;
        hop.request.httpVersion = "HTTP/1.1";
        hop.sentAt = SceneClock().now();
        hop.answeredAt = *hop.sentAt + Milliseconds(140);
        hop.response = Response{};
        hop.response->httpVersion = "HTTP/1.1";
        hop.response->status = accepts ? 200 : 401;
        hop.response->reason = accepts ? "OK" : "Unauthorized";
        hop.response->fields = {{"Content-Type", "application/json", {}}, {"Date", "Sat, 21 Nov 2026 09:40:31 GMT", {}}};
        if (!accepts)
            hop.response->fields.append("WWW-Authenticate", "Bearer");
        hop.response->body = accepts ? R"({"orders":[]})" : R"({"message":"no"})";
        QPromise<Hop> promise;
        promise.start();
        promise.addResult(std::move(hop));
        promise.finish();
        return promise.future();
    }
};

void settle(int milliseconds = 300)
{
    QElapsedTimer time;
    time.start();
    while (time.elapsed() < milliseconds)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
}

struct Scene {
    explicit Scene(ThemeChoice choice) : window(theme, session, {})
    {
        theme.setChoice(choice);
        window.resize(1440, 1100);
        window.show();
    }
    void send(const QByteArray &command)
    {
        window.openText(command);
        settle(100);
        window.send();
        settle();
    }
    void press(QWidget &section) const
    {
        for (Button *button : section.findChildren<Button *>()) {
            if (button->isVisible())
                QTest::mouseClick(button, Qt::LeftButton);
        }
        settle(600);
    }
    bool save(const QDir &folder, const QString &name)
    {
        settle();
        return window.grab().save(folder.filePath(name + ".png"));
    }

    SceneClock clock;
    CookieFirst transport;
    Theme theme;
    Session session{transport, clock};
    MainWindow window;
};

}

bool probePictures(const QDir &folder)
{
    bool saved = true;
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
        const QString end = choice == ThemeChoice::Light ? QStringLiteral("-light") : QStringLiteral("-dark");
        Scene scene(choice);
        scene.send("curl -H 'Authorization: Bearer pX4mQ9vRz7KtB2nLw8Yc' -H 'X-Tenant: blue' https://api.example.com/v1/orders");
        scene.send("curl -H 'Authorization: Bearer pX4mQ9vRz7KtB2nLw8Yc' -H 'X-Tenant: blue' -b 'sid=8f2e11aa; theme=dark' "
                   "https://api.example.com/v1/orders");
        scene.window.showExperiments();
        saved &= scene.save(folder, "experiments-offered" + end);
        scene.press(*scene.window.diagnosis()->probes());
        scene.window.showExperiments();
        saved &= scene.save(folder, "experiments-settled" + end);
        scene.window.diagnosis()->probes()->setOpen(false);
        scene.window.findDifference();
        scene.press(*scene.window.diagnosis()->bisect());
        scene.window.findDifference();
        saved &= scene.save(folder, "bisect-found" + end);
        scene.send("curl -X DELETE -H 'Authorization: Bearer pX4mQ9vRz7KtB2nLw8Yc' -b 'sid=8f2e11aa' https://api.example.com/v1/orders/7");
        scene.window.showExperiments();
        saved &= scene.save(folder, "experiments-not-safe" + end);
    }
    return saved;
}

}
