#include "app/cli/cookies_text.h"

#include "core/diagnosis/report.h"
#include "core/http/date.h"
#include "core/json/values.h"

namespace keyhole {

namespace {

/// Bytes that are no UTF-8 become U+FFFD.
JsonValue text(QByteArrayView bytes)
{
    return jsonText(QString::fromUtf8(bytes).toUtf8());
}

template <class Things, class Make> JsonValue array(const Things &things, Make make)
{
    JsonValue value;
    value.type = JsonValue::Type::Array;
    for (const auto &thing : things)
        value.items.push_back(make(thing));
    return value;
}

const char *sameSiteName(SameSite sameSite)
{
    static constexpr const char *kNames[] = {"", "None", "Lax", "Strict", "unknown"};
    return kNames[int(sameSite)];
}

JsonValue expiryOf(const Cookie &cookie)
{
    if (!cookie.expires)
        return {};
    return jsonNumber(std::chrono::floor<Seconds>(*cookie.expires).time_since_epoch().count());
}

JsonValue cookieJson(const Cookie &cookie)
{
    return jsonObject({{"name", text(cookie.name)},
                       {"value", text(cookie.value)},
                       {"domain", text(cookie.domain)},
                       {"host_only", jsonBool(cookie.hostOnly)},
                       {"path", text(cookie.path)},
                       {"secure", jsonBool(cookie.secure)},
                       {"http_only", jsonBool(cookie.httpOnly)},
                       {"same_site", text(sameSiteName(cookie.sameSite))},
                       {"partition", text(cookie.partition)},
                       {"expires", expiryOf(cookie)}});
}

JsonValue storeJson(const StoreDecision &decision)
{
    return jsonObject({{"set_cookie", text(decision.setCookie)},
                       {"name", text(decision.name)},
                       {"kept", jsonBool(decision.kept.has_value())},
                       {"removes", jsonBool(decision.deleted)},
                       {"rule", text(decision.rule)},
                       {"reason", text(decision.reason.toUtf8())},
                       {"attribute", text(decision.attribute)},
                       {"byte", jsonNumber(decision.offset)},
                       {"section", text(decision.section)},
                       {"note", text(decision.note.toUtf8())}});
}

JsonValue decisionJson(const CookieDecision &decision)
{
    return jsonObject({{"name", text(decision.name)},
                       {"domain", text(decision.domain)},
                       {"path", text(decision.path)},
                       {"sent", jsonBool(decision.sent)},
                       {"rule", text(decision.rule)},
                       {"reason", text(decision.reason.toUtf8())},
                       {"attribute", text(decision.attribute)},
                       {"against", text(decision.against)},
                       {"section", text(decision.section)}});
}

JsonValue differenceJson(const BrowserDifference &difference)
{
    return jsonObject({{"browser", text(profileOf(difference.browser).id)},
                       {"name", text(difference.cookie)},
                       {"here", jsonBool(difference.here)},
                       {"there", jsonBool(difference.there)},
                       {"reason", text(difference.reason.toUtf8())},
                       {"says", text(difference.says)},
                       {"source", text(difference.source)}});
}

QString shown(QByteArrayView foreign)
{
    return visibleText(QString::fromUtf8(foreign));
}

/// "  sid           kept", with what follows below it.
QString entry(const QByteArray &name, const QString &what, const QStringList &lines)
{
    QString entry = QStringLiteral("  %1 %2\n").arg((name.isEmpty() ? QStringLiteral("(no name)") : shown(name)).leftJustified(20), what);
    for (const QString &line : lines) {
        if (!line.trimmed().isEmpty())
            entry += QStringLiteral("      %1\n").arg(line);
    }
    return entry;
}

QString storeText(const StoreDecision &decision)
{
    const QString what = decision.rule == "limit" ? QStringLiteral("had to go")
        : decision.deleted                        ? QStringLiteral("removes")
        : decision.kept                           ? QStringLiteral("kept")
                                                  : QStringLiteral("refused (%1)").arg(QLatin1String(decision.rule));
    const QString place
        = decision.attribute.isEmpty() ? QString() : QStringLiteral("%1 at byte %2").arg(shown(decision.attribute)).arg(decision.offset);
    return entry(decision.name, what, {visibleText(decision.reason), visibleText(decision.note), place, QLatin1String(decision.section)});
}

QString decisionText(const CookieDecision &decision)
{
    if (decision.sent)
        return entry(decision.name, QStringLiteral("goes"), {});
    const QString compared = decision.attribute.isEmpty() || decision.against.isEmpty()
        ? QString()
        : QStringLiteral("%1 against %2").arg(shown(decision.attribute), shown(decision.against));
    return entry(decision.name, QStringLiteral("stays (%1)").arg(QLatin1String(decision.rule)),
                 {visibleText(decision.reason), compared, QLatin1String(decision.section)});
}

QString differenceText(const BrowserDifference &difference, const char *yes, const char *no)
{
    const QString what = QStringLiteral("%1 would %2 it")
                             .arg(QLatin1String(profileOf(difference.browser).name), QLatin1String(difference.there ? yes : no));
    return entry(difference.cookie, what,
                 {visibleText(difference.reason), QLatin1String(difference.says), QLatin1String(difference.source)});
}

template <class Things, class Tell> QString section(const QString &title, const Things &things, Tell tell)
{
    if (things.empty())
        return {};
    QString text = title + QLatin1Char('\n');
    for (const auto &thing : things)
        text += tell(thing);
    return text + QLatin1Char('\n');
}

}

QByteArray cookiesText(const CookiesAnswer &answer)
{
    QString text = section(QStringLiteral("Received from %1").arg(shown(answer.from.toString())), answer.received, storeText);
    text += section(QStringLiteral("For %1").arg(shown(answer.target.toString())), answer.decisions, decisionText);
    text += section(QStringLiteral("Kept elsewhere"), answer.storing,
                    [](const BrowserDifference &each) { return differenceText(each, "keep", "refuse"); });
    text += section(QStringLiteral("Sent elsewhere"), answer.sending,
                    [](const BrowserDifference &each) { return differenceText(each, "send", "hold back"); });
    text += answer.field.isEmpty() ? QStringLiteral("No cookie goes.\n") : QStringLiteral("Cookie: %1\n").arg(shown(answer.field));
    return text.toUtf8();
}

QByteArray cookiesJson(const CookiesAnswer &answer)
{
    return toJson(jsonObject({{"schema", text("keyhole.cookies/1")},
                              {"from", text(answer.from.toString())},
                              {"for", text(answer.target.toString())},
                              {"cookie", text(answer.field)},
                              {"received", array(answer.received, storeJson)},
                              {"held", array(answer.held, cookieJson)},
                              {"decisions", array(answer.decisions, decisionJson)},
                              {"stored_otherwise", array(answer.storing, differenceJson)},
                              {"sent_otherwise", array(answer.sending, differenceJson)}}))
        + '\n';
}

}
