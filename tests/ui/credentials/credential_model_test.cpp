#include "catch.h"

#include "core/secrets/credentials.h"
#include "ui/credentials/credential_model.h"
#include "ui/credentials/credential_words.h"

#include <QAbstractItemModelTester>

using namespace keyhole;

namespace {

const Instant kNow(Seconds(1'795'250'000));

CredentialInfo info(const QByteArray &id, CredentialKind kind, const QString &service, std::optional<Seconds> expiresIn = {},
                    std::optional<Seconds> usedAgo = {})
{
    CredentialInfo info{idOf(id), kind, {service, "staging", "key"}, {{"https", service.toUtf8() + ".example", 443}}, kNow, kNow};
    if (expiresIn)
        info.expires = kNow + *expiresIn;
    if (usedAgo)
        info.used = kNow - *usedAgo;
    return info;
}

struct Listed {
    Theme theme;
    CredentialModel model{theme};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};

    Listed()
    {
        model.setCredentials({info("1", CredentialKind::Bearer, "orders", Seconds(-7200), Seconds(90)),
                              info("2", CredentialKind::Basic, "billing", Seconds(3600)),
                              info("3", CredentialKind::ApiKey, "search", {}, Seconds(86400 * 3))},
                             {idOf("3")}, kNow);
    }
    QStringList column(int column) const
    {
        QStringList cells;
        for (int row = 0; row < model.rowCount(); ++row)
            cells << model.index(row, column).data().toString();
        return cells;
    }
};

}

TEST_CASE("Credential list: every row says kind, origins, last use, age and expiry in words", "[credentials]")
{
    Listed l;
    CHECK(l.column(CredentialModel::LabelColumn)
          == QStringList{"billing / staging / key", "orders / staging / key", "search / staging / key"});
    CHECK(l.column(CredentialModel::OriginsColumn)[1] == "https://orders.example");
    CHECK(l.column(CredentialModel::UsedColumn) == QStringList{"never", "1\u00a0min ago", "3\u00a0days ago"});
    CHECK(l.column(CredentialModel::ExpiryColumn) == QStringList{"in 1\u00a0h", "expired 2\u00a0h ago", "not known"});
    CHECK(l.column(CredentialModel::KindColumn)[2] == "API key, until you quit");
}

TEST_CASE("Credential list: an expired one is marked by colour and by a picture", "[credentials]")
{
    Listed l;
    const QModelIndex expired = l.model.index(1, CredentialModel::ExpiryColumn);
    CHECK(expired.data(Qt::ForegroundRole).value<QColor>() == l.theme.color(ColorToken::Danger));
    CHECK_FALSE(expired.data(Qt::DecorationRole).isNull());
    CHECK(l.model.index(2, CredentialModel::ExpiryColumn).data(Qt::DecorationRole).isNull());
}

TEST_CASE("Credential list: words, kind and expiry choose what is shown", "[credentials]")
{
    Listed l;
    l.model.setFilter("staging BILL");
    CHECK(l.column(CredentialModel::LabelColumn) == QStringList{"billing / staging / key"});
    l.model.setFilter("orders.example");
    CHECK(l.model.rowCount() == 1);
    l.model.setFilter("nothing of the sort");
    CHECK(l.model.rowCount() == 0);
    l.model.setFilter({});
    l.model.setChoice({true, {}});
    CHECK(l.column(CredentialModel::LabelColumn) == QStringList{"orders / staging / key"});
    l.model.setChoice({false, CredentialKind::ApiKey});
    CHECK(l.column(CredentialModel::LabelColumn) == QStringList{"search / staging / key"});
}

TEST_CASE("Credential list: times sort as times, and what is not known comes last", "[credentials]")
{
    Listed l;
    l.model.sort(CredentialModel::ExpiryColumn, Qt::AscendingOrder);
    CHECK(l.column(CredentialModel::ExpiryColumn) == QStringList{"expired 2\u00a0h ago", "in 1\u00a0h", "not known"});
    l.model.sort(CredentialModel::UsedColumn, Qt::AscendingOrder);
    CHECK(l.column(CredentialModel::UsedColumn) == QStringList{"1\u00a0min ago", "3\u00a0days ago", "never"});
}

TEST_CASE("Credential list: names from outside are shown as they are written", "[credentials]")
{
    Theme theme;
    CredentialModel model(theme);
    model.setCredentials({info("1", CredentialKind::Bearer, "a\u202e<b>x</b>")}, {}, kNow);
    CHECK_FALSE(model.index(0, 0).data().toString().contains(QChar(0x202E)));
    CHECK(model.index(0, 0).data().toString().contains("<b>"));
}
