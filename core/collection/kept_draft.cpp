#include "core/collection/kept_draft.h"

#include "core/collection/kept_sign_in.h"
#include "core/collection/opencollection/auth_member.h"
#include "core/json/values.h"

namespace keyhole {

namespace {

const std::pair<const char *, AuthKind> kKinds[] = {
    {"none", AuthKind::None},      {"inherited", AuthKind::Inherited},
    {"basic", AuthKind::Basic},    {"bearer", AuthKind::Bearer},
    {"api-key", AuthKind::ApiKey}, {"raw", AuthKind::Raw},
    {"digest", AuthKind::Digest},  {"signed-jwt", AuthKind::SignedJwt},
    {"oauth1", AuthKind::OAuth1},  {"aws-signature-4", AuthKind::AwsSignature4},
    {"oauth2", AuthKind::OAuth2},  {"negotiate", AuthKind::Negotiate},
    {"ntlm", AuthKind::Ntlm},      {"client-certificate", AuthKind::ClientCertificate},
    {"custom", AuthKind::Custom},
};

void setText(JsonValue &object, const QByteArray &name, const QByteArray &text, const QByteArray &usual = {})
{
    if (text != usual)
        object.members.push_back({name, jsonText(text)});
}

void setFlag(JsonValue &object, const QByteArray &name, bool flag)
{
    if (flag)
        object.members.push_back({name, jsonBool(true)});
}

bool flag(const JsonValue &object, QByteArrayView name)
{
    const JsonValue *value = object.find(name);
    return value && value->type == JsonValue::Type::Bool && value->boolean;
}

/// Values of fields that hold no {{reference}} might be secrets.
QByteArray withoutSecret(const QByteArray &value)
{
    return value.contains("{{") ? value : QByteArray();
}

JsonValue rowsJson(const std::vector<DraftRow> &rows)
{
    JsonValue list = jsonList({});
    for (const DraftRow &row : rows)
        list.items.push_back(
            jsonObject({{"enabled", jsonBool(row.enabled)}, {"name", jsonText(row.name)}, {"value", jsonText(withoutSecret(row.value))}}));
    return list;
}

std::vector<DraftRow> rowsOf(const JsonValue *list)
{
    std::vector<DraftRow> rows;
    for (const JsonValue &item : list ? list->items : std::vector<JsonValue>())
        rows.push_back({flag(item, "enabled"), item.string("name"), item.string("value"), {}});
    return rows;
}

/// The settings of a scheme that files have no place for.
void writeSettings(JsonValue &json, const AuthDraft &auth)
{
    for (const auto &[name, kind] : kKinds) {
        if (kind == auth.kind)
            setText(json, "kind", name);
    }
    setText(json, "user", auth.user);
    setText(json, "scheme", auth.scheme, "Bearer");
    setText(json, "key-name", auth.keyName, "X-API-Key");
    setText(json, "key-place",
            auth.keyPlace == KeyPlace::Cookie      ? "cookie"
                : auth.keyPlace == KeyPlace::Query ? "query"
                                                   : "header",
            "header");
    setText(json, "jwt-algorithm", auth.jwt.algorithm);
    setText(json, "jwt-header", auth.jwt.header);
    setText(json, "jwt-claims", auth.jwt.claims);
    setFlag(json, "jwt-with-id", auth.jwt.withId);
    setFlag(json, "jwt-elsewhere", !auth.jwt.inAuthorization);
    setText(json, "certificate", auth.certificate.certificate.toUtf8());
    setText(json, "certificate-key", auth.certificate.key.toUtf8());
    if (!auth.custom.empty())
        json.members.push_back({"custom", rowsJson(auth.custom)});
}

void readSettings(const JsonValue &json, AuthDraft &auth)
{
    const QByteArray kindName = json.string("kind");
    for (const auto &[name, kind] : kKinds) {
        if (kindName == name)
            auth.kind = kind;
    }
    auth.user = json.string("user");
    auth.scheme = json.find("scheme") ? json.string("scheme") : QByteArray("Bearer");
    auth.keyName = json.find("key-name") ? json.string("key-name") : QByteArray("X-API-Key");
    const QByteArray place = json.string("key-place");
    auth.keyPlace = place == "cookie" ? KeyPlace::Cookie : place == "query" ? KeyPlace::Query : KeyPlace::Header;
    auth.jwt = {json.string("jwt-algorithm"), json.string("jwt-header"), json.string("jwt-claims"), flag(json, "jwt-with-id"),
                !flag(json, "jwt-elsewhere")};
    auth.certificate.certificate = QString::fromUtf8(json.string("certificate"));
    auth.certificate.key = QString::fromUtf8(json.string("certificate-key"));
    auth.custom = rowsOf(json.find("custom"));
}

bool isWholeInFile(const AuthDraft &auth)
{
    const bool usualScheme = auth.kind != AuthKind::Bearer || auth.scheme == "Bearer";
    return opencollection::hasPlaceInFile(auth) && usualScheme;
}

JsonValue authJson(const AuthDraft &auth, bool settingsToo)
{
    JsonValue json = jsonObject({});
    setText(json, "credential", auth.credential);
    setFlag(json, "dpop", auth.dpop);
    if (settingsToo)
        writeSettings(json, auth);
    if (auth.kind == AuthKind::OAuth2)
        keepSignIn(json, auth, settingsToo);
    return json;
}

void readAuthJson(const JsonValue &json, AuthDraft &auth)
{
    auth.credential = json.string("credential");
    auth.dpop = flag(json, "dpop");
    if (json.find("kind"))
        readSettings(json, auth);
    completeSignIn(auth, json);
}

JsonValue automaticJson(const std::vector<AutomaticField> &fields)
{
    JsonValue json = jsonObject({});
    for (const AutomaticField &field : fields)
        json.members.push_back({field.name, jsonText(field.mode == AutomaticMode::Off ? "off" : "always")});
    return json;
}

}

JsonValue keptOf(const AuthDraft &auth)
{
    JsonValue json = jsonObject({});
    if (JsonValue kept = authJson(auth, !isWholeInFile(auth)); !kept.members.empty())
        json.members.push_back({"auth", std::move(kept)});
    return json;
}

JsonValue keptOf(const RequestDraft &draft)
{
    JsonValue json = keptOf(draft.auth);
    JsonValue further = jsonList({});
    for (const AuthDraft &each : draft.furtherAuth)
        further.items.push_back(authJson(each, true));
    if (!further.items.empty())
        json.members.push_back({"further", std::move(further)});
    setFlag(json, "without-jar", !draft.useJar);
    if (!draft.automatic.empty())
        json.members.push_back({"automatic", automaticJson(draft.automatic)});
    if (!draft.cookies.empty())
        json.members.push_back({"cookies", rowsJson(draft.cookies)});
    return json;
}

void complete(AuthDraft &auth, const JsonValue &kept)
{
    if (const JsonValue *json = kept.find("auth"))
        readAuthJson(*json, auth);
}

void complete(RequestDraft &draft, const JsonValue &kept)
{
    complete(draft.auth, kept);
    for (const JsonValue &further : kept.find("further") ? kept.find("further")->items : std::vector<JsonValue>()) {
        draft.furtherAuth.emplace_back();
        readAuthJson(further, draft.furtherAuth.back());
    }
    draft.useJar = !flag(kept, "without-jar");
    for (const JsonMember &field : kept.find("automatic") ? kept.find("automatic")->members : std::vector<JsonMember>())
        draft.automatic.push_back({field.name, field.value.text == "off" ? AutomaticMode::Off : AutomaticMode::Always});
    draft.cookies = rowsOf(kept.find("cookies"));
}

}
