#include "core/replay/stop_rule.h"

#include "core/replay/replay_result.h"

namespace keyhole {

namespace {

std::optional<int> statusNumber(const QString &text)
{
    bool ok = false;
    if (text.size() == 3 && text.endsWith(QLatin1String("xx"))) {
        const int digit = text.left(1).toInt(&ok);
        return ok && digit >= 1 && digit <= 9 ? std::optional(digit) : std::nullopt;
    }
    const int status = text.toInt(&ok);
    return ok && status >= 100 && status <= 999 ? std::optional(status) : std::nullopt;
}

std::optional<StopRule> readRule(const QStringList &words)
{
    const QString &first = words.front(), &last = words.back();
    if (words.size() == 1 && first == QLatin1String("failure"))
        return StopRule{};
    if (words.size() == 1 && first == QLatin1String("expectation"))
        return StopRule{StopRule::Kind::FailedExpectation};
    if (words.size() != 2)
        return std::nullopt;
    bool isNumber = false;
    const int number = first.toInt(&isNumber);
    if (isNumber && number > 0 && (last == QLatin1String("failures") || last == QLatin1String("failure")))
        return StopRule{StopRule::Kind::Failures, number};
    if (first == QLatin1String("cause") && !last.isEmpty())
        return StopRule{StopRule::Kind::Cause, 0, last.toUtf8()};
    const auto status = first == QLatin1String("status") ? statusNumber(last) : std::nullopt;
    return status ? std::optional(StopRule{StopRule::Kind::Status, *status}) : std::nullopt;
}

bool isCause(const QByteArray &cause, const QByteArray &wanted)
{
    return cause == wanted || cause.startsWith(wanted + '.');
}

}

Result<StopRule> parseStopRule(const QString &text)
{
    const auto rule = readRule(text.simplified().split(QLatin1Char(' ')));
    if (rule)
        return *rule;
    return failure(Error{QStringLiteral("“%1” is nothing that a replay can stop at").arg(text),
                         {},
                         QStringLiteral("Use failure, 3 failures, expectation, status 401, status 5xx or cause token.expired.")});
}

QString stopRuleText(const StopRule &rule)
{
    switch (rule.kind) {
    case StopRule::Kind::Failures:
        return rule.number == 1 ? QStringLiteral("failure") : QStringLiteral("%1 failures").arg(rule.number);
    case StopRule::Kind::FailedExpectation:
        return QStringLiteral("expectation");
    case StopRule::Kind::Status:
        return rule.number < 10 ? QStringLiteral("status %1xx").arg(rule.number) : QStringLiteral("status %1").arg(rule.number);
    case StopRule::Kind::Cause:
        return QStringLiteral("cause %1").arg(QString::fromUtf8(rule.cause));
    }
    return {};
}

bool stopsAt(const StopRule &rule, const ReplayResult &result, int failed)
{
    switch (rule.kind) {
    case StopRule::Kind::Failures:
        return result.isFailure() && failed >= rule.number;
    case StopRule::Kind::FailedExpectation:
        return std::any_of(result.expectations.begin(), result.expectations.end(),
                           [](const JudgedExpectation &each) { return !each.held; });
    case StopRule::Kind::Status:
        return result.wasSent() && (rule.number < 10 ? result.status / 100 : result.status) == rule.number;
    case StopRule::Kind::Cause:
        return isCause(result.cause, rule.cause);
    }
    return false;
}

}
