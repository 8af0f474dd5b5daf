#include "ui/token/shown_token.h"

#include "core/diagnosis/words.h"
#include "core/http/credentials.h"
#include "core/token/finding.h"

#include <QCoreApplication>
#include <algorithm>

namespace keyhole {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ShownToken", text);
}

struct Part {
    const char *prefix;
    const char *name;
};
constexpr Part kParts[] = {
    {"request.headers.", QT_TRANSLATE_NOOP("ShownToken", "header %1")},
    {"request.cookies.", QT_TRANSLATE_NOOP("ShownToken", "cookie %1")},
    {"request.query.", QT_TRANSLATE_NOOP("ShownToken", "address, parameter %1")},
    {"request.body.", QT_TRANSLATE_NOOP("ShownToken", "content of the request, %1")},
    {"response.headers.", QT_TRANSLATE_NOOP("ShownToken", "header %1 of the answer")},
    {"response.cookies.", QT_TRANSLATE_NOOP("ShownToken", "cookie %1 of the answer")},
    {"response.body.", QT_TRANSLATE_NOOP("ShownToken", "content of the answer, %1")},
};

/// The credential of the first hop that has one: what Authorization holds.
const Field *authorizationOf(const Exchange &exchange)
{
    for (const Hop &hop : exchange.hops) {
        for (const Field &field : hop.request.fields) {
            if (equalsIgnoringCase(field.name, "Authorization") && !splitCredentials(field.value).rest.isEmpty()
                && isTokenScheme(splitCredentials(field.value).scheme))
                return &field;
        }
    }
    return nullptr;
}

/// ", 09:43:12 UTC by the server’s clock".
QString momentOf(const Exchange &exchange)
{
    const std::optional<Instant> local = exchange.last().answeredAt;
    if (!local)
        return {};
    const auto offset = offsetFrom(exchange.last());
    return offset ? tr(", %1 by the server’s clock").arg(utcText(*local + offset->middle(), *local))
                  : tr(", %1 by this computer’s clock").arg(utcText(*local, *local));
}

}

QString placeName(const QByteArray &where)
{
    for (const Part &part : kParts) {
        if (where.startsWith(part.prefix))
            return tr(part.name).arg(quoted(where.mid(qstrlen(part.prefix)), 60));
    }
    if (where == "request.body")
        return tr("content of the request");
    if (where == "response.body")
        return tr("content of the answer");
    return quoted(where, 60);
}

TokenCircumstances circumstancesOf(const Exchange &exchange, Instant now)
{
    return {offsetFrom(exchange.last()), exchange.last().answeredAt.value_or(now)};
}

QString placeText(const ShownToken &shown)
{
    if (shown.where.isEmpty())
        return shown.wrapping.isEmpty() ? tr("pasted text") : tr("pasted text, %1").arg(shown.wrapping);
    return shown.wrapping.isEmpty() ? placeName(shown.where) : tr("%1, %2").arg(placeName(shown.where), shown.wrapping);
}

std::vector<ShownToken> tokensOfPasted(const QByteArray &text)
{
    std::vector<ShownToken> tokens;
    for (const FoundToken &found : findTokens(QByteArrayView(text)).tokens)
        tokens.push_back({found.token.text, tr("Found in what was pasted."), {}, found.wrapping.join(QStringLiteral(", "))});
    if (tokens.empty() || tokens.front().text == text)
        return {{text, tr("Pasted.")}};
    return tokens;
}

std::vector<ShownToken> tokensOf(const std::shared_ptr<const Exchange> &exchange)
{
    const Request &first = exchange->first().request;
    const QString request = QStringLiteral("%1 %2").arg(quoted(first.method, 20), quoted(first.url.path, 80));
    const QString sent = tr("Sent with %1%2").arg(request, momentOf(*exchange));
    const QString handedOut = tr("Handed out by the answer to %1%2").arg(request, momentOf(*exchange));
    std::vector<ShownToken> tokens;
    const auto add = [&](const QByteArray &text, const QByteArray &where, const QStringList &wrapping) {
        const bool known = std::any_of(tokens.begin(), tokens.end(), [&](const ShownToken &each) { return each.text == text; });
        if (!text.isEmpty() && !known)
            tokens.push_back({text, where.startsWith("response") ? handedOut : sent, where, wrapping.join(QStringLiteral(", ")), exchange});
    };
    if (const Field *field = authorizationOf(*exchange))
        add(splitCredentials(field->value).rest, "request.headers." + field->name, {});
    for (const FoundToken &found : findTokens(*exchange).tokens)
        add(found.token.text, found.where, found.wrapping);
    return tokens;
}

}
