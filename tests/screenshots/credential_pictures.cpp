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
#include "ui/credentials/secret_rows.h"
#include "ui/credentials/trial_box.h"
#include "ui/request/auth_forms/forms.h"
#include "ui/request/auth_tab.h"
#include "ui/request/folder_auth_dialog.h"
#include "ui/request/kept_credential.h"
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
    enum class Content { None, Seven };

    explicit Vault(ThemeChoice choice, Content content = Content::Seven)
    {
        theme.setChoice(choice);
        session.setCredentials(&store);
        scenes::teach(transport);
        transport.answer("https://api.staging.example.com/", {200, "OK", {}, "{}"});
        if (content == Content::Seven)
            fill();
        settle();
    }

    void fill()
    {
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

/// Brings the keychain into the state of that name; the rest of the vault stays as it was.
void bringInto(const QString &state, Vault &vault)
{
    const std::pair<const char *, StoreState> states[] = {{"locked", StoreState::Locked},
                                                          {"absent", StoreState::Absent},
                                                          {"denied", StoreState::Denied},
                                                          {"no-password", StoreState::NoPassword}};
    for (const auto &[name, each] : states) {
        if (state == name)
            vault.keychain.state = each;
    }
    if (state == "replaced")
        vault.keychain.entries.clear();
    if (state == "foreign")
        vault.keychain.entries["keyhole/v1/canary"] = "of another program";
    if (state == "until-quit") {
        vault.keychain.state = StoreState::Absent;
        vault.store.untilQuit()->write({{CredentialId(32, 'b'),
                                         CredentialKind::Bearer,
                                         {"Shop API", "Staging", "deploy key"},
                                         {{"https", "api.staging.example.com", 443}},
                                         vault.clock.now(),
                                         vault.clock.now()},
                                        {{"token", Secret("shp_0123456789abcdef0123456789")}}});
    }
    if (state == "vanished")
        std::erase_if(vault.keychain.entries, [](const auto &entry) { return !entry.first.contains("canary"); });
    if (state == "damaged") {
        for (auto &[key, bytes] : vault.keychain.entries)
            bytes.chop(key.contains("canary") ? 0 : 3);
    }
    if (state == "waiting") {
        vault.lasting.setSoftLimit(std::chrono::milliseconds(20));
        vault.keychain.fault = MemoryKeychain::Fault::NeverAnswers;
    }
}

/// The credential manager in a state of the keychain, after a look at the secret.
bool managerPicture(const QDir &folder, const QString &name, Vault &vault)
{
    CredentialWindow window(vault.theme, vault.session, vault.store, std::nullopt);
    window.setAttribute(Qt::WA_DeleteOnClose, false);
    window.show();
    settle();
    window.choose(CredentialId(32, 'b'));
    window.page()->secrets()->setRevealed(true);
    return save(window, "credentials-" + name, folder);
}

/// The Auth tab of a request that uses a credential of the keychain, after a look at the secret.
bool authPicture(const QDir &folder, const QString &name, Vault &vault, const CredentialId &id)
{
    RequestEditor editor(vault.theme);
    RequestDraft draft;
    draft.address = "https://api.staging.example.com/";
    draft.auth.kind = AuthKind::Bearer;
    draft.auth.credential = id;
    editor.setCredentials(&vault.store);
    editor.setDraft(draft);
    editor.setNow(vault.clock.now());
    editor.setPreview(vault.session.preview(draft));
    editor.showTab(RequestEditor::Auth);
    editor.resize(720, 260);
    editor.show();
    settle(50);
    for (KeptCredential *kept : editor.findChildren<KeptCredential *>()) {
        if (kept->isVisible())
            kept->setRevealed(true);
    }
    return save(editor, "auth-" + name, folder);
}

bool statePictures(const QDir &folder, ThemeChoice choice, const QString &suffix)
{
    bool saved = true;
    for (const char *state :
         {"absent", "locked", "denied", "waiting", "no-password", "full", "damaged", "vanished", "until-quit", "replaced", "foreign"}) {
        Vault vault(choice);
        bringInto(state, vault);
        const QString name = QString(state) + '-' + suffix;
        saved &= managerPicture(folder, name, vault);
        saved &= authPicture(folder, name, vault, CredentialId(32, 'b'));
        vault.keychain.release();
        settle(50);
    }
    Vault empty(choice, Vault::Content::None);
    saved &= managerPicture(folder, "empty-" + suffix, empty);
    return authPicture(folder, "empty-" + suffix, empty, {}) && saved;
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
