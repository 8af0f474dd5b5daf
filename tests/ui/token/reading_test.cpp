#include "catch.h"
#include "tokens.h"

#include "core/token/base64url.h"
#include "ui/text/flow_label.h"
#include "ui/token/claim_line.h"
#include "ui/token/shown_token.h"
#include "ui/token/token_window.h"

#include <QApplication>
#include <QCryptographicHash>
#include <QLabel>

using namespace keyhole;

namespace {

struct Window {
    explicit Window(std::vector<ShownToken> tokens) : window(theme)
    {
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.setTokens(std::move(tokens), {std::nullopt, tokens::kLocalNow});
        window.show();
        QApplication::processEvents();
    }
    explicit Window(const QByteArray &token) : Window(std::vector<ShownToken>{{token, {}}}) { }

    const FlowLabel *meaning(const QByteArray &name) const
    {
        for (const ClaimLine *line : window.findChildren<ClaimLine *>()) {
            if (line->name() == name)
                return line->findChild<FlowLabel *>(QStringLiteral("meaning"));
        }
        return nullptr;
    }
    QString words() const
    {
        QStringList texts;
        for (const FlowLabel *label : window.findChildren<FlowLabel *>())
            texts << (label->isVisible() ? label->text() : QString());
        return texts.join(QLatin1Char('\n'));
    }

    Theme theme;
    TokenWindow window;
};

std::shared_ptr<const Exchange> exchangeWith(const FieldList &fields, const QByteArray &address = "https://api.staging.example.com/v1")
{
    Exchange exchange;
    Hop hop;
    hop.request.method = "GET";
    hop.request.url = *Url::parse(address);
    hop.request.fields = fields;
    hop.sentAt = tokens::kLocalNow - Milliseconds(200);
    hop.answeredAt = tokens::kLocalNow;
    hop.response = Response();
    hop.response->status = 401;
    hop.response->fields.append("Date", "Sat, 21 Nov 2026 09:43:12 GMT");
    exchange.hops.push_back(hop);
    return std::make_shared<const Exchange>(std::move(exchange));
}

FieldList bearer(const QByteArray &token)
{
    FieldList fields;
    fields.append("Authorization", "Bearer " + token);
    return fields;
}

}

TEST_CASE("Shown tokens: those of an exchange, each once, with the moment by the server's clock", "[token]")
{
    FieldList fields = bearer(tokens::expired());
    fields.append("Cookie", "id=" + tokens::valid() + "; again=" + tokens::expired());
    const auto tokens = tokensOf(exchangeWith(fields));
    REQUIRE(tokens.size() == 2);
    CHECK(tokens[0].text == tokens::expired());
    CHECK(tokens[0].where == "request.headers.Authorization");
    CHECK(QString(tokens[0].from).replace(QChar(0xA0), u' ') == "Sent with GET /v1, 09:43:12 UTC by the server’s clock");
    CHECK(tokens[1].where == "request.cookies.id");
    CHECK(placeText(tokens[1]) == "cookie id");
}

TEST_CASE("Shown tokens: an opaque bearer token is one, a password is none", "[token][secret]")
{
    CHECK(tokensOf(exchangeWith(bearer("an-opaque-token-of-some-service"))).size() == 1);
    FieldList basic;
    basic.append("Authorization", "Basic bWU6cGFzc3dvcmQ=");
    CHECK(tokensOf(exchangeWith(basic)).empty());
}

TEST_CASE("Shown tokens: text that has tokens in it gives them, and a token alone is one", "[token]")
{
    CHECK(tokensOfPasted(tokens::valid()).size() == 1);
    CHECK(tokensOfPasted("nothing of the kind").front().text == "nothing of the kind");
    const auto found = tokensOfPasted("old=" + tokens::expired() + "\nnew=" + tokens::valid() + "\n");
    REQUIRE(found.size() == 2);
    CHECK(found[0].text == tokens::expired());
    CHECK(found[1].text == tokens::valid());
}

TEST_CASE("Claims: an audience that names the address has a tick, and what cannot be checked says why", "[token]")
{
    const auto exchange = exchangeWith(bearer(tokens::expired()));
    const Window shown(tokensOf(exchange));
    REQUIRE(shown.meaning("aud"));
    CHECK(shown.meaning("aud")->accessibleName().startsWith("In order"));
    REQUIRE(shown.meaning("iss"));
    CHECK_FALSE(shown.meaning("iss")->toolTip().isEmpty());
    CHECK(shown.meaning("iss")->accessibleDescription().contains("compares"));
}

TEST_CASE("Claims: what a token of its kind must have and lacks is named", "[token]")
{
    const QByteArray token = *signToken(R"({"typ":"at+jwt"})", R"({"iss":"https://id.example.com","sub":"me","exp":1795255200})", "HS256",
                                        SigningKey::fromSecret(Secret(tokens::kSecret)));
    const Window shown(token);
    REQUIRE(shown.meaning("aud"));
    CHECK(shown.meaning("aud")->accessibleName().startsWith("Not in order"));
    CHECK(shown.words().contains("RFC 9068"));
}

TEST_CASE("Token window: an SD-JWT shows what was disclosed, and what nobody signed", "[token]")
{
    const QByteArray name = encodeBase64Url(R"(["salt","given_name","Ada"])"), foreign = encodeBase64Url(R"(["salt","admin",true])");
    const QByteArray digest = encodeBase64Url(QCryptographicHash::hash(name, QCryptographicHash::Sha256));
    const QByteArray token = tokens::withPayload("{\"iss\":\"https://id.example.com\",\"_sd\":[\"" + digest + "\",\"kept\"]}");
    const Window shown(token + '~' + name + '~' + foreign + '~');
    REQUIRE(shown.meaning("given_name"));
    CHECK(shown.meaning("given_name")->accessibleName().startsWith("In order"));
    REQUIRE(shown.meaning("admin"));
    CHECK(shown.meaning("admin")->accessibleName().startsWith("Not in order"));
    CHECK(shown.words().contains("No key binding"));
}

TEST_CASE("Token window: a signed PASETO shows its payload, an encrypted token who alone reads on", "[token]")
{
    const QByteArray payload = R"({"sub":"me","exp":"2026-11-21T10:00:00+00:00"})" + QByteArray(64, 's');
    const Window paseto("v4.public." + encodeBase64Url(payload));
    CHECK(paseto.words().contains("PASETO"));
    CHECK(paseto.meaning("sub"));
    CHECK(Window(tokens::encrypted()).words().contains("audience's private key"));
    CHECK(Window("an-opaque-token-of-some-service").words().contains("opaque"));
}
