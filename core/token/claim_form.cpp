#include "core/http/url.h"
#include "core/token/base64url.h"
#include "core/token/member_checks.h"

#include <QTimeZone>

namespace keyhole {

namespace {

enum class Form { Text, TextOrList, List, Number, Bool, Object, Address, Email, Phone, Date, Zone, Words, Hash, Time };

struct FormOf {
    QByteArrayView name;
    Form form;
};
/// The registrations' own words.
constexpr FormOf kForms[] = {
    {"jti", Form::Text},
    {"name", Form::Text},
    {"given_name", Form::Text},
    {"family_name", Form::Text},
    {"middle_name", Form::Text},
    {"nickname", Form::Text},
    {"preferred_username", Form::Text},
    {"profile", Form::Address},
    {"picture", Form::Address},
    {"website", Form::Address},
    {"email", Form::Email},
    {"email_verified", Form::Bool},
    {"gender", Form::Text},
    {"birthdate", Form::Date},
    {"zoneinfo", Form::Zone},
    {"locale", Form::Text},
    {"phone_number", Form::Phone},
    {"phone_number_verified", Form::Bool},
    {"address", Form::Object},
    {"sub_jwk", Form::Object},
    {"sid", Form::Text},
    {"scope", Form::Words},
    {"cnf", Form::Object},
    {"act", Form::Object},
    {"may_act", Form::Object},
    {"events", Form::Object},
    {"authorization_details", Form::List},
    {"amr", Form::List},
    {"txn", Form::Text},
    {"sub_id", Form::Object},
    {"vot", Form::Text},
    {"vtm", Form::Address},
    {"exi", Form::Number},
    {"at_use_nbr", Form::Number},
    {"cnonce", Form::Text},
    {"vc", Form::Object},
    {"vp", Form::Object},
    {"status", Form::Object},
    {"_sd", Form::List},
    {"_sd_alg", Form::Text},
    {"sd_hash", Form::Hash},
    {"vct", Form::Text},
    {"_claim_names", Form::Object},
    {"_claim_sources", Form::Object},
    {"verified_claims", Form::Object},
    {"nationalities", Form::List},
    {"place_of_birth", Form::Object},
    {"orig", Form::Object},
    {"dest", Form::Object},
    {"origid", Form::Text},
    {"jcard", Form::List},
    {"div", Form::Object},
    {"opt", Form::Text},
    {"rcd", Form::Object},
    {"uptime", Form::Number},
    {"bootcount", Form::Number},
    {"submods", Form::Object},
    {"cdniv", Form::Number},
    {"cdniets", Form::Number},
    {"cdnistt", Form::Number},
    {"cdnistd", Form::Number},
    {"cdniuc", Form::Text},
    {"token_introspection", Form::Object},
    {"active", Form::Bool},
    {"jwks", Form::Object},
    {"metadata", Form::Object},
    {"metadata_policy", Form::Object},
    {"authority_hints", Form::List},
    {"trust_marks", Form::List},
    {"trust_chain", Form::List},
    {"ttl", Form::Number},
    {"geohash", Form::TextOrList},
    {"rdap_dnt_allowed", Form::Bool},
    {"rdap_allowed_purposes", Form::List},
};

QString wanted(Form form)
{
    switch (form) {
    case Form::Text:
    case Form::Words:
        return QStringLiteral("a text");
    case Form::TextOrList:
        return QStringLiteral("a text or a list of texts");
    case Form::List:
        return QStringLiteral("a list");
    case Form::Number:
    case Form::Time:
        return QStringLiteral("a number");
    case Form::Bool:
        return QStringLiteral("true or false");
    case Form::Object:
        return QStringLiteral("an object");
    case Form::Address:
        return QStringLiteral("an address");
    case Form::Email:
        return QStringLiteral("an e-mail address");
    case Form::Phone:
        return QStringLiteral("a telephone number with its country, as +1 (425) 555-1212");
    case Form::Date:
        return QStringLiteral("a date as 2001-12-31, or a year");
    case Form::Zone:
        return QStringLiteral("a time zone as Europe/Paris");
    case Form::Hash:
        return QStringLiteral("a hash in base64url");
    }
    return {};
}

bool isDigits(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// OpenID Connect Core, 5.1: YYYY-MM-DD, YYYY alone, and 0000 for a year that is kept back.
bool isBirthdate(QByteArrayView text)
{
    if (text.size() == 4)
        return isDigits(text);
    return text.size() == 10 && text[4] == '-' && text[7] == '-' && isDigits(text.first(4)) && isDigits(text.sliced(5, 2))
        && isDigits(text.sliced(8, 2)) && text.sliced(5, 2) <= QByteArrayView("12") && text.sliced(8, 2) <= QByteArrayView("31");
}

bool hasForm(const JsonValue &value, Form form)
{
    switch (form) {
    case Form::Text:
    case Form::Words:
        return value.isString();
    case Form::TextOrList:
        return value.isString() || value.isArray();
    case Form::List:
        return value.isArray();
    case Form::Number:
    case Form::Time:
        return value.isNumber();
    case Form::Bool:
        return value.type == JsonValue::Type::Bool;
    case Form::Object:
        return value.isObject();
    case Form::Address:
        return value.isString() && Url::parse(value.text).has_value();
    case Form::Email:
        return value.isString() && value.text.indexOf('@') > 0 && !value.text.endsWith('@');
    case Form::Phone:
        return value.isString() && value.text.startsWith('+');
    case Form::Date:
        return value.isString() && isBirthdate(value.text);
    case Form::Zone:
        return value.isString() && QTimeZone::isTimeZoneIdAvailable(value.text);
    case Form::Hash:
        return value.isString() && decodeBase64Url(value.text).has_value();
    }
    return false;
}

/// Entra ID and others write true as a text or as 1.
bool isLooseBool(const JsonValue &value)
{
    return (value.isString() && (value.text == "true" || value.text == "false"))
        || (value.isNumber() && (value.text == "0" || value.text == "1"));
}

}

Judgement judgeType(const JsonMember &claim)
{
    const auto found = std::find_if(std::begin(kForms), std::end(kForms), [&](const FormOf &each) { return each.name == claim.name; });
    if (found == std::end(kForms))
        return std::nullopt;
    if (hasForm(claim.value, found->form))
        return fits(QStringLiteral("%1, as wanted").arg(wanted(found->form)));
    // Some issuers put objects there; readers that expect text fail.
    if (found->form == Form::Bool && isLooseBool(claim.value))
        return wrong(QStringLiteral("true or false is wanted, without quotation marks; strict readers fail on it"));
    return wrong(QStringLiteral("%1 is wanted").arg(wanted(found->form)));
}

}
