#include "core/auth/oauth1.h"
#include "core/auth/oauth1_signing.h"
#include "core/token/key_export.h"
#include "core/token/key_parts.h"
#include "signed_requests.h"

using namespace keyhole;

namespace {

Instant at(qint64 seconds)
{
    return Instant(Seconds(seconds));
}

QByteArray parameterOf(const AuthEffect &effect, const Request &request, const char *name)
{
    Request sent = request;
    for (const Field &field : effect.fields)
        sent.fields.append(field);
    if (!effect.query.isEmpty())
        sent.url.query = sent.url.query ? *sent.url.query + '&' + effect.query : effect.query;
    if (!effect.form.isEmpty())
        sent.body += '&' + effect.form;
    const auto signature = readOAuth1(sent);
    REQUIRE(signature);
    CHECK(signature->faults.empty());
    return signature->value(name);
}

AuthDraft photos(const char *tokenSecret = "")
{
    AuthDraft auth;
    auth.kind = AuthKind::OAuth1;
    auth.secret = Secret("kd94hf93k423kf44");
    auth.secondSecret = Secret(tokenSecret);
    auth.oauth1.consumerKey = "dpf43f3p2l4k3l03";
    auth.oauth1.realm = "Photos";
    auth.oauth1.withVersion = false;
    return auth;
}

}

TEST_CASE("OAuth 1: the three requests of RFC 5849, 1.2", "[auth]")
{
    SECTION("temporary credentials")
    {
        AuthDraft auth = photos();
        auth.oauth1.callback = "http://printer.example.com/ready";
        const Request request = requestOf("POST", "https://photos.example.net/initiate", {});
        const auto effect = applyAuth(auth, {request, at(137131200), "wIjqoS", nullptr});
        REQUIRE(effect);
        CHECK(parameterOf(*effect, request, "oauth_signature") == "74KNZJeDHnMBp0EMJ9ZHt/XKycU=");
        CHECK(effect->fields.value("Authorization")->startsWith("OAuth realm=\"Photos\", oauth_consumer_key=\"dpf43f3p2l4k3l03\""));
    }
    SECTION("token credentials")
    {
        AuthDraft auth = photos("hdhd0244k9j7ao03");
        auth.oauth1.token = "hh5s93j4hdidpola";
        auth.oauth1.verifier = "hfdp7dh39dks9884";
        const Request request = requestOf("POST", "https://photos.example.net/token", {});
        const auto effect = applyAuth(auth, {request, at(137131201), "walatlh", nullptr});
        REQUIRE(effect);
        CHECK(parameterOf(*effect, request, "oauth_signature") == "gKgrFCywp7rO0OXSjdot/IHF7IU=");
    }
    SECTION("the photo")
    {
        AuthDraft auth = photos("pfkkdhi9sl3r4s00");
        auth.oauth1.token = "nnch734d00sl2jdk";
        const Request request = requestOf("GET", "http://photos.example.net/photos?file=vacation.jpg&size=original", {});
        const auto effect = applyAuth(auth, {request, at(137131202), "chapoH", nullptr});
        REQUIRE(effect);
        CHECK(parameterOf(*effect, request, "oauth_signature") == "MdpQcU8iPSUjWoN/UDMsK2sui9I=");
    }
}

TEST_CASE("OAuth 1: wherever the parameters go, the same is signed", "[auth]")
{
    AuthDraft auth = photos("t&s");
    auth.oauth1.place = GENERATE(OAuth1Settings::Place::Header, OAuth1Settings::Place::Query, OAuth1Settings::Place::Body);
    auth.oauth1.signatureMethod = GENERATE("HMAC-SHA1", "HMAC-SHA256", "PLAINTEXT");
    const Request request = requestOf("POST", "https://api.example.com/1?a=b%20c",
                                      {{"Content-Type", "application/x-www-form-urlencoded", {}}}, "status=a+b%21");
    const auto effect = applyAuth(auth, {request, at(1'795'250'000), "n0nce", nullptr});
    REQUIRE(effect);
    const QByteArray signature = parameterOf(*effect, request, "oauth_signature");
    if (auth.oauth1.signatureMethod == "PLAINTEXT")
        CHECK(signature == "kd94hf93k423kf44&t%26s");
    else
        CHECK(QByteArray::fromBase64(signature).size() == (auth.oauth1.signatureMethod == "HMAC-SHA1" ? 20 : 32));
    CHECK_FALSE(effect->display.contains(QString::fromUtf8(signature)));

    // The signature does not depend on the place.
    AuthDraft inHeader = auth;
    inHeader.oauth1.place = OAuth1Settings::Place::Header;
    const auto same = applyAuth(inHeader, {request, at(1'795'250'000), "n0nce", nullptr});
    CHECK(parameterOf(*same, request, "oauth_signature") == signature);
}

TEST_CASE("OAuth 1: RSA-SHA1 is verified by the public key over the base string", "[auth]")
{
    const auto key = SigningKey::generate("RSA");
    REQUIRE(key);
    AuthDraft auth = photos();
    auth.oauth1.signatureMethod = "RSA-SHA1";
    auth.secret = *privateKeyText(*key);
    const Request request = requestOf("GET", "http://photos.example.net/photos?file=vacation.jpg", {});
    const auto effect = applyAuth(auth, {request, at(137131202), "chapoH", nullptr});
    REQUIRE(effect);
    const QByteArray signature = QByteArray::fromBase64(parameterOf(*effect, request, "oauth_signature"));
    Request sent = request;
    sent.fields.append("Authorization", effect->fields.value("Authorization").value_or(QByteArray()));
    const QByteArray base = oauth1BaseString(sent);
    const std::unique_ptr<EVP_MD_CTX, OpensslFree<EVP_MD_CTX_free>> context(EVP_MD_CTX_new());
    REQUIRE(EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha1(), nullptr, key->parts().key.get()) == 1);
    CHECK(EVP_DigestVerify(context.get(), reinterpret_cast<const uchar *>(signature.data()), size_t(signature.size()),
                           reinterpret_cast<const uchar *>(base.data()), size_t(base.size()))
          == 1);
}

TEST_CASE("OAuth 1: what cannot be signed says why", "[auth]")
{
    AuthDraft auth = photos();
    const Request request = requestOf("GET", "http://photos.example.net/photos", {});
    const char *word = nullptr;
    SECTION("an unknown method")
    {
        auth.oauth1.signatureMethod = "HMAC-MD5";
        word = "HMAC-MD5";
    }
    SECTION("a password where an RSA key must be")
    {
        auth.oauth1.signatureMethod = "RSA-SHA1";
        word = "RSA key";
    }
    SECTION("a body that is no form")
    {
        auth.oauth1.place = OAuth1Settings::Place::Body;
        word = "no form";
    }
    const auto effect = applyAuth(auth, {request, at(137131202), "chapoH", nullptr});
    REQUIRE_FALSE(effect);
    CHECK(effect.error().what.contains(word));
    CHECK_FALSE(effect.error().remedy.isEmpty());
    CHECK_FALSE(effect.error().what.contains("kd94hf93k423kf44"));
}
