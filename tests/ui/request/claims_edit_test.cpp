#include "catch.h"
#include "ui/request/claims_edit.h"
#include "ui/token/claim_form.h"
#include "ui/token/claim_texts.h"

#include <QPlainTextEdit>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace keyhole;

namespace {

const Instant kNow{Seconds(1'795'250'000)};

struct Editing {
    Theme theme;
    ClaimsEdit edit{theme, "Claims", kNow};
    QSignalSpy edited{&edit, &ClaimsEdit::edited};

    Editing() { edit.show(); }
    ClaimFormModel &model() { return edit.rows()->claims(); }
    QString cell(int row, int column) { return model().index(row, column).data().toString(); }
    void type(int row, int column, const QString &text) { REQUIRE(model().setData(model().index(row, column), text, Qt::EditRole)); }
};

}

TEST_CASE("Claims of a draft: rows say what each means, and times stay the words that were typed", "[request][claims]")
{
    Editing at;
    at.edit.setText(R"({"iss":"desk","iat":"now","exp":"in 5 minutes"})");
    REQUIRE(at.model().filledCount() == 3);
    CHECK(at.cell(0, ClaimFormModel::NameColumn) == "iss");
    CHECK_FALSE(at.cell(0, ClaimFormModel::MeaningColumn).isEmpty());
    CHECK(at.cell(2, ClaimFormModel::ValueColumn) == "in 5 minutes");
    CHECK(at.cell(2, ClaimFormModel::MeaningColumn).contains("UTC"));
    at.type(2, ClaimFormModel::ValueColumn, "in 1 hour");
    CHECK(at.edited.count() == 1);
    const auto read = parseJson(at.edit.text());
    REQUIRE(read);
    CHECK(read->string("exp") == "in 1 hour");
    CHECK(read->string("iat") == "now");
}

TEST_CASE("Claims of a draft: a text that nobody edits stays as it is, whichever way it is looked at", "[request][claims]")
{
    const QByteArray text = GENERATE(as<QByteArray>(), R"({ "b":1,"a" : "x" })", "", R"({"sub":"{{user}}","exp":"in 5 minutes"})",
                                     R"({"tier":{{tier}}})", "no JSON", R"({"a":1,"a":2})");
    CAPTURE(text);
    Editing at;
    at.edit.setText(text);
    CHECK(at.edit.text() == text);
    at.edit.setMode(ClaimsEdit::Json);
    CHECK(at.edit.text() == text);
    CHECK(at.edit.json()->toPlainText().toUtf8() == text);
    at.edit.setMode(ClaimsEdit::Rows);
    CHECK(at.edit.text() == text);
    CHECK(at.edited.count() == 0);
}

TEST_CASE("Claims of a draft: variables stay variables in rows, and outside of a text in JSON", "[request][claims]")
{
    Editing at;
    at.edit.setText(R"({"sub":"{{user}}"})");
    REQUIRE(at.edit.mode() == ClaimsEdit::Rows);
    CHECK(at.cell(0, ClaimFormModel::ValueColumn) == "{{user}}");
    at.type(1, ClaimFormModel::NameColumn, "tier");
    at.type(1, ClaimFormModel::ValueColumn, "{{tier}}");
    at.type(1, ClaimFormModel::TypeColumn, "number");
    CHECK(at.edit.text().contains(R"("sub": "{{user}}")"));
    CHECK(at.edit.text().contains(R"("tier": {{tier}})"));
    Editing other;
    other.edit.setText(at.edit.text());
    CHECK(other.edit.mode() == ClaimsEdit::Json);
}

TEST_CASE("Claims of a draft: values keep their types on the way through the rows", "[request][claims]")
{
    const QByteArray text = R"({"a":"1","b":1,"c":true,"d":null,"e":[1,"x"],"f":{"g":"h"},"exp":1795250300,"nbf":"tomorrow"})";
    const auto rows = claimRowsOf(text);
    REQUIRE(rows);
    CHECK(*parseJson(claimTextOf(*rows)) == *parseJson(text));
}

TEST_CASE("Claims of a draft: a row that cannot be signed is told by its name, one that a variable decides is not", "[request][claims]")
{
    const auto [row, fault] = GENERATE(table<ClaimDraft, bool>({
        {{true, "exp", "someday", {}}, true},
        {{true, "exp", "{{end}}", {}}, false},
        {{true, "", "x", {}}, true},
        {{true, "n", "x", ClaimType::Number}, true},
        {{false, "n", "x", ClaimType::Number}, false},
        {{true, "iss", "desk", {}}, false},
    }));
    CHECK(claimFault({row}, kNow).has_value() == fault);
}

TEST_CASE("Claims of a draft: any object comes back from the rows as it was", "[request][claims]")
{
    QRandomGenerator random(7519);
    const QByteArrayList names{"iss", "exp", "a b", "\u00fc", "x", "nbf", "\"q\""};
    const QByteArrayList values{"1", "-2.5e3", "true", "null", "\"\"", "\"now\"", "\"{{user}}\"", "\"true\"", "\"1\"", "[1,{\"b\":\" \"}]",
                                "{}"};
    for (int i = 0; i < 2'000; ++i) {
        QByteArrayList members;
        for (const QByteArray &name : names) {
            const QByteArray value = values[random.bounded(int(values.size()))];
            const bool isTime = name == "exp" || name == "nbf";
            if (random.bounded(2) == 0 && !(isTime && (value == "\"1\"" || value == "\"true\"" || value == "\"\"")))
                members += jsonString(name) + ':' + value;
        }
        if (members.isEmpty())
            continue;
        const QByteArray text = '{' + members.join(',') + '}';
        const auto rows = claimRowsOf(text);
        CAPTURE(text.toStdString());
        REQUIRE(rows);
        CHECK(*parseJson(claimTextOf(*rows)) == *parseJson(text));
    }
}
