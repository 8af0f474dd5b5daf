#include "catch.h"
#include "core/token/base64url.h"
#include "core/token/opaque.h"

using namespace keyhole;

namespace {

QByteArray bigEndian(quint64 value, int bytes)
{
    QByteArray text;
    for (int i = bytes - 1; i >= 0; --i)
        text += char(value >> (8 * i));
    return text;
}

constexpr qint64 kMade = 1795239067;

OpaqueToken read(const QByteArray &text)
{
    const auto token = readOpaque(text);
    CAPTURE(text);
    REQUIRE(token);
    return *token;
}

/// A packet of a macaroon of version 1.
QByteArray packet(const QByteArray &content)
{
    return QByteArray::number(content.size() + 5, 16).rightJustified(4, '0') + content + '\n';
}

QByteArray der(char tag, const QByteArray &content)
{
    return tag + (content.size() < 128 ? QByteArray(1, char(content.size())) : "\x82" + bigEndian(quint64(content.size()), 2)) + content;
}

QByteArray utf16(const QByteArray &text)
{
    QByteArray wide;
    for (const char c : text)
        wide += QByteArray(1, c) + '\0';
    return wide;
}

/// A field of an NTLM message: length twice and offset.
QByteArray ntlmField(qsizetype length, qsizetype offset)
{
    const char size[] = {char(length), char(length >> 8)};
    return QByteArray(size, 2) + QByteArray(size, 2) + char(offset) + char(offset >> 8) + QByteArray(2, '\0');
}

}

TEST_CASE("readOpaque: a signed PASETO shows its payload, an encrypted one its footer", "[token]")
{
    const QByteArray payload = R"({"iss":"paragon.example","exp":"2026-11-21T10:00:00Z","iat":"2026-11-21T09:00:00+00:00"})";
    const OpaqueToken open
        = read("v4.public." + encodeBase64Url(payload + QByteArray(64, 's')) + '.' + encodeBase64Url(R"({"kid":"7f3a"})"));
    CHECK(open.what == "a PASETO of version 4, signed");
    CHECK(open.issuer == "paragon.example");
    REQUIRE(open.payload);
    CHECK(open.payload->string("iss") == "paragon.example");
    REQUIRE(open.ends);
    CHECK(*open.ends - *open.made == Seconds(3600));
    CHECK(open.details.join(' ').contains("kid \"7f3a\""));
    const OpaqueToken sealed = read("v2.local." + encodeBase64Url(QByteArray(60, 'x')) + '.' + encodeBase64Url("key 1"));
    CHECK(sealed.what == "a PASETO of version 2, encrypted");
    CHECK_FALSE(sealed.payload);
    CHECK(sealed.details == QStringList{"footer “key 1”"});
}

TEST_CASE("readOpaque: a damaged PASETO says at which character, a short one that it was cut", "[token]")
{
    CHECK(read("v4.public.AAAA=").details.join(' ').contains("damaged at character 15"));
    CHECK(read("v4.local.AAAA").details.join(' ').contains("cut off: 3 bytes, at least 64"));
    CHECK_FALSE(readOpaque("v5.public.AAAA"));
    CHECK_FALSE(readOpaque("v4.private.AAAA"));
    CHECK_FALSE(readOpaque("v4.public"));
}

TEST_CASE("readOpaque: a key of PASETO is told to be no token", "[token]")
{
    CHECK(read("k4.secret." + encodeBase64Url(QByteArray(64, 'k'))).what == "a private key of PASETO, version 4");
    CHECK(read("k3.lid." + encodeBase64Url(QByteArray(33, 'k'))).why.contains("no token"));
}

TEST_CASE("readOpaque: a Fernet token tells when it was made", "[token]")
{
    const QByteArray bytes = '\x80' + bigEndian(quint64(kMade), 8) + QByteArray(16, 'i') + QByteArray(32, 'c') + QByteArray(32, 'h');
    const OpaqueToken token = read(bytes.toBase64(QByteArray::Base64UrlEncoding));
    CHECK(token.what == "a Fernet token");
    CHECK(token.made == Instant(Seconds(kMade)));
    CHECK_FALSE(readOpaque((bytes + 'x').toBase64(QByteArray::Base64UrlEncoding)));
    CHECK(opaqueText(token, Instant(Seconds(kMade + 7200))) == QString("a Fernet token, made 2%1h ago").arg(QChar(0xA0)));
}

TEST_CASE("readOpaque: a Branca token tells when it was made", "[token]")
{
    // 0xBA, 2026-11-21T05:31:07Z, and 51 bytes of 0x01, in base 62.
    QByteArray number = "\xBA" + bigEndian(quint64(kMade), 4) + QByteArray(51, '\1');
    QByteArray text;
    while (!number.isEmpty()) {
        unsigned rest = 0;
        QByteArray quotient;
        for (const char byte : number) {
            rest = rest << 8 | uchar(byte);
            if (rest >= 62 || !quotient.isEmpty())
                quotient += char(rest / 62);
            rest %= 62;
        }
        text.prepend("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"[rest]);
        number = quotient;
    }
    CHECK(read(text).made == Instant(Seconds(kMade)));
    CHECK(read(text).what.contains("Branca"));
    CHECK_FALSE(readOpaque("A" + text));
}

TEST_CASE("readOpaque: a macaroon tells its maker and its caveats", "[token]")
{
    const QByteArray one = packet("location https://bank.example") + packet("identifier key 17") + packet("cid account = 7")
        + packet("cid time < 2026-11-21T10:00:00Z") + packet("signature " + QByteArray(32, 's'));
    const OpaqueToken first = read(one.toBase64(QByteArray::Base64UrlEncoding));
    CHECK(first.issuer == "https://bank.example");
    CHECK(first.details.startsWith("2 caveats"));
    CHECK(first.details.contains("caveat “account = 7”"));
    REQUIRE(first.ends);
    const auto field = [](char type, const QByteArray &value) { return type + QByteArray(1, char(value.size())) + value; };
    const QByteArray two
        = '\2' + field(1, "pypi.example") + field(2, "id") + '\0' + field(2, "project x") + '\0' + '\0' + field(6, QByteArray(32, 's'));
    const OpaqueToken second = read("pypi-" + encodeBase64Url(two));
    CHECK(second.issuer == "pypi.example");
    CHECK(second.details.startsWith("1 caveat"));
    CHECK_FALSE(readOpaque(one.left(20).toBase64()));
}

TEST_CASE("readOpaque: a Biscuit is told by its blocks", "[token]")
{
    const auto field
        = [](int number, const QByteArray &value) { return char(number << 3 | 2) + QByteArray(1, char(value.size())) + value; };
    const QByteArray key = "\x08" + QByteArray(1, '\0') + field(2, QByteArray(32, 'k'));
    const QByteArray block = field(1, "facts") + field(2, key) + field(3, QByteArray(64, 's'));
    const QByteArray bytes = "\x12" + QByteArray(1, char(block.size())) + block + "\x1A" + QByteArray(1, char(block.size())) + block
        + field(4, field(1, QByteArray(32, 'p')));
    REQUIRE(block.size() < 128);
    CHECK(read(encodeBase64Url(bytes)).what == "a Biscuit");
    CHECK(read(encodeBase64Url(bytes)).details == QStringList{"narrowed 1 times"});
    CHECK_FALSE(readOpaque(encodeBase64Url(bytes.chopped(3))));
}

TEST_CASE("readOpaque: NTLM tells its step, and who signs in", "[token]")
{
    CHECK(read((QByteArray("NTLMSSP\0\1\0\0\0", 12) + QByteArray(8, '\0')).toBase64()).what.startsWith("the first message of NTLM"));
    const QByteArray domain = utf16("CORP"), user = utf16("ada"), station = utf16("PC7");
    constexpr qsizetype kHead = 64;
    const QByteArray last = QByteArray("NTLMSSP\0\3\0\0\0", 12) + ntlmField(0, kHead) + ntlmField(0, kHead)
        + ntlmField(domain.size(), kHead) + ntlmField(user.size(), kHead + domain.size())
        + ntlmField(station.size(), kHead + domain.size() + user.size()) + ntlmField(0, kHead) + QByteArray("\1\0\0\0", 4) + domain + user
        + station;
    CHECK(read(last.toBase64()).details == QStringList{"domain CORP", "user ada", "computer PC7"});
    CHECK_FALSE(readOpaque(QByteArray("NTLMSSP\0\7\0\0\0", 12).toBase64()));
}

TEST_CASE("readOpaque: SPNEGO and Kerberos tell the service that the ticket is for", "[token]")
{
    const QByteArray name = der('\xA0', der('\x02', "\x02")) + der('\xA1', der('\x30', der('\x1B', "HTTP") + der('\x1B', "www.example")));
    const QByteArray ticket = der(
        '\x61', der('\x30', der('\xA0', der('\x02', "\x05")) + der('\xA1', der('\x1B', "EXAMPLE.COM")) + der('\xA2', der('\x30', name))));
    const QByteArray request = der('\x6E', der('\x30', der('\xA0', der('\x02', "\x05")) + der('\xA3', ticket)));
    const QByteArray kerberos = der('\x60', der('\x06', QByteArray::fromHex("2a864886f712010202")) + QByteArray("\1\0", 2) + request);
    const OpaqueToken plain = read(kerberos.toBase64());
    CHECK(plain.what == "a Kerberos token");
    CHECK(plain.issuer == "EXAMPLE.COM");
    CHECK(plain.details == QStringList{"for HTTP/www.example"});
    const QByteArray init = der(
        '\x30', der('\xA0', der('\x30', der('\x06', QByteArray::fromHex("2a864886f712010202")))) + der('\xA2', der('\x04', kerberos)));
    const OpaqueToken spnego = read(der('\x60', der('\x06', QByteArray::fromHex("2b0601050502")) + der('\xA0', init)).toBase64());
    CHECK(spnego.what == "a SPNEGO token");
    CHECK(spnego.details.contains("offers Kerberos"));
    CHECK(spnego.details.contains("for HTTP/www.example"));
}

TEST_CASE("readOpaque: SAML tells issuer, audience and end", "[token]")
{
    const QByteArray xml
        = R"(<?xml version="1.0"?><samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" Destination="https://sp.example/acs" IssueInstant="2026-11-21T09:00:00Z"><saml:Issuer>https://idp.example</saml:Issuer><saml:Conditions NotOnOrAfter="2026-11-21T09:05:00Z"><saml:Audience>https://sp.example</saml:Audience></saml:Conditions></samlp:Response>)";
    const OpaqueToken token = read(xml.toBase64());
    CHECK(token.what == "a SAML response");
    CHECK(token.issuer == "https://idp.example");
    CHECK(token.details == QStringList{"for https://sp.example", "to https://sp.example/acs"});
    REQUIRE((token.made && token.ends));
    CHECK(*token.ends - *token.made == Seconds(300));
    const QByteArray deflated = qCompress(xml).mid(6).chopped(4);  // without the size of Qt, and the head and sum of zlib
    CHECK(read(deflated.toBase64().toPercentEncoding()).why.contains("deflated"));
}

TEST_CASE("readOpaque: identifiers with a moment inside tell it", "[token]")
{
    CHECK(read("0192f3a0-6c00-7abc-8def-0123456789ab").made == Instant(Seconds(0x0192f3a06c00 / 1000)));
    CHECK(read("01JD5T3W00ABCDEFGHJKMNPQRS").what == "a ULID");
    CHECK_FALSE(read("8f14e45f-ceea-467f-ab3c-9c1f2d5b7e10").made);
    CHECK(read("8f14e45f-ceea-467f-ab3c-9c1f2d5b7e10").what == "a UUID of version 4");
}

TEST_CASE("readOpaque: leaves alone what has none of these forms", "[token]")
{
    const auto text
        = GENERATE(as<QByteArray>(), "", "x", "Bearer", "3f9c1e77b2a94d01a6d2", "dXNlcjpwYXNz", "gAAAAA", "TlRMTVNTUAA", "YII=", "MDAx",
                   "AgE", "IQoJ", "eyJhbGciOiJIUzI1NiJ9.e30.c2ln", "\xFF\xFE", "PHNhbWw=", "8f14e45f-ceea-067f-ab3c-9c1f2d5b7e10");
    CAPTURE(text);
    CHECK_FALSE(readOpaque(text));
    CHECK_FALSE(readOpaque(QByteArray(70'000, 'M')));
}
