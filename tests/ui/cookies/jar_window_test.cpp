#include "catch.h"

#include "core/session/canned_transport.h"
#include "core/session/session.h"
#include "ui/accessible_tree.h"
#include "ui/controls/button.h"
#include "ui/cookies/cookie_form.h"
#include "ui/cookies/jar_window.h"
#include "ui/request/secret_edit.h"
#include "ui/tables/plain_table.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace keyhole;

namespace {

Cookie cookieOf(const QByteArray &name, const QByteArray &domain)
{
    Cookie cookie;
    cookie.name = name;
    cookie.value = "hidden-cookie-value-of-a-session";
    cookie.domain = domain;
    cookie.path = "/";
    cookie.setBy = "https://" + domain + "/login";
    return cookie;
}

struct Jar {
    explicit Jar(const std::vector<Cookie> &cookies) : session(transport, clock)
    {
        session.editJar([&](CookieJar &jar) {
            for (const Cookie &cookie : cookies)
                jar.add(cookie);
        });
        window = new JarWindow(theme, session, "shop.example");
        window->show();
        QObject::connect(window, &JarWindow::done, [this](const QString &what, const std::function<void()> &way) {
            said = what;
            undo = way;
        });
    }
    ~Jar() { delete window; }
    QString cell(int row, int column) const { return window->table()->model()->index(row, column).data().toString(); }
    int rows() const { return window->table()->model()->rowCount(); }
    void choose(int row) { window->table()->setCurrentIndex(window->table()->model()->index(row, 0)); }
    QLineEdit *field(const QString &label) const
    {
        for (QLineEdit *each : window->form()->findChildren<QLineEdit *>()) {
            if (each->text() == label)
                return each;
        }
        return nullptr;
    }

    FixedClock clock;
    CannedTransport transport;
    Theme theme;
    Session session;
    JarWindow *window;
    QString said;
    std::function<void()> undo;
};

}

TEST_CASE("Jar: every cookie is listed with where it goes, how long it is kept and its attributes; values are masked", "[cookies][secrets]")
{
    Cookie secure = cookieOf("__Host-sid", "shop.example");
    secure.secure = secure.httpOnly = true;
    secure.sameSite = SameSite::Lax;
    Cookie wide = cookieOf("theme", "example.com");
    wide.hostOnly = false;
    Jar jar({secure, wide});
    REQUIRE(jar.rows() == 2);
    CHECK(jar.cell(0, JarModel::DomainColumn) == "example.com and below");
    CHECK(jar.cell(1, JarModel::AttributesColumn) == "Secure, HttpOnly, SameSite=Lax");
    CHECK(jar.cell(1, JarModel::ExpiresColumn) == "end of the session");
    CHECK(!jar.cell(1, JarModel::ValueColumn).contains("hidden-cookie"));
    jar.choose(1);
    CHECK(accessibleFaults(*jar.window, {"hidden-cookie-value"}) == QStringList());
}

TEST_CASE("Jar: with nothing chosen the form can not be used, and misses nothing", "[cookies]")
{
    Jar jar({cookieOf("sid", "shop.example")});
    CHECK_FALSE(jar.window->form()->isEnabled());
    CHECK(jar.window->form()->problem() == QString());
}

TEST_CASE("Jar: the filter takes words of any column, and offers the way back when nothing is left", "[cookies]")
{
    Jar jar({cookieOf("sid", "shop.example"), cookieOf("sid", "example.com"), cookieOf("theme", "example.com")});
    jar.window->filter()->setText("sid example.com");
    CHECK(jar.rows() == 1);
    jar.window->filter()->setText("nowhere");
    CHECK(jar.rows() == 0);
    auto *clear = jar.window->findChild<Button *>("clear-filter");
    REQUIRE(clear);
    CHECK(clear->isVisible());
    clear->click();
    CHECK(jar.rows() == 3);
}

TEST_CASE("Jar: deleted cookies come back with Undo", "[cookies]")
{
    Jar jar({cookieOf("sid", "shop.example"), cookieOf("theme", "shop.example")});
    jar.window->deleteAll();
    CHECK(jar.session.jar().cookies().empty());
    CHECK(jar.said == "Deleted 2 cookies.");
    jar.undo();
    CHECK(jar.session.jar().cookies().size() == 2);
    jar.choose(0);
    jar.window->table()->setFocus();
    QTest::keyClick(jar.window->table(), Qt::Key_Delete);
    CHECK(jar.session.jar().cookies().size() == 1);
}

TEST_CASE("Jar: a cookie that the standard would refuse cannot be kept, and the reason is said", "[cookies]")
{
    Jar jar({cookieOf("sid", "shop.example")});
    jar.choose(0);
    CHECK(jar.window->form()->problem() == QString());
    QLineEdit *name = jar.field("sid");
    REQUIRE(name);
    name->setText("__Host-sid");
    CHECK(jar.window->form()->problem().contains("__Host-"));
    CHECK(!jar.window->form()->keepButton()->isEnabled());
    name->setText("session");
    CHECK(jar.window->form()->keepButton()->isEnabled());
    jar.window->form()->keepButton()->click();
    REQUIRE(jar.session.jar().cookies().size() == 1);
    CHECK(jar.session.jar().cookies()[0].name == "session");
    CHECK(jar.session.jar().cookies()[0].value == "hidden-cookie-value-of-a-session");
    jar.undo();
    CHECK(jar.session.jar().cookies()[0].name == "sid");
}

TEST_CASE("Jar: a new cookie is for the host of the open request until another is typed", "[cookies]")
{
    Jar jar({});
    jar.window->addCookie();
    REQUIRE(jar.field("shop.example"));
    jar.window->form()->findChild<QLineEdit *>()->setText("flag");
    jar.window->form()->keepButton()->click();
    REQUIRE(jar.session.jar().cookies().size() == 1);
    CHECK(jar.session.jar().cookies()[0].domain == "shop.example");
    CHECK(jar.session.jar().cookies()[0].hostOnly);
}

TEST_CASE("Jar: session cookies are kept between two runs only when the switch asks for it, and it shows what holds", "[cookies]")
{
    Jar jar({});
    CHECK_FALSE(jar.window->sessionToo()->isChecked());
    jar.window->sessionToo()->click();
    CHECK(jar.session.keepsSessionCookies());
    jar.session.setKeepsSessionCookies(false);
    CHECK_FALSE(jar.window->sessionToo()->isChecked());
    jar.session.setKeepsSessionCookies(true);
    JarWindow second(jar.theme, jar.session, "shop.example");
    second.setAttribute(Qt::WA_DeleteOnClose, false);
    CHECK(second.sessionToo()->isChecked());
}
