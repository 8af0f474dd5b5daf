#include "core/diagnosis/credential/session_value.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/rules/cookie/cookies_seen.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

struct Damage {
    QByteArray name;
    QString what;
    Certainty certainty;
    std::optional<Evidence> against = {};
};

struct Change {
    QString what;
    Certainty certainty;  ///< how sure it is that a server takes it for another value: many undo one layer of encoding and quotation marks
};

/// How the value that was sent was made of the one that was set; absent for two values that have nothing to do with each other.
std::optional<Change> changeBetween(const QByteArray &set, const QByteArray &sent)
{
    constexpr qsizetype kShortestStump = 8;
    if (sent == set.toPercentEncoding() || (set.contains('%') && sent == QByteArray(set).replace('%', "%25")))
        return Change{QStringLiteral("its value was percent-encoded on the way"), Certainty::Certain};
    if (set.contains('%') && sent == QByteArray::fromPercentEncoding(set))
        return Change{QStringLiteral("its value was percent-decoded on the way"), Certainty::Likely};
    if (set.contains('+') && sent == QByteArray(set).replace('+', ' '))
        return Change{QStringLiteral("a “+” in it became a blank"), Certainty::Certain};
    if (sent == '"' + set + '"')
        return Change{QStringLiteral("quotation marks were put around its value"), Certainty::Likely};
    if (set == '"' + sent + '"')
        return Change{QStringLiteral("the quotation marks around its value are gone"), Certainty::Likely};
    if (sent.size() >= kShortestStump && set.startsWith(sent))
        return Change{QStringLiteral("its value is cut off after %1 of %2 characters").arg(sent.size()).arg(set.size()),
                      Certainty::Certain};
    if (sent.toLower() == set.toLower())
        return Change{QStringLiteral("its letters changed case"), Certainty::Certain};
    return std::nullopt;
}

std::optional<Damage> changedSinceSet(const Facts &facts)
{
    for (const CookiePair &pair : facts.cookiesSent) {
        const SeenSetCookie *last = nullptr;
        for (const SeenSetCookie &seen : facts.setCookies) {
            if (seen.history != 0 && seen.parsed && seen.parsed->name == pair.name)
                last = &seen;
        }
        if (!last || last->parsed->value == pair.value)
            continue;
        if (const auto change = changeBetween(last->parsed->value, pair.value))
            return Damage{pair.name, change->what, change->certainty, setCookieLine(*last, QStringLiteral("as it was set"), {})};
    }
    return std::nullopt;
}

bool isAttribute(QByteArrayView name)
{
    static constexpr QByteArrayView kAttributes[] = {"Path", "Domain", "Expires", "Max-Age", "SameSite", "HttpOnly", "Secure"};
    return std::any_of(std::begin(kAttributes), std::end(kAttributes),
                       [name](QByteArrayView each) { return equalsIgnoringCase(each, name); });
}

/// "Cookie: Cookie: sid=1" and "Cookie: Set-Cookie: sid=1": the name of the field was copied with its value.
std::optional<Damage> fieldNameInside(const QByteArray &field)
{
    for (const char *name : {"Cookie:", "Set-Cookie:"}) {
        if (field.trimmed().left(qsizetype(qstrlen(name))).compare(name, Qt::CaseInsensitive) == 0)
            return Damage{"Cookie", QStringLiteral("the field’s name “%1” stands in its value once more").arg(QLatin1String(name)),
                          Certainty::Certain};
    }
    return std::nullopt;
}

/// "sid=1, theme=dark", "sid=1 theme=dark": one cookie for a server, whose value goes on to the next semicolon.
std::optional<Damage> joinedBy(char separator, const QString &says, const std::vector<CookiePair> &pairs)
{
    for (const CookiePair &pair : pairs) {
        const qsizetype at = pair.value.indexOf(separator);
        const QByteArray behind = at < 0 ? QByteArray() : pair.value.sliced(at + 1).trimmed();
        const qsizetype equals = behind.indexOf('=');
        const QByteArray other = behind.first(std::max<qsizetype>(0, equals));
        const bool isPair = equals + 1 < behind.size() && isToken(other) && !other.contains('.');
        if (isPair && (isSessionCookie(pair.name) || isSessionCookie(other)))
            return Damage{pair.name, says, Certainty::Likely};
    }
    return std::nullopt;
}

std::optional<Damage> joinedPairs(const std::vector<CookiePair> &pairs)
{
    const auto byComma = joinedBy(',', QStringLiteral("a comma stands where a semicolon separates cookies"), pairs);
    return byComma ? byComma : joinedBy(' ', QStringLiteral("the semicolon between two cookies is missing"), pairs);
}

/// What can be seen of a session's own value: encoded twice, cut in the signature, a bare value without a name.
std::optional<Damage> damagedValue(const std::vector<CookiePair> &pairs)
{
    for (const CookiePair &pair : pairs) {
        if (!isSessionCookie(pair.name))
            continue;
        if (pair.value.startsWith("s%253A") || pair.value.endsWith("%253D"))
            return Damage{pair.name, QStringLiteral("its value is percent-encoded twice"), Certainty::Likely};
        const QByteArray text = QByteArray::fromPercentEncoding(pair.value);
        const qsizetype dot = text.lastIndexOf('.');
        constexpr qsizetype kSignatureDigits = 43;
        if (text.startsWith("s:") && !readSessionValue(pair.name, pair.value) && (dot < 0 || text.size() - dot - 1 < kSignatureDigits))
            // Whoever showed a recording to others may have shortened it.
            return Damage{pair.name, QStringLiteral("the signature behind its value is cut off"), Certainty::Possible};
    }
    const bool bare = pairs.size() == 1 && pairs.front().name.isEmpty() && pairs.front().value.size() >= 16;
    if (bare)
        return Damage{"Cookie", QStringLiteral("a bare value was sent, without “name=” before it"), Certainty::Likely};
    return std::nullopt;
}

/// Attributes of Set-Cookie that were sent back. Servers take them for further cookies, mostly without harm.
std::optional<Damage> attributesSent(const std::vector<CookiePair> &pairs)
{
    const auto attributes = std::count_if(pairs.begin(), pairs.end(),
                                          [](const CookiePair &pair) { return isAttribute(pair.name.isEmpty() ? pair.value : pair.name); });
    if (attributes == 0 || isAttribute(pairs.front().name))
        return std::nullopt;
    return Damage{pairs.front().name, QStringLiteral("the attributes of Set-Cookie were sent along"), Certainty::Possible};
}

std::optional<Damage> damageOf(const Facts &facts)
{
    if (auto changed = changedSinceSet(facts))
        return changed;
    if (auto name = fieldNameInside(facts.request.fields.value("Cookie").value_or(QByteArray())))
        return name;
    for (const auto look : {&joinedPairs, &damagedValue, &attributesSent}) {
        if (auto damage = look(facts.cookiesSent))
            return damage;
    }
    return std::nullopt;
}

Check check(const Facts &facts)
{
    if (facts.cookiesSent.empty())
        return ruledOut(QStringLiteral("no cookie was sent"));
    if (!facts.refusedInSomeWay() && facts.status != 400)
        return ruledOut(QStringLiteral("the request was not refused"));
    const Said *words = facts.saidFor("cookie.malformed");
    auto damage = damageOf(facts);
    if (!damage && words)
        damage = Damage{"Cookie", QStringLiteral("the server could not parse it"), words->saying->certainty};
    if (!damage)
        return ruledOut(QStringLiteral("the cookies are well formed, and as they were set"));
    if (!facts.credentials.empty() || asksForAnother(facts))
        return ruledOut(QStringLiteral("the answer is about another credential"));
    if (damage->certainty < Certainty::Certain && !words && saysSomethingElse(facts))
        return ruledOut(QStringLiteral("the answer names another cause"));
    Verdict verdict{damage->certainty, {requestField(*facts.request.fields.find("Cookie"), damage->what, QString::fromUtf8(damage->name))}};
    if (damage->against)
        verdict.evidence.push_back(*damage->against);
    if (words)
        verdict.evidence.push_back(said(*words));
    verdict.evidence.push_back(statusLine(facts));
    verdict.parameters = {{"name", QString::fromUtf8(damage->name).left(40)}, {"what", damage->what}};
    return verdict;
}

}

const Rule rules::cookieMalformed{"cookie.malformed", "The Cookie header does not parse, or a value was changed on its way", &check};

}
