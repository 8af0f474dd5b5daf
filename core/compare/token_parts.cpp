#include "core/compare/token_parts.h"

#include "core/clock/offset.h"
#include "core/diagnosis/words.h"
#include "core/token/comparison.h"

namespace keyhole {

namespace {

using Weight = DifferenceWeight;
using Change = MemberComparison::Change;

QString shown(ExchangePair &pair, const Token &token, const MemberComparison &member, const std::optional<JsonValue> &value)
{
    if (!value)
        return {};
    const auto time = member.later ? token.time(member.path.front()) : std::nullopt;
    const QString written = pair.shown(toJson(*value));
    return time && time->instant ? QStringLiteral("%1 (%2)").arg(written, utcText(*time->instant)) : written;
}

QString changeOf(const MemberComparison &member)
{
    if (member.change == Change::OnlyLeft)
        return QStringLiteral("is gone");
    if (member.change == Change::OnlyRight)
        return QStringLiteral("is new");
    return member.says.isEmpty() ? QStringLiteral("differs") : QStringLiteral("differs: %1").arg(quoted(member.says));
}

/// How often a server refuses for it. RFC 7519, 4.1; RFC 8693, 4.2; RFC 9068, 2.2.
int rankOf(const MemberComparison &member)
{
    struct Known {
        const char *name;
        int rank;
    };
    static constexpr Known kKnown[]
        = {{"aud", 94},         {"iss", 94},       {"scope", 93}, {"scp", 93},          {"roles", 93}, {"role", 93},
           {"permissions", 93}, {"groups", 91},    {"alg", 92},   {"kid", 90},          {"typ", 89},   {"tid", 91},
           {"azp", 89},         {"client_id", 89}, {"sub", 88},   {"cnf", 88},          {"acr", 88},   {"amr", 86},
           {"token_use", 90},   {"auth_time", 40}, {"sid", 35},   {"session_state", 35}};
    const auto known
        = std::find_if(std::begin(kKnown), std::end(kKnown), [&](const Known &each) { return member.path.front() == each.name; });
    return known == std::end(kKnown) ? 80 : known->rank;
}

bool isTheEnd(const MemberComparison &member)
{
    return member.part == MemberComparison::Part::Payload && member.path.size() == 1 && member.path.front() == "exp" && member.later;
}

bool addMember(ExchangePair &pair, ComparedPart part, const QByteArray &where, const Token &left, const Token &right,
               const MemberComparison &member)
{
    ExchangeDifference item;
    item.part = part;
    item.where = where + member.path.front();
    item.name = quoted(member.name(), 60);
    item.left = shown(pair, left, member, member.left);
    item.right = shown(pair, right, member, member.right);
    item.says = QStringLiteral("“%1” of the token %2").arg(item.name, changeOf(member));
    item.rank = rankOf(member);
    if (member.eachTime || isTheEnd(member)) {
        item.weight = Weight::Noise;
        item.why = QStringLiteral("each new token has its own");
    }
    const bool telling = item.weight != Weight::Noise;
    pair.add(std::move(item));
    return telling;
}

/// When the server looked at the request, as well as the exchange tells.
std::optional<Instant> judgedAt(const Hop &hop)
{
    const auto local = hop.sentAt ? hop.sentAt : hop.answeredAt;
    const auto date = hop.response && !storedByCache(*hop.response) ? dateOf(*hop.response, local.value_or(Instant())) : std::nullopt;
    return date ? date : local;
}

enum class Standing { Unknown, Early, InTime, Late };

Standing standingOf(const Token &token, const Hop &hop)
{
    const auto now = judgedAt(hop);
    const auto moment = [&](const char *name) {
        const auto time = token.time(name);
        return time ? time->instant : std::nullopt;
    };
    const auto end = moment("exp"), begin = moment("nbf");
    if (!now || (!end && !begin))
        return Standing::Unknown;
    return end && *now >= *end ? Standing::Late : begin && *now < *begin ? Standing::Early : Standing::InTime;
}

QString lifeText(const Token &token, const Hop &hop, Standing standing)
{
    const Instant now = judgedAt(hop).value_or(Instant());
    const auto end = token.time("exp"), begin = token.time("nbf");
    if (standing == Standing::Late)
        return QStringLiteral("past it by %1").arg(roughDurationText(now - *end->instant));
    if (standing == Standing::Early)
        return QStringLiteral("valid in %1").arg(roughDurationText(*begin->instant - now));
    return end && end->instant ? QStringLiteral("%1 left").arg(roughDurationText(*end->instant - now)) : QStringLiteral("valid");
}

}

bool compareTokenLife(ExchangePair &pair, ComparedPart part, const QByteArray &where, const QByteArray &left, const QByteArray &right)
{
    const Token before = decodeToken(left), after = decodeToken(right);
    const Standing then = standingOf(before, pair.left()), now = standingOf(after, pair.right());
    if (then == now || then == Standing::Unknown || now == Standing::Unknown)
        return false;
    const bool early = then == Standing::Early || now == Standing::Early;
    const QString what = early  ? QStringLiteral("its time had begun for one of the two alone")
        : now == Standing::Late ? QStringLiteral("its time ended in between")
                                : QStringLiteral("its time was over in the first alone");
    pair.addChanged(part, where, lifeText(before, pair.left(), then), lifeText(after, pair.right(), now),
                    (left == right ? QStringLiteral("the same token; %1") : QStringLiteral("another token; %1")).arg(what),
                    Weight::Explains, 98);
    return true;
}

TokenChange compareTokenTexts(ExchangePair &pair, ComparedPart part, const QByteArray &where, const QByteArray &left,
                              const QByteArray &right)
{
    const Token before = decodeToken(left), after = decodeToken(right);
    if (!before.payload || !after.payload)
        return TokenChange::Unreadable;
    bool telling = compareTokenLife(pair, part, where + "exp", left, right);
    const TokenComparison comparison = compareTokens(before, after);
    for (const MemberComparison &member : comparison.members) {
        if (member.change != Change::Same && addMember(pair, part, where, before, after, member))
            telling = true;
    }
    pair.leaveOut(comparison.leftOut);
    return comparison.sameText ? TokenChange::None : telling ? TokenChange::Claims : TokenChange::IssuedAnew;
}

}
