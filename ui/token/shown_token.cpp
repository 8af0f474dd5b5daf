#include "ui/token/shown_token.h"

#include "core/diagnosis/facts.h"
#include "core/diagnosis/words.h"
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
            if (equalsIgnoringCase(field.name, "Authorization") && !splitCredentials(field.value).rest.isEmpty())
                return &field;
        }
    }
    return nullptr;
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

std::vector<ShownToken> tokensOf(const std::shared_ptr<const Exchange> &exchange)
{
    const Request &first = exchange->first().request;
    const QString from = tr("Sent with %1 %2").arg(QString::fromUtf8(first.method), quoted(first.url.path, 80));
    std::vector<ShownToken> tokens;
    const auto add = [&](const QByteArray &text, const QByteArray &where) {
        const auto known = std::find_if(tokens.begin(), tokens.end(), [&](const ShownToken &each) { return each.text == text; });
        if (text.isEmpty() || known != tokens.end())
            return;
        const bool sent = !where.startsWith("response");
        tokens.push_back(
            {text, sent ? from : tr("Handed out by the answer to %1 %2").arg(QString::fromUtf8(first.method), quoted(first.url.path, 80)),
             where, exchange});
    };
    if (const Field *field = authorizationOf(*exchange))
        add(splitCredentials(field->value).rest, "request.headers." + field->name);
    const DiagnosisInput input{*exchange};
    Facts facts(input);
    gatherFacts(facts);
    if (const FoundToken *main = facts.foundToken())
        add(main->token.text, main->where);
    for (const FoundToken &found : findTokens(*exchange).tokens)
        add(found.token.text, found.where);
    return tokens;
}

}
