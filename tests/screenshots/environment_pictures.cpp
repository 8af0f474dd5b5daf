#include "screenshots/environment_pictures.h"

#include "core/secrets/session_store.h"
#include "core/session/secret_variables.h"
#include "screenshots/scene_transport.h"
#include "screenshots/scenes.h"
#include "ui/collection/sidebar.h"
#include "ui/environments/environment_window.h"
#include "ui/environments/question_bar.h"
#include "ui/environments/secret_prompt.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/request_pane.h"
#include "ui/request/request_editor.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest/QTest>

namespace keyhole {

namespace {

void write(const QString &path, const QByteArray &text)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(text);
}

void writeShop(const QString &folder)
{
    write(folder + "/opencollection.yml",
          "opencollection: 1.0.0\ninfo:\n  name: Shop API\nrequest:\n  variables:\n    - name: version\n      value: v1\n");
    write(folder + "/environments/local.yml", "name: local\nvariables:\n  - name: base\n    value: http://localhost:8080\n");
    write(folder + "/environments/staging.yml",
          "name: staging\ncolor: '#1d5fa6'\nvariables:\n  - name: base\n    value: https://api.staging.example.com\n  - name: tenant\n"
          "    value: south\n");
    write(folder + "/environments/production.yml",
          "name: production\ncolor: '#b91c1c'\nextends: staging\nvariables:\n  - name: base\n    value: https://api.example.com\n"
          "    description: the gateway in Frankfurt\n  - secret: true\n    name: key\n  - secret: true\n    name: signing\n  - name: "
          "version\n"
          "    value: v2\n    disabled: true\n");
    write(folder + "/.env", "# of this computer alone\nDB_PASSWORD=x\nTOKEN=y\n");
    write(
        folder + "/orders/change.yml",
        "info:\n  name: Change address\n  type: http\n  seq: 1\nhttp:\n  method: PUT\n  url: \"{{base}}/{{version}}/orders/1041/address\"\n"
        "  headers:\n    - name: X-Key\n      value: \"{{key}}\"\n    - name: X-Tenant\n      value: \"{{tenant}}\"\n"
        "    - name: X-Trace\n      value: \"{{trace}}\"\n"
        "runtime:\n  assertions:\n    - expression: res.status\n      operator: eq\n      value: \"200\"\n"
        "  actions:\n    - type: set-variable\n      phase: after-response\n      selector:\n        expression: res.body.id\n"
        "        method: jsonq\n      variable:\n        name: order\n        scope: runtime\n");
}

struct Stage {
    explicit Stage(ThemeChoice choice)
        : session(transport, clock), window(theme, prepared(), {{}, [] { return scenes::shopApi(); }, {}, nullptr, nullptr, {}})
    {
        scenes::teach(transport);
        theme.setChoice(choice);
        window.resize(1440, 900);
        window.show();
        window.openFile(path());
        if (!QTest::qWaitFor([this] { return window.collections().find(path()) != nullptr; }))
            qFatal("the collection did not open");
        OpenCollection *collection = window.collections().find(path());
        const Credential credential = variableCredential("key", "Shop API", "production", Secret("k-81f0"),
                                                         {Url::parse("https://api.example.com")->origin()}, clock.now());
        credentials.write(credential);
        collection->folder().sideCar().setCredential("production", "key", credential.info.id);
        window.environments().choose(&collection->folder(), "production");
        emit window.sidebar()->requestChosen(window.tree().nodeOf(*collection, collection->folder().idOf("orders/change.yml")));
        window.pane()->editor()->showTab(RequestEditor::Headers);
        QTest::qWait(500);
    }
    QString path() const { return folder.path() + "/shop"; }
    Session &prepared()
    {
        writeShop(path());
        session.setCredentials(&credentials);
        return session;
    }

    QTemporaryDir folder;
    SceneClock clock;
    SceneTransport transport;
    SessionStore credentials;
    Theme theme;
    Session session;
    MainWindow window;
};

}

bool environmentPictures(const QDir &folder)
{
    bool saved = true;
    for (const auto &[choice, name] : {std::pair(ThemeChoice::Light, QString("light")), std::pair(ThemeChoice::Dark, QString("dark"))}) {
        Stage stage(choice);
        const auto save = [&](QWidget &widget, const QString &what) {
            QTest::qWait(400);
            saved &= widget.grab().save(folder.filePath(what + '-' + name + ".png"));
        };
        stage.window.send();
        save(stage.window, "unresolved");
        stage.window.question()->takeBack();
        stage.window.requests().current()->draft.fields.pop_back();
        stage.window.pane()->showCurrent();
        stage.window.send();
        save(stage.window, "production-question");
        stage.window.question()->takeBack();
        stage.window.pane()->editor()->showTab(RequestEditor::Checks);
        save(stage.window, "checks");
        stage.window.showVariables();
        save(*stage.window.environmentWindow(), "environments");
        stage.window.environmentWindow()->choose(&stage.window.collections().find(stage.path())->folder(), {});
        save(*stage.window.environmentWindow(), "environments-collection");
        SecretPrompt prompt(stage.theme, stage.credentials, stage.clock,
                            {"signing", "Shop API", "production", {Url::parse("https://api.example.com")->origin()}}, nullptr);
        prompt.setAttribute(Qt::WA_DeleteOnClose, false);
        prompt.show();
        save(prompt, "secret-prompt");
        delete stage.window.environmentWindow();
    }
    return saved;
}

}
