#include "screenshots/credential_pictures.h"

#include "core/secrets/keychain_store.h"
#include "core/secrets/layered_store.h"
#include "core/secrets/memory_keychain.h"
#include "core/session/session.h"
#include "screenshots/scenes.h"
#include "ui/credentials/credential_form.h"
#include "ui/credentials/credential_page.h"
#include "ui/credentials/credential_window.h"
#include "ui/credentials/import_window.h"
#include "ui/credentials/trial_box.h"
#include "ui/request/auth_forms/forms.h"
#include "ui/request/auth_tab.h"
#include "ui/request/folder_auth_dialog.h"
#include "ui/request/request_editor.h"
#include "ui/tables/plain_table.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTextStream>

namespace keyhole {

namespace {

void settle(int milliseconds = 250)
{
    QElapsedTimer time;
    time.start();
    while (time.elapsed() < milliseconds)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
}

bool save(QWidget &widget, const QString &name, const QDir &folder)
{
    settle();
    const QString path = folder.filePath(name + ".png");
    const bool saved = widget.grab().save(path);
    QTextStream(stdout) << (saved ? "" : "not written: ") << path << '\n';
    return saved;
}

constexpr int kDay = 86'400;

/// A keychain with seven credentials of several kinds and ages.
struct Vault {
    explicit Vault(ThemeChoice choice)
    {
        theme.setChoice(choice);
        session.setCredentials(&store);
        scenes::teach(transport);
        transport.answer("https://api.staging.example.com/", {200, "OK", {}, "{}"});
        const Origin api{"https", "api.staging.example.com", 443}, billing{"https", "billing.example.com", 443};
        keep('a', CredentialKind::OAuth2Tokens, {"Shop API", "Staging", "orders"}, {api}, 2, -3 * 3600, 12 * 60,
             {{"access-token", Secret(scenes::expiredToken())}, {"refresh-token", Secret("r3fresh-0123456789-0123456789")}});
        keep('b', CredentialKind::Bearer, {"Shop API", "Staging", "deploy key"}, {api, {"https", "www.staging.example.com", 443}}, 41,
             9 * kDay, 3 * 3600, {{"token", Secret("shp_0123456789abcdef0123456789")}});
        keep('c', CredentialKind::Basic, {"Billing", "Production", "svc-orders"}, {billing}, 380, {}, 26 * kDay,
             {{"user", Secret("svc-orders")}, {"password", Secret("correct horse battery staple")}});
        keep('d', CredentialKind::ApiKey, {"Search", {}, "X-Search-Key"}, {{"https", "search.example.net", 8443}}, 12, 2 * kDay, {},
             {{"key", Secret("k-0123456789")}});
        keep('e', CredentialKind::AwsKey, {"Archive", "Production", "AKIDEXAMPLE"}, {{"https", "s3.eu-central-1.amazonaws.com", 443}}, 95,
             {}, 5 * kDay, {{"access-key-id", Secret("AKIDEXAMPLE")}, {"secret-access-key", Secret("wJalrXUtnFEMI")}});
        keep('f', CredentialKind::SigningKey, {"id.example.com", {}, "ES256 key-1"}, {}, 7, {}, {}, {{"key", Secret("a key")}});
        keep('0', CredentialKind::StorageKey, {"Keyhole", {}, "cookie jar"}, {}, 200, {}, {}, {{"key", Secret("a key")}});
        settle();
    }

    void keep(char id, CredentialKind kind, const CredentialLabel &label, std::vector<Origin> origins, int daysOld,
              std::optional<int> expiresIn, std::optional<int> usedAgo, std::vector<SecretPart> parts)
    {
        const Instant since = clock.now() - Seconds(qint64(daysOld) * kDay);
        Credential credential{{CredentialId(32, id), kind, label, std::move(origins), since, since}, std::move(parts)};
        if (expiresIn)
            credential.info.expires = clock.now() + Seconds(*expiresIn);
        if (usedAgo)
            credential.info.used = clock.now() - Seconds(*usedAgo);
        store.write(credential);
    }

    QTemporaryDir config;
    MemoryKeychain keychain;
    KeychainStore lasting{borrowed(keychain), config.filePath("credentials.json")};
    LayeredStore store{lasting};
    SceneClock clock;
    SceneTransport transport;
    Theme theme;
    Session session{transport, clock};
};

bool managerPictures(const QDir &folder, ThemeChoice choice, const QString &suffix)
{
    Vault vault(choice);
    CredentialWindow window(vault.theme, vault.session, vault.store, Origin{"https", "api.staging.example.com", 443});
    window.setAttribute(Qt::WA_DeleteOnClose, false);
    window.show();
    settle();
    window.choose(CredentialId(32, 'b'));
    emit window.page()->trial()->runRequested();
    bool saved = save(window, "credentials-" + suffix, folder);
    window.choose(CredentialId(32, 'a'));
    saved &= save(window, "credentials-expired-" + suffix, folder);
    window.addCredential();
    saved &= save(window, "credentials-add-" + suffix, folder);
    window.choose(CredentialId(32, 'c'));
    window.rotateCurrent();
    saved &= save(window, "credentials-replace-" + suffix, folder);
    window.choose(CredentialId(32, 'd'));
    window.removeCurrent();
    return save(window, "credentials-removed-" + suffix, folder) && saved;
}

bool statePictures(const QDir &folder, ThemeChoice choice, const QString &suffix)
{
    const std::pair<QString, StoreState> states[]
        = {{"locked", StoreState::Locked},          {"absent", StoreState::Absent},  {"denied", StoreState::Denied},
           {"no-password", StoreState::NoPassword}, {"replaced", StoreState::Ready}, {"waiting", StoreState::Ready}};
    bool saved = true;
    for (const auto &[name, state] : states) {
        Vault vault(choice);
        vault.keychain.state = state;
        if (name == "replaced")
            vault.keychain.entries.clear();
        if (name == "waiting") {
            vault.lasting.setSoftLimit(std::chrono::milliseconds(20));
            vault.keychain.fault = MemoryKeychain::Fault::NeverAnswers;
        }
        CredentialWindow window(vault.theme, vault.session, vault.store, std::nullopt);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.show();
        settle();
        window.choose(CredentialId(32, 'b'));
        saved &= save(window, "credentials-" + name + "-" + suffix, folder);
        RequestEditor editor(vault.theme);
        RequestDraft draft;
        draft.address = "https://api.staging.example.com/";
        draft.auth.kind = AuthKind::Bearer;
        draft.auth.credential = CredentialId(32, 'b');
        editor.setCredentials(&vault.store);
        editor.setDraft(draft);
        editor.setNow(vault.clock.now());
        editor.setPreview(vault.session.preview(draft));
        editor.showTab(RequestEditor::Auth);
        editor.resize(720, 260);
        editor.show();
        saved &= save(editor, "auth-" + name + "-" + suffix, folder);
        vault.keychain.release();
        settle(50);
    }
    return saved;
}

bool schemePictures(const QDir &folder, ThemeChoice choice, const QString &suffix)
{
    Vault vault(choice);
    bool saved = true;
    for (const AuthKind kind : authKinds()) {
        RequestEditor editor(vault.theme);
        RequestDraft draft;
        draft.address = "https://api.staging.example.com/";
        draft.auth.kind = kind;
        draft.auth.user = "svc-orders";
        draft.auth.secret = Secret("wJalrXUtnFEMI-K7MDENG-bPxRfiCY");
        draft.auth.aws = {"AKIDEXAMPLE", "eu-central-1", "s3"};
        draft.auth.oauth1.consumerKey = "dpf43f3p2l4k3l03";
        draft.auth.jwt.algorithm = "HS256";
        draft.auth.jwt.claims = R"({"iss":"client","iat":"now","exp":"in 5 minutes"})";
        draft.auth.custom = {{true, "X-Signature", "{{user}}:{{secret}}", {}}};
        if (kind == AuthKind::Bearer)
            draft.furtherAuth = {{AuthKind::ApiKey, {}, Secret("k-0123456789abcdef-0123456789")}};
        editor.setCredentials(&vault.store);
        editor.setInherited({{AuthKind::Bearer, {}, {}}, "Orders"});
        editor.auth()->offerSignIn(true);
        editor.setDraft(draft);
        editor.setPreview(vault.session.preview(draft));
        editor.showTab(RequestEditor::Auth);
        editor.resize(720, 470);
        editor.show();
        saved &= save(editor, "scheme-" + authKindName(kind).toLower().remove('.').remove('(').remove(')').replace(' ', '-') + "-" + suffix,
                      folder);
    }
    FolderAuthDialog dialog(vault.theme, "Orders", false, {AuthKind::Basic, "svc-orders", {}}, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    return save(dialog, "folder-credential-" + suffix, folder) && saved;
}

bool importPictures(const QDir &folder, ThemeChoice choice, const QString &suffix)
{
    Vault vault(choice);
    QTemporaryDir home;
    QFile netrc(home.filePath(".netrc"));
    if (!netrc.open(QFile::WriteOnly))
        return false;
    netrc.write("machine api.example.com login svc-orders password correct-horse\nmachine git.example.org login bot password staple\n"
                "default login anonymous password guest\n");
    netrc.close();
    ImportWindow window(vault.theme, vault.store, [&vault] { return vault.clock.now(); });
    window.setAttribute(Qt::WA_DeleteOnClose, false);
    window.readFile(netrc.fileName());
    window.show();
    bool saved = save(window, "credentials-import-" + suffix, folder);
    window.move();
    return save(window, "credentials-imported-" + suffix, folder) && saved;
}

}

bool credentialPictures(const QDir &folder)
{
    bool saved = true;
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
        const QString suffix = choice == ThemeChoice::Light ? "light" : "dark";
        saved &= managerPictures(folder, choice, suffix);
        saved &= statePictures(folder, choice, suffix);
        saved &= schemePictures(folder, choice, suffix);
        saved &= importPictures(folder, choice, suffix);
    }
    return saved;
}

}
