#include "core/probes/answer.h"

#include "core/auth/auth_memory.h"
#include "core/clock/offset.h"

namespace keyhole {

namespace {

constexpr qsizetype kCompared = 16 << 10;
constexpr qsizetype kLongestWord = 15;

bool isWordByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '+' || c == '/' || c == '=';
}

/// Without numbers and long words: times, ids, nonces and tokens are others each time.
QByteArray withoutVolatile(const QByteArray &text)
{
    QByteArray kept;
    QByteArray word;
    bool hasDigit = false;
    const auto close = [&] {
        kept += hasDigit || word.size() > kLongestWord ? QByteArray("#") : word;
        word.clear();
        hasDigit = false;
    };
    for (const char c : text) {
        const bool digit = c >= '0' && c <= '9';
        if (digit || isWordByte(c)) {
            hasDigit = hasDigit || digit;
            word += c;
            continue;
        }
        if (!word.isEmpty())
            close();
        kept += c;
    }
    close();
    return kept;
}

QByteArray challengeLikeness(const Response &response)
{
    QByteArray text;
    for (const Challenge &challenge : challengesOf(response)) {
        text += challenge.scheme.toLower();
        for (const char *name : {"realm", "error", "error_description", "scope"})
            text += ';' + challenge.parameter(name).value_or(QByteArray());
        text += '\n';
    }
    return text;
}

QByteArray likenessOf(const Response &response, const Report &report)
{
    QByteArray text = QByteArray::number(response.status) + '\n' + challengeLikeness(response);
    if (report.answeredBy)
        text += report.answeredBy->layer.name.toUtf8();
    return text + '\n' + response.fields.value("Server").value_or(QByteArray()) + '\n' + withoutVolatile(response.body.left(kCompared));
}

ProbeAnswer::Kind kindOf(const Response &response, const Report &report)
{
    constexpr int kTooMany = 429, kUnavailable = 503;
    const bool isLimited = response.status == kTooMany || (response.status == kUnavailable && response.fields.contains("Retry-After"))
        || (response.status >= 400 && response.fields.contains("Retry-After"))
        || (report.verdict.id == "server.rate-limited" && report.verdict.certainty >= Certainty::Likely);
    if (isLimited)
        return ProbeAnswer::Kind::RateLimited;
    switch (report.verdict.outcome) {
    case Outcome::Accepted:
        return ProbeAnswer::Kind::Accepted;
    case Outcome::Refused:
    case Outcome::NotSaid:
    case Outcome::Forbidden:
        return ProbeAnswer::Kind::Refused;
    default:
        return ProbeAnswer::Kind::Other;
    }
}

QString shownOf(const Response &response, const Report &report)
{
    QString text
        = QStringLiteral("%1 %2").arg(QString::number(response.status), visibleText(QString::fromUtf8(response.reason.left(60)))).trimmed();
    if (report.answeredBy && report.answeredBy->certainty >= Certainty::Likely)
        text += QStringLiteral(", answered by %1").arg(report.answeredBy->layer.name);
    return text;
}

}

ProbeAnswer answerOf(const Exchange &exchange, const Report &report)
{
    ProbeAnswer answer;
    answer.requests = int(exchange.hops.size());
    const Hop &last = exchange.last();
    if (!last.response || last.error) {
        answer.shown = last.error ? visibleText(last.error->error.what) : QStringLiteral("no answer");
        return answer;
    }
    answer.kind = kindOf(*last.response, report);
    answer.status = last.response->status;
    answer.likeness = likenessOf(*last.response, report);
    answer.shown = shownOf(*last.response, report);
    answer.fromCache = storedByCache(*last.response).has_value();
    if (report.verdict.certainty >= Certainty::Likely)
        answer.cause = report.verdict.id;
    return answer;
}

ProbeAnswer preflightAnswerOf(const Exchange &exchange, const Report &report)
{
    ProbeAnswer answer = answerOf(exchange, report);
    const auto &response = exchange.last().response;
    if (!response || answer.kind == ProbeAnswer::Kind::RateLimited || answer.kind == ProbeAnswer::Kind::None)
        return answer;
    const bool allowed = answer.status >= 200 && answer.status < 300 && response->fields.contains("Access-Control-Allow-Origin");
    answer.kind = allowed ? ProbeAnswer::Kind::Accepted : ProbeAnswer::Kind::Refused;
    if (answer.status >= 200 && answer.status < 300 && !allowed)
        answer.shown += QStringLiteral(", without Access-Control-Allow-Origin");
    return answer;
}

ProbeAnswer notSent(const Error &error)
{
    ProbeAnswer answer;
    answer.kind = ProbeAnswer::Kind::NotSent;
    answer.shown = visibleText(error.what);
    return answer;
}

}
