#include "catch.h"
#include "tokens.h"

#include "core/http/field.h"
#include "ui/theme/theme.h"
#include "ui/token/claim_drafts.h"
#include "ui/token/claim_form_model.h"

#include <QAbstractItemModelTester>

using namespace keyhole;

namespace {

QByteArray jsonOf(const ClaimDraft &row)
{
    const auto value = claimValue(row, tokens::kLocalNow);
    return value ? toJson(*value) : "fails: " + value.error().message.toUtf8();
}

JsonValue object(const QByteArray &json)
{
    return *parseJson(json);
}

}

TEST_CASE("Claim form: a value goes into the token as the type that was chosen says", "[token]")
{
    using enum ClaimType;
    const auto [type, typed, json] = GENERATE(table<ClaimType, const char *, const char *>({
        {Text, "42", R"("42")"},
        {Text, "true", R"("true")"},
        {Text, "", R"("")"},
        {Number, "42", "42"},
        {Number, " 1.50 ", "1.50"},
        {Number, "9007199254740993", "9007199254740993"},
        {TrueFalse, "true", "true"},
        {Time, "now", "1795254031"},
        {Time, "+5m", "1795254331"},
        {Time, "in 1 hour", "1795257631"},
        {Time, "1795242667", "1795242667"},
        {Time, "2026-11-21T10:00:00Z", "1795255200"},
        {Json, R"(["a","b"])", R"(["a","b"])"},
        {Json, "null", "null"},
    }));
    CAPTURE(typed);
    CHECK(jsonOf({true, "claim", typed, type}) == json);
}

TEST_CASE("Claim form: a value that is not of its type is refused", "[token]")
{
    using enum ClaimType;
    const auto [type, typed] = GENERATE(table<ClaimType, const char *>({
        {Number, "4 2"},
        {Number, "\"42\""},
        {Number, ""},
        {TrueFalse, "yes"},
        {Time, "in a while"},
        {Time, ""},
        {Json, "{\"a\":"},
    }));
    CAPTURE(typed);
    CHECK(jsonOf({true, "claim", typed, type}).startsWith("fails"));
}

TEST_CASE("Claim form: without a type the value tells it", "[token]")
{
    CHECK(jsonOf({true, "exp", "in 1 hour"}) == "1795257631");
    CHECK(jsonOf({true, "sub", "in 1 hour"}) == R"("in 1 hour")");
    CHECK(jsonOf({true, "roles", R"(["a"])"}) == R"(["a"])");
}

TEST_CASE("Claim form: what a token says comes back as it was", "[token]")
{
    const JsonValue claims = object(
        R"({"sub":"me","n":12345678901234567890,"exp":1795242667,"ok":false,"roles":["a",1],"realm":{"x":null},"empty":"","exp2":"5"})");
    const auto again = claimsOf(claimDraftsOf(claims), tokens::kLocalNow);
    REQUIRE(again);
    CHECK(toJson(*again) == toJson(claims));
}

TEST_CASE("Claim form: a row that is off stays out; one without a name, or a second of a name, is refused", "[token]")
{
    const Instant now = tokens::kLocalNow;
    CHECK(toJson(*claimsOf({{false, "exp", "tomorrowish", ClaimType::Time}, {true, "sub", "me"}}, now)) == R"({"sub":"me"})");
    CHECK_FALSE(claimsOf({{true, "", "me"}}, now));
    const auto twice = claimsOf({{true, "sub", "me"}, {true, "sub", "you"}}, now);
    REQUIRE_FALSE(twice);
    CHECK(twice.error().place == "sub");
}

TEST_CASE("Claims as JSON: times given by words become seconds, and other texts stay", "[token]")
{
    JsonValue claims = object(R"({"iat":"now","exp":"in 1 hour","nbf":"1795242667","sub":"now","auth_time":"soonish"})");
    CHECK(resolveTimes(claims, tokens::kLocalNow) == std::vector<QByteArray>{"iat", "exp"});
    CHECK(toJson(claims) == R"({"iat":1795254031,"exp":1795257631,"nbf":"1795242667","sub":"now","auth_time":"soonish"})");
}

TEST_CASE("Claim form: its model behaves, and says which moment a time is", "[token]")
{
    Theme theme;
    ClaimFormModel model(theme, tokens::kLocalNow);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setRows(claimDraftsOf(object(R"({"sub":"me","exp":1795242667})")));
    const auto means = [&](int row) { return model.index(row, ClaimFormModel::MeaningColumn).data().toString(); };
    CHECK_FALSE(means(0).isEmpty());
    CHECK(means(1) == "21 Nov 2026, 06:31:07 UTC");
    CHECK(model.setData(model.index(1, ClaimFormModel::ValueColumn), "+5m", Qt::EditRole));
    CHECK(means(1) == "21 Nov 2026, 09:45:31 UTC");
    CHECK(model.setData(model.index(2, ClaimFormModel::NameColumn), "admin", Qt::EditRole));
    CHECK(model.setData(model.index(2, ClaimFormModel::ValueColumn), "true", Qt::EditRole));
    CHECK(model.setData(model.index(2, ClaimFormModel::TypeColumn), ClaimFormModel::typeNames()[2], Qt::EditRole));
    CHECK(toJson(*claimsOf(model.rows(), tokens::kLocalNow)) == R"({"sub":"me","exp":1795254331,"admin":true})");
    CHECK_FALSE(model.flags(model.index(0, ClaimFormModel::MeaningColumn)).testFlag(Qt::ItemIsEditable));
}
