#include "catch.h"
#include "ui/request/growing_table.h"
#include "ui/request/query_rows.h"
#include "ui/request/sent_fields_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <functional>

using namespace keyhole;

namespace {

DraftRow row(const QByteArray &name, const QByteArray &value, bool enabled = true)
{
    return {enabled, name, value, {}};
}

QByteArrayList names(const RowsModel &model)
{
    QByteArrayList list;
    for (const DraftRow &each : model.rows())
        list += each.name;
    return list;
}

}

TEST_CASE("Rows: the last one is empty, and typing in it makes it a row", "[request]")
{
    RowsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy edited(&model, &GrowingModel::edited);
    model.setRows({row("a", "1")});
    CHECK(edited.isEmpty());
    REQUIRE(model.rowCount() == 2);
    CHECK(model.setData(model.index(1, RowsModel::ValueColumn), "2", Qt::EditRole));
    CHECK(model.rowCount() == 3);
    CHECK(model.rows() == std::vector<DraftRow>{row("a", "1"), row("", "2")});
    CHECK(edited.size() == 1);
}

TEST_CASE("Rows: opening the empty one and leaving it changes nothing", "[request]")
{
    RowsModel model;
    QSignalSpy edited(&model, &GrowingModel::edited);
    CHECK_FALSE(model.setData(model.index(0, 0), "", Qt::EditRole));
    CHECK(model.rows().empty());
    CHECK(edited.isEmpty());
}

TEST_CASE("Rows: bytes that are not text stay when another cell is changed", "[request]")
{
    RowsModel model;
    model.setRows({row("a", "\xFF\xFE")});
    model.setData(model.index(0, RowsModel::NameColumn), "b", Qt::EditRole);
    model.setData(model.index(0, RowsModel::ValueColumn), model.index(0, RowsModel::ValueColumn).data(Qt::EditRole), Qt::EditRole);
    CHECK(model.rows() == std::vector<DraftRow>{row("b", "\xFF\xFE")});
}

TEST_CASE("Rows: what a reader would not see is written out, but edited as it is", "[request]")
{
    RowsModel model;
    model.setRows({row("a", "x\xE2\x80\xAEy")});
    CHECK(model.index(0, 1).data().toString() == "x\\u{202E}y");
    CHECK(model.index(0, 1).data(Qt::EditRole).toString() == QString::fromUtf8("x\xE2\x80\xAEy"));
}

TEST_CASE("Rows: a read-only model has no empty row and takes nothing", "[request]")
{
    RowsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setRows({row("a", "1")});
    model.setReadOnly(true);
    CHECK(model.rowCount() == 1);
    CHECK_FALSE(model.setData(model.index(0, 0), "b", Qt::EditRole));
    CHECK_FALSE(model.removeRows(0, 1));
    CHECK_FALSE(model.flags(model.index(0, 0)) & Qt::ItemIsEditable);
}

TEST_CASE("Rows: parts of a multipart body grow in the same way", "[request]")
{
    PartsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setData(model.index(0, PartsModel::FileColumn), "/tmp/a.txt", Qt::EditRole);
    model.setData(model.index(0, PartsModel::TypeColumn), "text/plain", Qt::EditRole);
    model.setData(model.index(0, PartsModel::NameColumn), Qt::Unchecked, Qt::CheckStateRole);
    REQUIRE(model.rows().size() == 1);
    CHECK(model.rows()[0] == BodyPart{false, {}, {}, "/tmp/a.txt", "text/plain"});
}

TEST_CASE("Table: Del deletes rows, Ctrl+Z brings them back, Space switches one off", "[request]")
{
    Theme theme;
    RowsTable table(theme, "Headers");
    table.setRows({row("a", "1"), row("b", "2"), row("c", "3")});
    table.show();
    table.selectRow(1);
    QTest::keyClick(&table, Qt::Key_Delete);
    CHECK(names(table.rows()) == QByteArrayList{"a", "c"});
    QTest::keyClick(&table, Qt::Key_Z, Qt::ControlModifier);
    CHECK(names(table.rows()) == QByteArrayList{"a", "b", "c"});
    table.selectAll();
    QTest::keyClick(&table, Qt::Key_Delete);
    CHECK(table.rows().rows().empty());
    CHECK(table.rows().rowCount() == 1);
    QTest::keyClick(&table, Qt::Key_Z, Qt::ControlModifier);
    REQUIRE(table.selectName("B"));
    QTest::keyClick(&table, Qt::Key_Space);
    CHECK_FALSE(table.rows().rows()[1].enabled);
    CHECK(table.rows().enabledCount() == 2);
}

TEST_CASE("Table: what was typed, added, switched off or deleted is taken back and done again, one by one", "[request]")
{
    Theme theme;
    RowsTable table(theme, "Headers");
    table.setRows({row("a", "1")});
    const auto rows = [&] { return table.rows().rows(); };
    std::vector<std::vector<DraftRow>> states{rows()};
    const auto change = [&](const std::function<void()> &act) {
        act();
        states.push_back(rows());
        REQUIRE(states.back() != states[states.size() - 2]);
    };
    change([&] { table.rows().setData(table.rows().index(0, 1), "2", Qt::EditRole); });
    change([&] { table.rows().setData(table.rows().index(1, 0), "b", Qt::EditRole); });
    change([&] { table.rows().setData(table.rows().index(0, 0), Qt::Unchecked, Qt::CheckStateRole); });
    change([&] {
        table.selectAll();
        table.removeSelected();
    });
    for (size_t i = states.size() - 1; i-- > 0;) {
        table.undo();
        CHECK(rows() == states[i]);
    }
    table.undo();
    CHECK(rows() == states.front());
    for (size_t i = 1; i < states.size(); ++i) {
        QTest::keyClick(&table, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        CHECK(rows() == states[i]);
    }
    table.undo();
    table.rows().setData(table.rows().index(0, 1), "3", Qt::EditRole);
    const auto typed = rows();
    table.redo();
    CHECK(rows() == typed);
}

TEST_CASE("Table: rows of another draft cannot be brought back into this one", "[request]")
{
    Theme theme;
    RowsTable table(theme, "Headers");
    table.setRows({row("a", "1")});
    table.selectRow(0);
    table.removeSelected();
    table.setRows({row("other", "2")});
    table.undo();
    CHECK(names(table.rows()) == QByteArrayList{"other"});
}

TEST_CASE("Query: rows and address say the same, byte for byte", "[request]")
{
    const QByteArray address = GENERATE(QByteArray("https://h/p?a=1&b=2"), QByteArray("https://h/p?a&b=&=c&a=1"),
                                        QByteArray("https://h/p?a=%20+b#frag?x"), QByteArray("{{base}}/p?q={{a b}}&r=1"),
                                        QByteArray("https://h/p?a=b=c"), QByteArray("https://h/p"), QByteArray("https://h/p?&&"));
    CAPTURE(address);
    CHECK(withQuery(address, queryRows(address)) == address);
}

TEST_CASE("Query: what would end a name or a value is encoded, what is encoded stays", "[request]")
{
    const auto [name, value, query] = GENERATE(table<QByteArray, QByteArray, QByteArray>({
        {"a b", "1&2", "a%20b=1%262"},
        {"a=b", "c=d", "a%3Db=c=d"},
        {"h#", "caf\xC3\xA9", "h%23=caf%C3%A9"},
        {"done", "%41%", "done=%41%"},
        {"v", "{{a & b}}&", "v={{a & b}}%26"},
    }));
    CHECK(withQuery("https://h/p?old=1#f", {row(name, value)}) == "https://h/p?" + query + "#f");
}

TEST_CASE("Sent fields: each with its origin, secrets masked, and the automatic ones that stay behind", "[request][secrets]")
{
    Theme theme;
    SentFieldsModel model(theme);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    ResolvedRequest preview;
    preview.request.fields
        = {{"Host", "example.com", {}}, {"X-Mine", "1", {}}, {"Authorization", "Bearer very-secret", {}}, {"Cookie", "sid=secret", {}}};
    preview.request.origins = {FieldOrigin::Automatic, FieldOrigin::Typed, FieldOrigin::Auth, FieldOrigin::Cookie};
    model.setModes({{"Accept", AutomaticMode::Off}});
    model.setPreview(&preview);
    CHECK(model.rowOf("X-Mine") == -1);
    CHECK(model.index(model.rowOf("Host"), SentFieldsModel::OriginColumn).data().toString() == "automatic");
    CHECK(model.index(model.rowOf("Authorization"), SentFieldsModel::ValueColumn).data().toString() == "Bearer ••••••••");
    CHECK(model.index(model.rowOf("Cookie"), SentFieldsModel::ValueColumn).data().toString() == "sid=••••••••");
    CHECK(model.index(model.rowOf("Accept"), SentFieldsModel::ValueColumn).data().toString() == "not sent");
    CHECK(model.index(model.rowOf("Accept"), SentFieldsModel::ModeColumn).data().toString() == "Off");
}

TEST_CASE("Sent fields: an automatic one can be switched off or sent twice; the others are not chosen here", "[request]")
{
    Theme theme;
    SentFieldsModel model(theme);
    QSignalSpy edited(&model, &SentFieldsModel::edited);
    const QModelIndex host = model.index(model.rowOf("Host"), SentFieldsModel::ModeColumn);
    CHECK(model.setData(host, int(AutomaticMode::Always), Qt::EditRole));
    CHECK(model.modes() == std::vector<AutomaticField>{{"Host", AutomaticMode::Always}});
    CHECK(model.setData(host, int(AutomaticMode::Off), Qt::EditRole));
    CHECK(model.modes() == std::vector<AutomaticField>{{"Host", AutomaticMode::Off}});
    CHECK(model.setData(host, int(AutomaticMode::UnlessTyped), Qt::EditRole));
    CHECK(model.modes().empty());
    CHECK(edited.size() == 3);
    CHECK_FALSE(model.setData(model.index(0, SentFieldsModel::ValueColumn), "x", Qt::EditRole));
}
