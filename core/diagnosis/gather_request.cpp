#include "core/diagnosis/gather.h"

#include "core/diagnosis/facts.h"
#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/knowledge/profile.h"
#include "core/http/form.h"
#include "core/json/json.h"
#include "core/token/finding.h"

namespace keyhole {

namespace {

void add(Facts &facts, CredentialPlace place, const QByteArray &name, const QByteArray &value, const QByteArray &where)
{
    facts.credentials.push_back({place, name, value, where, -1});
}

/// Parameters of a query or form whose names promise a credential.
void addParameters(Facts &facts, CredentialPlace place, const QByteArray &encoded, const char *where)
{
    for (const FormPair &pair : parseForm(encoded)) {
        if (isCredentialParameter(pair.name, pair.value))
            add(facts, place, pair.name, pair.value, QByteArray(where) + pair.name);
    }
}

/// Services that are known to read their key in the path: /bot123456:AbC…/getMe.
void addOfPath(Facts &facts)
{
    constexpr qsizetype kShortestKey = 8;
    if (!facts.service)
        return;
    for (const CredentialWant &want : facts.service->wants) {
        for (const QByteArray &segment : want.place == CredentialWant::Place::Path ? facts.request.url.path.split('/') : QByteArrayList()) {
            if (segment.startsWith(want.name) && segment.size() >= want.name.size() + kShortestKey)
                add(facts, CredentialPlace::Path, want.name, segment.mid(want.name.size()), "request.url");
        }
    }
}

/// What signs in by itself: its refusal is about the password, not about a missing field.
bool isPassword(QByteArrayView name)
{
    static constexpr QByteArrayView kNames[] = {"password", "passwd", "pwd", "pass", "client_secret", "otp", "pin", "code", "grant_type"};
    return std::any_of(std::begin(kNames), std::end(kNames), [name](QByteArrayView each) { return equalsIgnoringCase(name, each); });
}

/// A password somewhere in JSON, XML or a multipart form.
bool holdsPassword(const QByteArray &body)
{
    constexpr qsizetype kLongestBody = 64 << 10;
    const QByteArray lower = body.first(std::min(body.size(), kLongestBody)).toLower();
    return lower.contains("\"password\"") || lower.contains("<password") || lower.contains("name=password");
}

/// Top-level members of a JSON body that hold a token or key. Refresh tokens and the like are what such bodies are for.
void addMembers(Facts &facts, const QByteArray &body)
{
    constexpr qsizetype kLongestBody = 64 << 10;
    if (body.size() > kLongestBody || !body.trimmed().startsWith('{'))
        return;
    const auto json = parseJson(body);
    if (!json)
        return;
    for (const JsonMember &member : json->members) {
        const QByteArray name = member.name.toLower();
        const bool exchanged = name.contains("refresh") || name.startsWith("id") || name.contains("assertion") || isPassword(name);
        facts.signsIn = facts.signsIn || (exchanged && !name.startsWith("id"));
        if (member.value.isString() && !exchanged && isCredentialParameter(member.name, member.value.text))
            add(facts, CredentialPlace::Json, member.name, member.value.text, "request.body." + member.name);
    }
}

bool isForm(const Request &request)
{
    const auto type = request.fields.value("Content-Type");
    return type && type->startsWith("application/x-www-form-urlencoded");
}

/// Which of several tokens the server is most likely to read: the lower, the likelier.
int distanceOf(const SentCredential &credential)
{
    if (credential.place == CredentialPlace::Authorization)
        return 0;
    const bool aside = credential.name == "client_secret" || equalsIgnoringCase(credential.name, "DPoP");
    return aside ? 2 : 1;
}

/// Whether the token is what a credential is made of, and not merely inside of it, as one in the password of Basic.
bool isTokenOf(const FoundToken &found, const SentCredential &credential)
{
    return found.where == credential.where && credential.value.contains(found.token.text)
        && !found.wrapping.contains(QStringLiteral("in base64"));
}

}

void gatherCredentials(Facts &facts)
{
    const FieldList &fields = facts.request.fields;
    for (const Field &field : fields) {
        if (equalsIgnoringCase(field.name, "Authorization"))
            add(facts, CredentialPlace::Authorization, field.name, field.value, "request.headers." + field.name);
        else if (isCredentialField(field.name))
            add(facts, CredentialPlace::Field, field.name, field.value, "request.headers." + field.name);
    }
    facts.authorization = fields.find("Authorization");
    if (facts.authorization) {
        facts.authorizationParts = splitCredentials(facts.authorization->value);
        if (equalsIgnoringCase(facts.authorizationParts.scheme, "Basic") && !facts.authorizationParts.rest.isEmpty())
            facts.basic = parseBasic(facts.authorizationParts.rest);
    }
    if (facts.request.url.query)
        addParameters(facts, CredentialPlace::Query, *facts.request.url.query, "request.query.");
    addOfPath(facts);
    facts.signsIn = !facts.request.body.isEmpty() && holdsPassword(facts.request.body);
    if (isForm(facts.request)) {
        addParameters(facts, CredentialPlace::Form, facts.request.body, "request.body.");
        const auto pairs = parseForm(facts.request.body);
        facts.signsIn
            = facts.signsIn || std::any_of(pairs.begin(), pairs.end(), [](const FormPair &pair) { return isPassword(pair.name); });
    } else if (const auto type = facts.request.fields.value("Content-Type"); type && type->contains("json")) {
        addMembers(facts, facts.request.body);
    }
}

void gatherTokens(Facts &facts)
{
    constexpr int kFarthest = 10, kTokenCookie = 3, kOtherCookie = 4;
    int nearest = kFarthest;
    const auto consider = [&](int token, int distance) {
        if (distance < nearest) {
            nearest = distance;
            facts.mainToken = token;
        }
    };
    facts.tokens = findTokens(facts.request).tokens;
    for (size_t i = 0; i < facts.tokens.size(); ++i) {
        const FoundToken &found = facts.tokens[i];
        for (SentCredential &credential : facts.credentials) {
            if (credential.token >= 0 || !isTokenOf(found, credential))
                continue;
            credential.token = int(i);
            consider(credential.token, distanceOf(credential));
        }
        constexpr QByteArrayView kCookies("request.cookies.");
        if (found.where.startsWith(kCookies))
            consider(int(i), isTokenCookie(QByteArrayView(found.where).sliced(kCookies.size())) ? kTokenCookie : kOtherCookie);
    }
}

}
