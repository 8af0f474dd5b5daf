// One run of the real window, as app/keyhole wires it, with a person's steps in it. What to do comes as one line of JSON on standard input:
// the server's address, the folders for exports and of the files to open, the secrets, and which script it is. It says "copied" when a
// secret is in the clipboard, and waits; it says "done" when the steps are done, waits for "quit", and does that.
#include "canary/window_steps.h"
#include "core/secrets/process_privacy.h"

using namespace keyhole;

namespace {

/// As they come from a shell or the developer tools of a browser.
QByteArrayList commands(const WindowSteps &steps)
{
    const QByteArray &server = steps.server();
    return {
        "curl -u 'ada:" + steps.secret("basic password") + "' " + server + "/basic",
        "curl -H 'Authorization: Bearer " + steps.secret("bearer token") + "' " + server + "/bearer",
        "curl -H 'X-Api-Key: " + steps.secret("API key in a field") + "' " + server + "/key",
        "curl '" + server + "/query?api_key=" + steps.secret("API key in the address") + "&page=2'",
        "curl -b 'sid=" + steps.secret("cookie") + "' " + server + "/cookie",
        "curl " + server + "/token -d 'grant_type=authorization_code&code=" + steps.secret("OAuth code")
            + "&client_secret=" + steps.secret("OAuth client secret") + "&code_verifier=" + steps.secret("PKCE verifier")
            + "&redirect_uri=http%3A%2F%2F127.0.0.1%2Fcallback'",
        "curl " + server + "/token -d 'grant_type=refresh_token&refresh_token=" + steps.secret("OAuth refresh token") + "'",
    };
}

void sendKept(WindowSteps &steps)
{
    steps.open("curl " + steps.server() + "/stored");
    steps.useKept();
    steps.send();
    const OpenRequest *request = steps.window().requests().current();
    if (!request->answer || !request->answer->exchange->last().sentBytes.contains(steps.secret("OAuth access token")))
        giveUp("the stored credential was not sent");
}

void lookAround(WindowSteps &steps)
{
    MainWindow &window = steps.window();
    window.decodeToken();
    window.showJar();
    window.showVariables();
    window.explainCurrent();
    window.closeTab();
    window.reopenTab();
    QTest::qWait(700);  // what is written a moment later: settings, cookies, clocks, tabs
}

void takeAway(WindowSteps &steps)
{
    steps.copyAll();
    steps.exportExchange();
}

/// The first run: everything that a person does with secrets.
void work(WindowSteps &steps)
{
    steps.keepInKeychain(steps.secret("OAuth access token"));
    steps.importNetrc();
    steps.importPostman();
    for (const QByteArray &command : commands(steps)) {
        steps.open(command);
        steps.send();
        steps.copyAll();
        steps.exportRequest();
    }
    for (const auto &[kind, secret] : {std::pair(AuthKind::Digest, "digest password"),
                                       {AuthKind::AwsSignature4, "AWS secret key"},
                                       {AuthKind::ClientCertificate, "passphrase of a client key"}}) {
        steps.openScheme(kind, steps.secret(secret));
        steps.send();
        steps.copyAll();
    }
    steps.saveAsFolder();
    steps.signIn();
    sendKept(steps);
    takeAway(steps);
    steps.openRecording();
    takeAway(steps);
    steps.exportRequest();
    steps.saveAsFolder();
    steps.replayRecording();
    steps.window().sendAgain();
    steps.wait("sending the recording", [&] { return !steps.window().requests().current()->sending; });
    lookAround(steps);
    steps.copyKept();
}

/// After a crash: the stored credential is there, and is used.
void workAgain(WindowSteps &steps)
{
    steps.findKept();
    sendKept(steps);
    takeAway(steps);
    steps.copyKept();
}

/// The keychain is locked: nothing is sent.
void workLocked(WindowSteps &steps)
{
    steps.findKept();
    steps.open("curl " + steps.server() + "/locked");
    steps.useKept();
    steps.window().send();
    QTest::qWait(500);
    lookAround(steps);
}

}

int main(int argc, char *argv[])
{
    keepProcessPrivate();
    QApplication application(argc, argv);
    QApplication::setApplicationName("keyhole");
    const auto told = parseJson(readCommand());
    if (!told)
        giveUp("reading what to do");
    WindowSteps steps(*told);
    const QByteArray script = told->string("script");
    if (script == "work")
        work(steps);
    else if (script == "again")
        workAgain(steps);
    else
        workLocked(steps);
    tell("done");
    readCommand();
    steps.quit();
    return 0;
}
