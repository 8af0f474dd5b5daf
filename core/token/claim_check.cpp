#include "core/token/claim_check.h"

#include "core/text/time_words.h"
#include "core/token/member_checks.h"

#include <span>

namespace keyhole {

namespace {

constexpr size_t kMostMembers = 500;

template <size_t N> bool isOneOf(QByteArrayView name, const QByteArrayView (&names)[N])
{
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

QString unitFault(const TimeClaim &time)
{
    switch (time.unit) {
    case TimeClaim::Unit::Second:
        return {};
    case TimeClaim::Unit::Millisecond:
        return QStringLiteral("in milliseconds; RFC 7519 counts seconds, so servers read a year far ahead");
    case TimeClaim::Unit::Microsecond:
        return QStringLiteral("in microseconds; RFC 7519 counts seconds, so servers read a year far ahead");
    case TimeClaim::Unit::Text:
        return QStringLiteral("a text; RFC 7519 wants a number of seconds since 1970");
    case TimeClaim::Unit::Unreadable:
        break;
    }
    return QStringLiteral("no number of seconds since 1970");
}

Judgement judgeEnd(Instant end, const CheckContext &context)
{
    if (*context.latest < end)
        return fits(QStringLiteral("for %1 more").arg(roughDurationText(end - *context.latest)));
    if (*context.earliest >= end)
        return wrong(QStringLiteral("over for %1").arg(roughDurationText(*context.earliest - end)));
    return open(QStringLiteral("too close to tell: the clock is known to %1").arg(durationText(*context.latest - *context.earliest)));
}

Judgement judgeBegin(QByteArrayView name, Instant begin, const CheckContext &context)
{
    if (*context.earliest >= begin)
        return fits(QStringLiteral("%1 ago").arg(roughDurationText(*context.earliest - begin)));
    if (*context.latest >= begin)
        return open(QStringLiteral("too close to tell: the clock is known to %1").arg(durationText(*context.latest - *context.earliest)));
    const QString ahead = roughDurationText(begin - *context.latest);
    return wrong(name == QByteArrayView("nbf") ? QStringLiteral("not valid before %1 from now").arg(ahead)
                                               : QStringLiteral("%1 ahead; many servers refuse what comes from the future").arg(ahead));
}

/// A number above 2^53 that readers with doubles round. RFC 8259, 6.
Judgement judgeExactness(const JsonValue &value)
{
    bool whole = false;
    const qlonglong number = value.isNumber() ? value.text.toLongLong(&whole) : 0;
    constexpr qlonglong kExact = qlonglong(1) << 53;
    if (!whole || (number <= kExact && number >= -kExact) || qlonglong(double(number)) == number)
        return std::nullopt;
    return open(QStringLiteral("beyond 2⁵³: readers that keep numbers as doubles see %1").arg(qlonglong(double(number))));
}

Judgement judgeClaim(const Token &token, const JsonMember &claim, const CheckContext &context)
{
    for (const auto &judged : {judgeTime(token, claim, context), judgeParty(token, claim, context), judgeBinding(token, claim, context),
                               judgeMethods(claim), judgeType(claim), judgeExactness(claim.value)}) {
        if (judged)
            return judged;
    }
    return std::nullopt;
}

}

Judgement judgeTime(const Token &token, const JsonMember &claim, const CheckContext &context)
{
    static constexpr QByteArrayView kTimes[] = {"exp", "nbf", "iat", "auth_time", "updated_at", "toe"};
    if (!isOneOf(claim.name, kTimes))
        return std::nullopt;
    const auto time = token.time(claim.name);
    const QString fault = time ? unitFault(*time) : QString();
    if (!fault.isEmpty())
        return wrong(fault);
    const auto end = token.time("exp");
    if (claim.name != "exp" && claim.name != "updated_at" && end && end->instant && time->instant && *time->instant >= *end->instant)
        return wrong(QStringLiteral("not before exp: the token is never valid"));
    if (!time->instant || !context.earliest || !context.latest)
        return open(QStringLiteral("the clock of whoever judges it is not known"));
    return claim.name == "exp" ? judgeEnd(*time->instant, context) : judgeBegin(claim.name, *time->instant, context);
}

std::vector<MemberCheck> checkMembers(const Token &token, const CheckContext &context)
{
    std::vector<MemberCheck> checks;
    const auto add = [&checks](bool inHeader, const QByteArray &name, const Judgement &judged) {
        if (judged)
            checks.push_back({inHeader, name, judged->outcome, judged->says});
    };
    const auto membersOf = [](const std::optional<JsonValue> &part) {
        return part ? std::span(part->members).first(std::min(part->members.size(), kMostMembers)) : std::span<const JsonMember>();
    };
    for (const JsonMember &parameter : membersOf(token.header))
        add(true, parameter.name, judgeHeader(token, parameter));
    for (const JsonMember &claim : membersOf(token.payload))
        add(false, claim.name, judgeClaim(token, claim, context));
    for (MemberCheck &missing : missingMembers(token, context))
        checks.push_back(std::move(missing));
    return checks;
}

}
