#include "core/compare/exchange_pair.h"
#include "core/compare/noise.h"
#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/words.h"
#include "core/http/set_cookie.h"

#include <QSet>

namespace keyhole {

namespace {

using Weight = DifferenceWeight;
constexpr ComparedPart kPart = ComparedPart::RequestFields;

/// Compared with the credentials, the cookies, the address.
bool isComparedElsewhere(const QByteArray &name)
{
    return name == "authorization" || name == "proxy-authorization" || name == "cookie" || name == "host" || name == ":authority"
        || (isCredentialField(name) && name != "dpop");
}

/// All values of a field; of pages only where they are from, which is what servers look at.
QByteArray joined(const FieldList &fields, const QByteArray &name)
{
    QByteArrayList values;
    for (const QByteArray &value : fields.values(name)) {
        const auto url = name == "referer" ? Url::parse(value) : Result<Url, SyntaxError>(failure(SyntaxError{}));
        values += url ? url->origin().toString() : value;
    }
    return values.join(", ");
}

int rankOf(const QByteArray &name)
{
    struct Known {
        const char *name;
        int rank;
    };
    static constexpr Known kKnown[] = {{"content-type", 84},
                                       {"origin", 82},
                                       {"accept", 66},
                                       {"referer", 64},
                                       {"expect", 55},
                                       {"x-requested-with", 76},
                                       {"sec-fetch-site", 62},
                                       {"sec-fetch-mode", 58},
                                       {"range", 60},
                                       {"content-encoding", 80},
                                       {"transfer-encoding", 60},
                                       {"access-control-request-method", 80},
                                       {"if-match", 75},
                                       {"x-http-method-override", 90}};
    const auto known = std::find_if(std::begin(kKnown), std::end(kKnown), [&](const Known &each) { return name == each.name; });
    return known == std::end(kKnown) ? tellingRank(name) : known->rank;
}

QByteArrayList antiForgeryCookies(const Request &request)
{
    QByteArrayList values;
    for (const QByteArray &field : request.fields.values("Cookie")) {
        for (const CookiePair &each : parseCookieField(field).pairs) {
            if (isAntiForgeryCookie(each.name))
                values += each.value;
        }
    }
    return values;
}

void weighChange(ExchangeDifference &item, const ExchangePair &pair, const QByteArray &name)
{
    item.why = requestFieldNoise(name);
    item.weight = !item.why.isEmpty() ? Weight::Noise : isClientField(name) ? Weight::Minor : Weight::Explains;
    item.rank = isClientField(name) ? 30 : rankOf(name);
    // Each session has its own token against forged requests, and the cookie beside it changes with it.
    if (name.contains("csrf") || name.contains("xsrf"))
        item.rank = antiForgeryCookies(pair.left().request) == antiForgeryCookies(pair.right().request) ? 84 : 42;
}

/// What is new each time does no harm when it differs; when it is missing it may.
void weighAbsence(ExchangeDifference &item, const QByteArray &name)
{
    if (isTraceField(name)) {
        item.weight = Weight::Noise;
        item.why = requestFieldNoise(name);
        return;
    }
    const bool minor = isClientField(name) || (!requestFieldNoise(name).isEmpty() && !isPartOfSignature(name));
    item.weight = minor ? Weight::Minor : Weight::Explains;
    item.rank = minor ? 20 : isPartOfSignature(name) ? 91 : rankOf(name);
}

void compareField(ExchangePair &pair, const Field &field)
{
    const QByteArray name = field.name.toLower();
    const FieldList &lefts = pair.left().request.fields, &rights = pair.right().request.fields;
    const QByteArray left = joined(lefts, name), right = joined(rights, name);
    const bool had = lefts.contains(name), has = rights.contains(name);
    if (had == has && left == right)
        return;
    ExchangeDifference item;
    item.part = kPart;
    item.where = "request.headers." + field.name;
    item.name = quoted(field.name, 60);
    item.left = pair.shownValue(name, had ? std::optional(left) : std::nullopt);
    item.right = pair.shownValue(name, has ? std::optional(right) : std::nullopt);
    item.says = (!has       ? QStringLiteral("%1 is not sent any longer")
                     : !had ? QStringLiteral("%1 is new")
                            : QStringLiteral("%1 has another value"))
                    .arg(item.name);
    if (had && has)
        weighChange(item, pair, name);
    else
        weighAbsence(item, name);
    pair.add(std::move(item));
}

/// The fields that both have, in the order and the spelling of one of them.
QByteArrayList sharedNames(const FieldList &fields, const FieldList &other, bool asWritten)
{
    QByteArrayList names;
    for (const Field &field : fields) {
        if (other.contains(field.name) && !field.name.startsWith(':'))
            names += asWritten ? field.name : field.name.toLower();
    }
    return names;
}

/// A note: RFC 9110, 5.1 and 5.3 give neither a meaning, yet some servers and firewalls look at it.
void compareSpelling(ExchangePair &pair)
{
    const FieldList &left = pair.left().request.fields, &right = pair.right().request.fields;
    const auto note = [&](const QByteArrayList &lefts, const QByteArrayList &rights, const QString &says, int rank) {
        if (lefts == rights || lefts.isEmpty())
            return false;
        pair.addChanged(kPart, "request.headers." + rights.value(0), quoted(lefts.join(", ")), quoted(rights.join(", ")), says,
                        Weight::Minor, rank);
        return true;
    };
    const QByteArrayList lefts = sharedNames(left, right, false), rights = sharedNames(right, left, false);
    if (lefts != rights && QSet<QByteArray>(lefts.begin(), lefts.end()) == QSet<QByteArray>(rights.begin(), rights.end())) {
        note(lefts, rights,
             lefts.size() == rights.size() ? QStringLiteral("the same fields in another order")
                                           : QStringLiteral("a field stands another number of times"),
             12);
        return;
    }
    QByteArrayList respelt[2];
    const QByteArrayList leftNames = sharedNames(left, right, true), rightNames = sharedNames(right, left, true);
    for (qsizetype i = 0; i < std::min(leftNames.size(), rightNames.size()); ++i) {
        if (leftNames[i] != rightNames[i]) {
            respelt[0] += leftNames[i];
            respelt[1] += rightNames[i];
        }
    }
    // HTTP/2 writes all names in small letters.
    if (pair.left().request.httpVersion == pair.right().request.httpVersion)
        note(respelt[0], respelt[1], QStringLiteral("field names in another letter case"), 10);
}

/// The address tells its host; here is what the field says besides.
void compareHosts(ExchangePair &pair)
{
    const Request &left = pair.left().request, &right = pair.right().request;
    const auto hosts = [](const Request &request) {
        const auto field = request.fields.value("Host");
        return field ? field->toLower() : request.url.hostField().toLower();
    };
    if (hosts(left) != hosts(right) && left.url.hostField() == right.url.hostField())
        pair.addChanged(kPart, "request.headers.Host", pair.shown(hosts(left)), pair.shown(hosts(right)),
                        QStringLiteral("Host has another value"), Weight::Explains, 90);
}

}

void compareRequestFields(ExchangePair &pair)
{
    QByteArrayList seen;
    for (const Request *request : {&pair.right().request, &pair.left().request}) {
        for (const Field &field : request->fields) {
            const QByteArray name = field.name.toLower();
            if (seen.contains(name) || isComparedElsewhere(name))
                continue;
            seen += name;
            compareField(pair, field);
        }
    }
    compareHosts(pair);
    compareSpelling(pair);
}

}
