#include "core/diagnosis/neutral.h"

#include "core/http/date.h"
#include "core/json/json.h"
#include "core/token/base64url.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

FieldList without(const FieldList &fields, QByteArrayView name)
{
    FieldList kept = fields;
    kept.remove(name);
    return kept;
}

/// The JSON of a token's segment without one member; the segment itself when it has none of this name.
QByteArray withoutMember(const QByteArray &segment, QByteArrayView name)
{
    auto json = parseJson(QByteArray::fromBase64(segment, QByteArray::Base64UrlEncoding));
    if (!json || !json->find(name))
        return segment;
    std::erase_if(json->members, [name](const JsonMember &member) { return member.name == name; });
    return encodeBase64Url(toJson(*json));
}

/// Every JWT in a text, without a claim; without a name it becomes an opaque value.
QByteArray changedTokens(const QByteArray &text, const QByteArray &claim)
{
    static const QRegularExpression jwt(QStringLiteral("eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_.-]*"));
    const QString old = QString::fromLatin1(text);
    QByteArray changed;
    qsizetype from = 0;
    for (auto match = jwt.globalMatch(old); match.hasNext();) {
        const auto each = match.next();
        changed += text.sliced(from, each.capturedStart() - from);
        from = each.capturedEnd();
        QByteArrayList segments = each.captured().toLatin1().split('.');
        if (claim.isEmpty() || segments.size() < 2) {
            changed += "opaque0value1of2no3meaning4";
            continue;
        }
        segments[0] = withoutMember(segments[0], claim);
        segments[1] = withoutMember(segments[1], claim);
        changed += segments.join('.');
    }
    return changed + text.sliced(from);
}

void changeTokens(Request &request, const QByteArray &claim)
{
    FieldList fields;
    for (const Field &field : request.fields)
        fields.append(field.name, changedTokens(field.value, claim));
    request.fields = fields;
    request.url.query = request.url.query ? std::optional(changedTokens(*request.url.query, claim)) : std::nullopt;
    request.body = changedTokens(request.body, claim);
}

/// Removed when it is there; otherwise what is missing is sent.
void changeField(FieldList &fields, const QByteArray &name, const QByteArray &sound)
{
    if (fields.contains(name))
        fields = without(fields, name);
    else
        fields.append(name, sound);
}

void changeRequest(Hop &hop, const QByteArray &place)
{
    Request &request = hop.request;
    if (place.startsWith("headers."))
        changeField(request.fields, place.mid(8), "sound0value1that2says3nothing");
    else if (place.startsWith("token"))
        changeTokens(request, place.mid(6));
    else if (place.startsWith("cookies"))
        request.fields = without(request.fields, "Cookie");
    else if (place.startsWith("query"))
        request.url.query.reset();
    else if (place.startsWith("body"))
        request.body.clear();
    else
        request.url = *Url::parse("https://sound.example.com/");
}

void changeResponse(Hop &hop, const QByteArray &place, Milliseconds clock)
{
    if (!hop.response)
        return;
    Response &response = *hop.response;
    if (place == "headers.Date" && hop.answeredAt) {
        response.fields = without(response.fields, "Date");
        response.fields.append("Date", formatHttpDate(*hop.answeredAt + clock));
    } else if (place.startsWith("headers.")) {
        changeField(response.fields, place.mid(8), "Bearer");
    } else if (place.startsWith("body")) {
        response.body.clear();
    } else {
        response.status = response.status < 400 ? 500 : 200;
        response.reason.clear();
    }
}

/// A Cookie that carries whatever was ever set, and a session.
QByteArray everyCookie(const Recording &recording)
{
    QByteArrayList pairs{"sid=7f3b1c9a2e5d4806"};
    for (const Exchange &exchange : recording) {
        for (const Hop &hop : exchange.hops) {
            for (const QByteArray &set : hop.response ? hop.response->fields.values("Set-Cookie") : std::vector<QByteArray>())
                pairs += set.left(set.indexOf(';'));
        }
    }
    return pairs.join("; ");
}

}

bool neutralise(Recording &recording, const QByteArray &where, Milliseconds clock)
{
    const QByteArray held = everyCookie(recording);
    const auto last = [&]() -> Exchange & { return recording.back(); };
    if (where == "request.headers.Cookie")
        changeField(last().hops.back().request.fields, "Cookie", held);
    else if (where.startsWith("request."))
        changeRequest(last().hops.back(), where.mid(8));
    else if (where.startsWith("response."))
        changeResponse(last().hops.back(), where.mid(9), clock);
    else if (where.startsWith("hop."))
        last().hops.erase(last().hops.begin(), last().hops.end() - 1);
    else if (where.startsWith("history") || where.startsWith("cookies"))
        recording.erase(recording.begin(), recording.end() - 1);
    else if (where.startsWith("clock"))
        changeResponse(last().hops.back(), "headers.Date", clock);
    else
        return false;
    if (where.startsWith("cookies"))
        changeField(last().hops.back().request.fields, "Cookie", held);
    return true;
}

}
