#include "screenshots/compare_pictures.h"

#include "core/token/base64url.h"
#include "ui/compare/body_box.h"
#include "ui/compare/compare_window.h"
#include "ui/compare/lines_view.h"

#include <QDateTime>
#include <QDir>
#include <QTextStream>
#include <QtTest/QTest>

namespace keyhole {

namespace {

QByteArray token(const QByteArray &payload)
{
    return encodeBase64Url(R"({"alg":"RS256","kid":"2026-11"})") + '.' + encodeBase64Url(payload) + ".c2lnbmF0dXJlLW9mLXRoZS1zY2VuZQ";
}

std::shared_ptr<const Exchange> exchange(int number, int status, const QByteArray &scope, const QByteArray &tenant, const QByteArray &body)
{
    const QByteArray n = QByteArray::number(number);
    const QDateTime date = QDateTime::fromMSecsSinceEpoch(1795254072000 + 60'000LL * number, Qt::UTC);
    Exchange exchange;
    Hop &hop = exchange.hops.emplace_back();
    hop.request.method = "GET";
    hop.request.url = *Url::parse("https://api.staging.example.com/v1/orders?state=open&_=179525" + n);
    hop.request.fields = {
        {"Authorization",
         "Bearer "
             + token(R"({"iss":"https://id.example.com","aud":"orders","scope":")" + scope + R"(","exp":1795260000,"jti":")" + n + R"("})"),
         {}},
        {"X-Tenant", tenant, {}},
        {"X-Request-Id", "5f0c1a7e-4b2d-4f6a-8c1e-0000000" + n, {}},
        {"User-Agent", "shop-web/2." + n, {}},
        {"Cookie", "sid=s3Kq9vYwT1mX7bLr2NcD; _ga=GA1.2." + n, {}}};
    hop.response.emplace();
    hop.response->status = status;
    hop.response->reason = status == 200 ? "OK" : "Forbidden";
    hop.response->fields = {{"Date", date.toString(u"ddd, dd MMM yyyy HH:mm:ss 'GMT'").toLatin1(), {}},
                            {"Content-Type", "application/json", {}},
                            {"X-Trace-Id", "8e5f1c2d3b4a59" + n, {}},
                            {"ETag", "\"" + n + "\"", {}}};
    if (status != 200)
        hop.response->fields.append("WWW-Authenticate", R"(Bearer error="insufficient_scope", scope="orders:read orders:refund")");
    hop.response->body = body;
    hop.sentAt = Instant(Milliseconds(1795254072000 + 60'000LL * number));
    hop.answeredAt = *hop.sentAt + Milliseconds(84 + number);
    hop.times.end = PhaseTimes::Duration(84'000 + 1000 * number);
    return std::make_shared<const Exchange>(std::move(exchange));
}

bool save(QWidget &window, const QString &name, const QDir &folder)
{
    QTest::qWait(120);
    const QString path = folder.filePath(name + ".png");
    const bool saved = window.grab().save(path);
    QTextStream(stdout) << (saved ? "" : "not written: ") << path << '\n';
    return saved;
}

}

bool comparePictures(const QDir &folder)
{
    const auto success
        = exchange(10, 200, "orders:read orders:refund", "blue",
                   R"({"orders":[{"id":7,"state":"open","total":12.5},{"id":8,"state":"open","total":30}],"page":1,"requestId":"r-10"})");
    const auto refusal
        = exchange(23, 403, "orders:read", "blue", R"({"error":"insufficient_scope","needs":["orders:refund"],"requestId":"r-23"})");
    const auto later
        = exchange(31, 200, "orders:read orders:refund", "green",
                   R"({"orders":[{"id":8,"state":"paid","total":30},{"id":7,"state":"open","total":12.5}],"page":1,"requestId":"r-31"})");
    bool saved = true;
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
        Theme theme;
        theme.setChoice(choice);
        const QString name = choice == ThemeChoice::Light ? "light" : "dark";
        CompareWindow window(theme);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.compare({success, "This run"}, {refusal, "List orders"});
        window.show();
        QTest::qWait(300);
        saved &= save(window, "compare-" + name, folder);
        window.compare({success, "This run"}, {later, "List orders"});
        QTest::qWait(300);
        window.resize(760, 900);
        saved &= save(window, "compare-narrow-" + name, folder);
        for (BodyBox *box : window.findChildren<BodyBox *>())
            box->open();
        QTest::qWait(300);
        saved &= save(window, "compare-bodies-" + name, folder);
    }
    return saved;
}

}
