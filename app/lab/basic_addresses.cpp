#include "app/lab/addresses.h"

#include "core/http/credentials.h"

#include <QCryptographicHash>
#include <QUuid>

namespace keyhole::lab {

namespace {

constexpr const char *kFolder = "User and password";
constexpr const char *kUser = "alice", *kPassword = "open-sesame-2026";

Answer refuse(const QByteArray &message)
{
    return challenge("Basic realm=\"ledger\", charset=\"UTF-8\"", message);
}

bool knows(const BasicCredentials &sent)
{
    return sent.user == kUser && sent.password == kPassword;
}

std::optional<BasicCredentials> basicOf(const Request &request)
{
    const Credentials sent = splitCredentials(request.fields.value("Authorization").value_or(QByteArray()));
    if (!equalsIgnoringCase(sent.scheme, "Basic"))
        return std::nullopt;
    const auto basic = parseBasic(sent.rest);
    return basic ? std::optional(*basic) : std::nullopt;
}

Answer ledger(const Site &, const Request &request)
{
    const auto basic = basicOf(request);
    if (!basic)
        return refuse("Say who you are");
    return knows(*basic) ? json(200, "{\"balance\": 12}") : refuse("Invalid username or password");
}

/// The password is right; the account is shut after too many wrong ones.
Answer lockedLedger(const Site &, const Request &request)
{
    const auto basic = basicOf(request);
    return basic && knows(*basic) ? refuse("The account is locked") : refuse("Invalid username or password");
}

/// Knows Alice, and wants a password of the application from her.
Answer appLedger(const Site &, const Request &request)
{
    return basicOf(request) ? refuse("Password login forbidden, use an app password") : refuse("Say who you are");
}

/// Digest: the nonce is new each time, as it must be. RFC 7616, 3.3.
Answer digestLedger(const Site &, const Request &)
{
    const QByteArray nonce = QCryptographicHash::hash(QUuid::createUuid().toByteArray(), QCryptographicHash::Sha256).toHex().first(32);
    return challenge("Digest realm=\"ledger\", qop=\"auth\", algorithm=SHA-256, nonce=\"" + nonce + '"', "Digest only");
}

/// A token endpoint that knows one client. RFC 6749, 5.2.
Answer tokenEndpoint(const Site &, const Request &request)
{
    const auto basic = basicOf(request);
    if (!basic || basic->user != "shop" || basic->password != "shop-secret-2026") {
        Answer answer = challenge("Basic realm=\"clients\"", {});
        answer.body = "{\"error\": \"invalid_client\", \"error_description\": \"The client is not known by this secret\"}";
        return answer;
    }
    return json(400, "{\"error\": \"invalid_grant\", \"error_description\": \"The code was used before\"}");
}

void askPlain(const Site &, RequestDraft &draft)
{
    type(draft, "Authorization", QByteArray("Basic ") + kUser + ':' + kPassword);
}

/// What `echo alice:… | base64` makes.
void askNewline(const Site &, RequestDraft &draft)
{
    type(draft, "Authorization", "Basic " + formatBasic(kUser, kPassword + QByteArray("\n")));
}

void askBlank(const Site &, RequestDraft &draft)
{
    draft.auth = {AuthKind::Basic, kUser + QByteArray(" "), Secret(kPassword)};
}

/// A mail address as it stands in an address: nobody decoded it.
void askEncoded(const Site &, RequestDraft &draft)
{
    draft.auth = {AuthKind::Basic, "alice%40ledger.example", Secret(kPassword)};
}

/// "alicé" in ISO 8859-1, where the challenge asks for UTF-8.
void askInLatin1(const Site &, RequestDraft &draft)
{
    type(draft, "Authorization", "Basic " + formatBasic("alic\xE9", kPassword));
}

void askWrong(const Site &, RequestDraft &draft)
{
    draft.auth = {AuthKind::Basic, kUser, Secret("open-sesame-2025")};
}

void askRight(const Site &, RequestDraft &draft)
{
    draft.auth = {AuthKind::Basic, kUser, Secret(kPassword)};
}

/// The authorization server has a host of its own, as it mostly does: what it refuses is the cause of what others refuse later.
void postCode(const Site &site, RequestDraft &draft, const QByteArray &secret)
{
    askAt(site, draft, "login-lab.example");
    draft.method = "POST";
    draft.auth = {AuthKind::Basic, "shop", Secret(secret)};
    draft.body.kind = BodyKind::Form;
    draft.body.form = {{true, "grant_type", "authorization_code", {}}, {true, "code", "Qd7hXw1u5m", {}}};
}

void askAsStranger(const Site &site, RequestDraft &draft)
{
    postCode(site, draft, "shop-secret-2025");
}

void askWithUsedCode(const Site &site, RequestDraft &draft)
{
    postCode(site, draft, "shop-secret-2026");
}

constexpr Address kAddresses[] = {
    {"/basic/plain", &ledger, kFolder, "Password not encoded", "basic.malformed", &askPlain},
    {"/basic/newline", &ledger, kFolder, "Newline in the password", "basic.whitespace", &askNewline},
    {"/basic/blank", &ledger, kFolder, "Blank behind the user name", "basic.whitespace", &askBlank},
    {"/basic/encoded", &ledger, kFolder, "Mail address still encoded", "basic.mangled", &askEncoded},
    {"/basic/latin", &ledger, kFolder, "User name in another encoding", "basic.charset", &askInLatin1},
    {"/oauth/token/code", &tokenEndpoint, kFolder, "Code used before", "oauth.grant-rejected", &askWithUsedCode},
    {"/basic/wrong", &ledger, kFolder, "Wrong password", "basic.rejected", &askWrong},
    {"/basic/locked", &lockedLedger, kFolder, "Locked account", "account.locked", &askRight},
    {"/basic/app", &appLedger, kFolder, "Account's password where an app password is wanted", "basic.password-unsupported", &askRight},
    {"/basic/digest", &digestLedger, kFolder, "Basic where Digest is asked for", "header.scheme-wrong", &askRight},
    {"/oauth/token/client", &tokenEndpoint, kFolder, "Wrong client secret", "oauth.client-rejected", &askAsStranger},
};

}

std::span<const Address> basicAddresses()
{
    return kAddresses;
}

}
