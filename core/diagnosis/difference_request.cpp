#include "core/diagnosis/difference_parts.h"

#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/words.h"
#include "core/http/form.h"

namespace keyhole {

namespace {

constexpr qsizetype kLongestBody = 64 << 10;

/// Fields that are compared elsewhere, or that change with every request.
bool isLeftOut(const QByteArray &name)
{
    static constexpr QByteArrayView kNames[] = {"authorization",
                                                "cookie",
                                                "host",
                                                "content-length",
                                                "connection",
                                                "date",
                                                "if-none-match",
                                                "x-amz-date",
                                                "if-modified-since",
                                                "traceparent",
                                                "tracestate",
                                                "baggage",
                                                "b3",
                                                "sentry-trace",
                                                "newrelic",
                                                "idempotency-key",
                                                "priority",
                                                "dpop",
                                                "x-amz-content-sha256",
                                                "signature",
                                                "signature-input",
                                                "digest",
                                                "content-digest",
                                                "x-timestamp"};
    static constexpr QByteArrayView kEnds[] = {"request-id", "requestid", "correlation-id", "trace-id", "span-id"};
    return name.startsWith(':') || name.startsWith("x-b3-") || isCredentialField(name)
        || std::any_of(std::begin(kNames), std::end(kNames), [&](QByteArrayView each) { return name == each; })
        || std::any_of(std::begin(kEnds), std::end(kEnds), [&](QByteArrayView end) { return name.endsWith(end); });
}

QByteArray joined(const FieldList &fields, const QByteArray &name)
{
    QByteArrayList values;
    for (const QByteArray &value : fields.values(name)) {
        // Pages differ; where they come from is what servers look at.
        const auto url = name == "referer" ? Url::parse(value) : Result<Url, SyntaxError>(failure(SyntaxError{}));
        values += url ? url->origin().toString() : value;
    }
    return values.join(", ");
}

void compareField(Comparison &comparison, const Field &field)
{
    const QByteArray name = field.name.toLower();
    const FieldList &then = comparison.then().request.fields, &now = comparison.now().request.fields;
    const QByteArray before = joined(then, name), after = joined(now, name);
    const bool had = then.contains(name), has = now.contains(name);
    if (had == has && before == after)
        return;
    const QString says = !has ? QStringLiteral("%1 is not sent any longer")
        : !had                ? QStringLiteral("%1 is new")
                              : QStringLiteral("%1 has another value");
    const bool secret = name.contains("csrf") || name.contains("xsrf") || name.contains("token") || name.contains("secret");
    const auto shown = [&](bool there, const QByteArray &value) {
        return !there ? QString() : secret ? comparison.mark(value) : value.isEmpty() ? QStringLiteral("(empty)") : quoted(value, 120);
    };
    comparison.add("request.headers." + field.name, shown(had, before), shown(has, after), says.arg(quoted(field.name, 60)));
}

bool isSecretMember(const QByteArray &name, const QByteArray &value)
{
    const QByteArray lower = name.toLower();
    return isCredentialParameter(name, value) || lower.contains("pass") || lower.contains("secret") || lower.contains("token")
        || lower.contains("csrf") || lower == "pin" || lower == "otp" || lower == "code";
}

using Members = std::vector<std::pair<QByteArray, QByteArray>>;  // name, value

const QByteArray *valueIn(const Members &members, const QByteArray &name)
{
    const auto found = std::find_if(members.begin(), members.end(), [&](const auto &each) { return each.first == name; });
    return found == members.end() ? nullptr : &found->second;
}

void compareMembers(Comparison &comparison, const QByteArray &place, const Members &then, const Members &now, const QString &kind)
{
    const auto compare = [&](const QByteArray &name, const QByteArray *before, const QByteArray *after) {
        const auto shown = [&](const QByteArray *value) {
            return !value                      ? QString()
                : isSecretMember(name, *value) ? comparison.mark(*value)
                : value->isEmpty()             ? QStringLiteral("(empty)")
                                               : quoted(*value, 120);
        };
        const QString change = !after ? QStringLiteral("is gone") : !before ? QStringLiteral("is new") : QStringLiteral("differs");
        comparison.add(place + '.' + name, shown(before), shown(after), QStringLiteral("%1 “%2” %3").arg(kind, quoted(name, 60), change));
    };
    for (const auto &[name, value] : then) {
        const QByteArray *after = valueIn(now, name);
        if (!after || *after != value)
            compare(name, &value, after);
    }
    for (const auto &[name, value] : now) {
        if (!valueIn(then, name))
            compare(name, nullptr, &value);
    }
}

Members pairsOf(const QByteArray &encoded)
{
    Members members;
    for (const FormPair &pair : parseForm(encoded))
        members.emplace_back(pair.name, pair.value);
    return members;
}

/// Top-level members of an object; nothing for other content.
std::optional<Members> membersOf(const Request &request)
{
    const QByteArray type = request.fields.value("Content-Type").value_or(QByteArray()).toLower();
    if (request.body.size() > kLongestBody)
        return std::nullopt;
    if (type.startsWith("application/x-www-form-urlencoded"))
        return pairsOf(request.body);
    const auto json = type.contains("json") ? parseJson(request.body) : Result<JsonValue, SyntaxError>(failure(SyntaxError{}));
    if (!json || !json->isObject())
        return std::nullopt;
    Members members;
    for (const JsonMember &member : json->members)
        members.emplace_back(member.name, member.value.isString() ? member.value.text : toJson(member.value));
    return members;
}

}

void compareAddresses(Comparison &comparison)
{
    const Request &then = comparison.then().request, &now = comparison.now().request;
    if (then.method != now.method)
        comparison.add("request.method", quoted(then.method, 40), quoted(now.method, 40), QStringLiteral("another method"));
    const Origin before = then.url.origin(), after = now.url.origin();
    if (!(before == after)) {
        const QString part = before.host != after.host ? QStringLiteral("another host")
            : before.scheme != after.scheme            ? QStringLiteral("another scheme")
                                                       : QStringLiteral("another port");
        comparison.add("request.url", QString::fromUtf8(before.toString()), QString::fromUtf8(after.toString()), part);
    }
    if (then.url.path != now.url.path) {
        const bool inCase = then.url.path.toLower() == now.url.path.toLower();
        const bool inSlash = then.url.path + '/' == now.url.path || then.url.path == now.url.path + '/';
        comparison.add("request.url", quoted(then.url.path, 120), quoted(now.url.path, 120),
                       inCase        ? QStringLiteral("the path is written in another case")
                           : inSlash ? QStringLiteral("the path ends in another way")
                                     : QStringLiteral("another path"));
    }
    if (then.url.query != now.url.query)
        compareMembers(comparison, "request.query", pairsOf(then.url.query.value_or(QByteArray())),
                       pairsOf(now.url.query.value_or(QByteArray())), QStringLiteral("the parameter"));
}

void compareFields(Comparison &comparison)
{
    QByteArrayList seen;
    for (const Request *request : {&comparison.now().request, &comparison.then().request}) {
        for (const Field &field : request->fields) {
            const QByteArray name = field.name.toLower();
            if (seen.contains(name) || isLeftOut(name))
                continue;
            seen += name;
            compareField(comparison, field);
        }
    }
}

void compareBodies(Comparison &comparison)
{
    const Request &then = comparison.then().request, &now = comparison.now().request;
    if (then.body == now.body)
        return;
    const auto before = membersOf(then), after = membersOf(now);
    if (before && after)
        return compareMembers(comparison, "request.body", *before, *after, QStringLiteral("the member"));
    const auto size = [](const QByteArray &body) { return body.isEmpty() ? QStringLiteral("(empty)") : byteText(body.size()); };
    comparison.add("request.body", size(then.body), size(now.body), QStringLiteral("other content"));
}

}
