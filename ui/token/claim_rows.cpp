#include "ui/token/claim_rows.h"

#include "core/diagnosis/words.h"
#include "core/token/claim_meaning.h"

#include <QCoreApplication>
#include <QHash>
#include <algorithm>

namespace keyhole {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ClaimRows", text);
}

QString cut(const QString &text)
{
    if (text.size() <= kMostValue)
        return text;
    return tr("%1 [… %2 more characters]").arg(text.left(kMostValue)).arg(text.size() - kMostValue);
}

ClaimRow rowOf(const QByteArray &name, const JsonValue &value, int depth = 0)
{
    constexpr int kDeepest = 8;
    ClaimRow row;
    row.name = name;
    row.value = valueText(value);
    if (depth >= kDeepest)
        return row;
    for (size_t i = 0; i < value.items.size() && i < size_t(kMostRows); ++i)
        row.nested.push_back(rowOf(QByteArray::number(int(i)), value.items[i], depth + 1));
    for (size_t i = 0; i < value.members.size() && i < size_t(kMostRows); ++i)
        row.nested.push_back(rowOf(value.members[i].name, value.members[i].value, depth + 1));
    return row;
}

/// What a signature algorithm is, in words. RFC 7518, 3.1; RFC 8037.
QString algorithmText(const QByteArray &algorithm)
{
    static const QHash<QByteArray, QString> names{
        {"HS256", tr("HMAC with SHA-256, a shared secret")},
        {"HS384", tr("HMAC with SHA-384, a shared secret")},
        {"HS512", tr("HMAC with SHA-512, a shared secret")},
        {"RS256", tr("RSA with SHA-256")},
        {"RS384", tr("RSA with SHA-384")},
        {"RS512", tr("RSA with SHA-512")},
        {"PS256", tr("RSA-PSS with SHA-256")},
        {"PS384", tr("RSA-PSS with SHA-384")},
        {"PS512", tr("RSA-PSS with SHA-512")},
        {"ES256", tr("ECDSA on P-256 with SHA-256")},
        {"ES384", tr("ECDSA on P-384 with SHA-384")},
        {"ES512", tr("ECDSA on P-521 with SHA-512")},
        {"EdDSA", tr("Edwards curve signature")},
    };
    return names.value(algorithm);
}

QString typeText(const QByteArray &type)
{
    static const QHash<QByteArray, QString> names{
        {"at+jwt", tr("OAuth 2.0 access token (RFC 9068)")},
        {"application/at+jwt", tr("OAuth 2.0 access token (RFC 9068)")},
        {"jwt", tr("JSON Web Token")},
        {"dpop+jwt", tr("DPoP proof (RFC 9449)")},
        {"logout+jwt", tr("logout token")},
        {"client-authentication+jwt", tr("client assertion")},
    };
    return names.value(type.toLower());
}

void explainHeader(ClaimRow &row, const JsonValue &value)
{
    row.meaning = headerParameterMeaning(row.name);
    const QString algorithm = row.name == "alg" ? algorithmText(value.text) : QString();
    const QString type = row.name == "typ" ? typeText(value.text) : QString();
    if (row.name == "alg" && value.text.toLower() == "none") {
        row.meaning = tr("nobody signed this token");
        row.check = ClaimRow::Check::Broken;
        row.breaks = true;
    } else if (!algorithm.isEmpty() || !type.isEmpty()) {
        row.meaning = algorithm + type;
        row.check = ClaimRow::Check::Holds;
    }
}

QString unitFault(const TimeClaim &time, TimeForm form)
{
    const QString meant = time.instant ? dateAndTime(*time.instant, form) : QString();
    switch (time.unit) {
    case TimeClaim::Unit::Second:
        return {};
    case TimeClaim::Unit::Millisecond:
        return tr("in milliseconds, not seconds: %1 was meant").arg(meant);
    case TimeClaim::Unit::Microsecond:
        return tr("in microseconds, not seconds: %1 was meant").arg(meant);
    case TimeClaim::Unit::Text:
        return meant.isEmpty() ? tr("a text, not a number") : tr("a text, not a number: %1 was meant").arg(meant);
    case TimeClaim::Unit::Unreadable:
        break;
    }
    return tr("not a time in seconds since 1970");
}

void explainTime(ClaimRow &row, const TimeClaim &time, const TokenTiming &timing, TimeForm form)
{
    const QString fault = unitFault(time, form);
    if (!fault.isEmpty()) {
        row.meaning = fault;
        row.check = ClaimRow::Check::Broken;
        return;
    }
    if (!time.instant)
        return;
    const Instant now = timing.decidingNow();
    row.meaning = dateAndTime(*time.instant, form);
    row.check = ClaimRow::Check::Holds;
    const QString at = onSameDay(*time.instant, now, form) ? clockTime(*time.instant, form) : dateAndTime(*time.instant, form);
    if (row.name == "exp" && timing.state == TokenTiming::State::Expired) {
        row.meaning = tr("%1, %2 ago").arg(at, durationText(timing.away));
        row.check = ClaimRow::Check::Broken;
        row.breaks = true;
    } else if (row.name != "exp" && *time.instant > now + timing.uncertainty) {
        row.meaning = tr("%1, in %2").arg(at, durationText(*time.instant - now));
        row.check = ClaimRow::Check::Broken;
        row.breaks = row.name == "nbf";
    }
}

/// The first that is the verdict: of a time, what the line shows is said already, with the exact moment.
void addCheck(ClaimRow &row, const MemberCheck &check)
{
    using Outcome = MemberCheck::Outcome;
    if (row.check == ClaimRow::Check::Broken
        || (isTimeClaim(row.name) && row.check == ClaimRow::Check::Holds && check.outcome != Outcome::Wrong))
        return;
    if (check.outcome == Outcome::NotCheckable) {
        row.open = check.says;
        return;
    }
    row.check = check.outcome == Outcome::Ok ? ClaimRow::Check::Holds : ClaimRow::Check::Broken;
    if (row.meaning.isEmpty())
        row.meaning = check.says;
    else if (check.says != row.meaning)
        row.meaning = tr("%1: %2").arg(row.meaning, check.says);
}

void addChecks(std::vector<ClaimRow> &rows, const std::vector<MemberCheck> &checks, bool inHeader)
{
    for (const MemberCheck &check : checks) {
        if (check.inHeader != inHeader)
            continue;
        // Of duplicates the last one counts, as most readers take it.
        const auto row = std::find_if(rows.rbegin(), rows.rend(), [&](const ClaimRow &each) { return each.name == check.name; });
        if (row != rows.rend()) {
            addCheck(*row, check);
            continue;
        }
        ClaimRow missing;
        missing.name = check.name;
        missing.value = QStringLiteral("–");
        missing.meaning = check.says;
        missing.check = check.outcome == MemberCheck::Outcome::Wrong ? ClaimRow::Check::Broken : ClaimRow::Check::None;
        rows.push_back(std::move(missing));
    }
}

}

std::vector<ClaimRow> plainRows(const JsonValue &object)
{
    std::vector<ClaimRow> rows;
    for (const JsonMember &member : object.members)
        rows.push_back(rowOf(member.name, member.value));
    return rows;
}

QString valueText(const JsonValue &value)
{
    switch (value.type) {
    case JsonValue::Type::Null:
        return QStringLiteral("null");
    case JsonValue::Type::Bool:
        return value.boolean ? QStringLiteral("true") : QStringLiteral("false");
    case JsonValue::Type::Number:
    case JsonValue::Type::String:
        return cut(QString::fromUtf8(value.text));
    case JsonValue::Type::Array:
    case JsonValue::Type::Object:
        return cut(QString::fromUtf8(toJson(value)));
    }
    return {};
}

bool isTimeClaim(QByteArrayView name)
{
    static constexpr QByteArrayView kNames[] = {"exp", "nbf", "iat", "auth_time", "updated_at"};
    return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

std::vector<ClaimRow> headerRows(const Token &token, const std::vector<MemberCheck> &checks)
{
    std::vector<ClaimRow> rows = token.header ? plainRows(*token.header) : std::vector<ClaimRow>();
    for (size_t i = 0; i < rows.size(); ++i)
        explainHeader(rows[i], token.header->members[i].value);
    addChecks(rows, checks, true);
    return rows;
}

std::vector<ClaimRow> payloadRows(const Token &token, const TokenTiming &timing, TimeForm form, const std::vector<MemberCheck> &checks)
{
    std::vector<ClaimRow> rows = token.payload ? plainRows(*token.payload) : std::vector<ClaimRow>();
    for (ClaimRow &row : rows) {
        row.meaning = claimMeaning(token, row.name);
        const std::optional<TimeClaim> time = isTimeClaim(row.name) ? token.time(row.name) : std::nullopt;
        if (time)
            explainTime(row, *time, timing, form);
    }
    addChecks(rows, checks, false);
    return rows;
}

std::vector<ClaimRow> disclosureRows(const Disclosures &disclosures)
{
    std::vector<ClaimRow> rows;
    for (const Disclosure &disclosure : disclosures.shown) {
        ClaimRow row = rowOf(disclosure.name.isEmpty() ? QByteArray("(item)") : disclosure.name, disclosure.value);
        const bool sound = disclosure.problem.isEmpty() && disclosure.isSigned;
        row.check = sound ? ClaimRow::Check::Holds : ClaimRow::Check::Broken;
        row.meaning = !disclosure.problem.isEmpty() ? disclosure.problem
            : sound                                 ? tr("part of what was signed, by its digest")
                                                    : tr("its digest is not in the token: nobody signed it");
        rows.push_back(std::move(row));
    }
    return rows;
}

}
