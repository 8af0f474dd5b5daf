#include "core/probes/toggles.h"

#include "core/diagnosis/evidence.h"
#include "core/diagnosis/words.h"
#include "core/probes/request_parts.h"
#include "core/secrets/secret.h"

namespace keyhole {

namespace {

constexpr size_t kMostToggles = 2000;

/// A cookie is a secret whatever it is called.
QString shown(Toggle::Part part, const QByteArray &name, const QByteArray &value)
{
    return part == Toggle::Part::Cookie || mayBeSecret(name, value) ? Secret::mask(value) : quoted(value, 40);
}

/// Some services have their keys in a path.
QString shownPath(const QByteArray &path)
{
    QStringList segments;
    for (const QByteArray &segment : path.split('/'))
        segments += mayBeSecret({}, segment) ? Secret::mask(segment) : quoted(segment, 40);
    return segments.join(QLatin1Char('/'));
}

/// The values of one name, in order; compared as a whole, since a server may read any of them.
QByteArrayList valuesOf(const std::vector<NamedValue> &pairs, const QByteArray &name)
{
    QByteArrayList values;
    for (const NamedValue &pair : pairs) {
        if (pair.first == name)
            values += pair.second;
    }
    return values;
}

std::vector<NamedValue> fieldPairs(const FieldList &fields)
{
    std::vector<NamedValue> pairs;
    for (const Field &field : fields)
        pairs.emplace_back(field.name.toLower(), field.value);
    return pairs;
}

std::vector<NamedValue> memberPairs(const std::vector<std::pair<QByteArray, JsonValue>> &members)
{
    std::vector<NamedValue> pairs;
    for (const auto &[pointer, value] : members)
        pairs.emplace_back(pointer, toJson(value));
    return pairs;
}

struct Comparison {
    RequestParts good, bad;
    bool otherOrigin = false;
    std::vector<Toggle> toggles = {};

    void add(Toggle::Part part, const QByteArray &name, const QByteArray &place, const QString &says)
    {
        toggles.push_back({part, name, place, says});
    }

    /// One toggle a name whose values differ. `isPair`: values are written as name=value.
    void compare(Toggle::Part part, const QString &kind, const QByteArray &place, const std::vector<NamedValue> &a,
                 const std::vector<NamedValue> &b, bool isPair)
    {
        QByteArrayList names;
        for (const auto *side : {&a, &b}) {
            for (const NamedValue &pair : *side) {
                if (!names.contains(pair.first))
                    names += pair.first;
            }
        }
        for (const QByteArray &name : names) {
            const QByteArrayList then = valuesOf(a, name), now = valuesOf(b, name);
            const auto text = [&](const QByteArrayList &values) {
                const QByteArray value = values.join(", ");
                return shown(part, name, isPair ? value.mid(name.size() + 1) : value);
            };
            if (then == now || (otherOrigin && mayBeSecret(name, now.join() + then.join())))
                continue;
            const QString what = QStringLiteral("%1 “%2”").arg(kind, quoted(name, 60));
            const QString says = then.isEmpty() ? QStringLiteral("%1 is new: %2").arg(what, text(now))
                : now.isEmpty()                 ? QStringLiteral("%1 is gone: %2").arg(what, text(then))
                                                : QStringLiteral("%1: %2 instead of %3").arg(what, text(now), text(then));
            add(part, name, place.endsWith('.') ? place + name : place, says);
        }
    }

    void compareBodies()
    {
        using BodyForm = RequestParts::BodyForm;
        if (good.bodyForm == bad.bodyForm && good.bodyForm == BodyForm::Json)
            return compare(Toggle::Part::Member, QStringLiteral("the member"), "request.body", memberPairs(good.members),
                           memberPairs(bad.members), false);
        if (good.bodyForm == bad.bodyForm && good.bodyForm == BodyForm::Form)
            return compare(Toggle::Part::FormPair, QStringLiteral("the form's"), "request.body", good.pairs, bad.pairs, true);
        if (good.body != bad.body || good.bodyFile != bad.bodyFile)
            add(Toggle::Part::Body, {}, "request.body", QStringLiteral("the body"));
    }
};

template <class Pairs, class Same> void takeNamed(Pairs &to, const Pairs &from, Same same)
{
    Pairs taken;
    bool placed = false;
    const auto place = [&] {
        if (!std::exchange(placed, true))
            std::copy_if(from.begin(), from.end(), std::back_inserter(taken), same);
    };
    for (const auto &each : to) {
        if (same(each))
            place();
        else
            taken.push_back(each);
    }
    place();
    to = std::move(taken);
}

void takeFields(FieldList &to, const FieldList &from, const std::function<bool(const Field &)> &same)
{
    std::vector<Field> fields(to.begin(), to.end());
    takeNamed(fields, std::vector<Field>(from.begin(), from.end()), same);
    to = {};
    for (const Field &field : fields)
        to.append(field);
}

/// The origin, with everything that may be a credential for it.
void takeDestination(RequestParts &to, const RequestParts &from)
{
    const QByteArray path = to.url.path;
    to.url = from.url;
    to.url.path = path;
    const auto isSecret = [](const NamedValue &pair) { return mayBeSecret(pair.first, pair.second.mid(pair.first.size() + 1)); };
    takeFields(to.fields, from.fields, [](const Field &field) { return mayBeSecret(field.name, field.value); });
    to.cookies = from.cookies;
    takeNamed(to.parameters, from.parameters, isSecret);
    to.bodyForm = from.bodyForm;
    to.members = from.members;
    to.pairs = from.pairs;
    to.body = from.body;
    to.bodyFile = from.bodyFile;
}

void take(RequestParts &to, const RequestParts &from, const Toggle &toggle)
{
    const auto same = [&toggle](const auto &pair) { return pair.first == toggle.name; };
    switch (toggle.part) {
    case Toggle::Part::Destination:
        return takeDestination(to, from);
    case Toggle::Part::Method:
        to.method = from.method;
        return;
    case Toggle::Part::Path:
        to.url.path = from.url.path;
        return;
    case Toggle::Part::Parameter:
        return takeNamed(to.parameters, from.parameters, same);
    case Toggle::Part::Field:
        return takeFields(to.fields, from.fields, [&toggle](const Field &field) { return equalsIgnoringCase(field.name, toggle.name); });
    case Toggle::Part::Cookie:
        return takeNamed(to.cookies, from.cookies, same);
    case Toggle::Part::Member:
        return takeNamed(to.members, from.members, same);
    case Toggle::Part::FormPair:
        return takeNamed(to.pairs, from.pairs, same);
    case Toggle::Part::Body:
        to.bodyForm = from.bodyForm;
        to.body = from.body;
        to.bodyFile = from.bodyFile;
        to.members = from.members;
        to.pairs = from.pairs;
        return;
    }
}

}

Result<std::vector<Toggle>> togglesBetween(const Request &good, const Request &bad)
{
    Comparison both{partsOf(good), partsOf(bad)};
    both.otherOrigin = !(good.url.origin() == bad.url.origin());
    if (both.otherOrigin)
        both.add(Toggle::Part::Destination, {}, "request.url",
                 QStringLiteral("%1 instead of %2, with the credentials and the body that belong to it")
                     .arg(quoted(bad.url.origin().toString(), 80), quoted(good.url.origin().toString(), 80)));
    if (both.good.method != both.bad.method)
        both.add(Toggle::Part::Method, {}, "request.method",
                 QStringLiteral("the method %1 instead of %2").arg(quoted(bad.method, 20), quoted(good.method, 20)));
    if (both.good.url.path != both.bad.url.path)
        both.add(Toggle::Part::Path, {}, "request.url",
                 QStringLiteral("the path %1 instead of %2").arg(shownPath(bad.url.path), shownPath(good.url.path)));
    both.compare(Toggle::Part::Field, QStringLiteral("the field"), "request.headers.", fieldPairs(both.good.fields),
                 fieldPairs(both.bad.fields), false);
    both.compare(Toggle::Part::Parameter, QStringLiteral("the parameter"), "request.url", both.good.parameters, both.bad.parameters, true);
    if (!both.otherOrigin) {
        both.compare(Toggle::Part::Cookie, QStringLiteral("the cookie"), "cookies.", both.good.cookies, both.bad.cookies, true);
        both.compareBodies();
    }
    if (both.toggles.empty())
        return failure(Error{QStringLiteral("The two requests do not differ in anything that can be set by itself."),
                             {},
                             QStringLiteral("Then the difference lies in time, in the connection, or at the server.")});
    if (both.toggles.size() > kMostToggles)
        return failure(Error{QStringLiteral("The two requests differ in more than %1 things.").arg(kMostToggles),
                             {},
                             QStringLiteral("Choose requests that are nearer to each other.")});
    return std::move(both.toggles);
}

Request mixed(const Request &good, const Request &bad, const std::vector<Toggle> &toggles, const std::vector<bool> &asBad)
{
    RequestParts parts = partsOf(good);
    const RequestParts from = partsOf(bad);
    for (size_t i = 0; i < toggles.size(); ++i) {
        if (asBad[i])
            take(parts, from, toggles[i]);
    }
    return requestOf(parts);
}

}
