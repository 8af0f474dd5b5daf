// Every option of curl 8.17 is known, with or without a value, so that neither is taken for an address.
#include "catch.h"
#include "core/formats/curl_command.h"
#include "core/formats/curl_reading.h"
#include "core/formats/drafted_request.h"

using namespace keyhole;

namespace {

const char *const kFlags
    = "alpn anyauth append basic buffer ca-native cert-status clobber compressed compressed-ssh create-dirs crlf digest disable "
      "disable-eprt disable-epsv disallow-username-in-url doh-cert-status doh-insecure dump-ca-embed fail fail-early fail-with-body "
      "false-start follow form-escape ftp-create-dirs ftp-pasv ftp-pret ftp-skip-pasv-ip ftp-ssl-ccc ftp-ssl-control get globoff "
      "haproxy-protocol head http0.9 http1.0 http1.1 http2 http2-prior-knowledge http3 http3-only ignore-content-length include insecure "
      "ipv4 ipv6 junk-session-cookies keepalive list-only location location-trusted mail-rcpt-allowfails manual mptcp negotiate netrc "
      "netrc-optional npn ntlm ntlm-wb out-null parallel parallel-immediate path-as-is post301 post302 post303 progress-bar progress-meter "
      "proxy-anyauth proxy-basic proxy-ca-native proxy-digest proxy-http2 proxy-insecure proxy-negotiate proxy-ntlm proxy-ssl-allow-beast "
      "proxy-ssl-auto-client-cert proxy-tlsv1 proxytunnel raw remote-header-name remote-name remote-name-all remote-time remove-on-error "
      "retry-all-errors retry-connrefused sasl-ir sessionid show-error silent skip-existing socks5-basic socks5-gssapi socks5-gssapi-nec "
      "ssl ssl-allow-beast ssl-auto-client-cert ssl-no-revoke ssl-reqd ssl-revoke-best-effort sslv2 sslv3 styled-output "
      "suppress-connect-headers tcp-fastopen tcp-nodelay tftp-no-options tls-earlydata tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 tr-encoding "
      "trace-ids trace-time use-ascii verbose version xattr";

const char *const kWithValue
    = "abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers config connect-timeout connect-to continue-at cookie "
      "cookie-jar create-file-mode crlfile curves data data-ascii data-binary data-raw data-urlencode delegation dns-interface "
      "dns-ipv4-addr dns-ipv6-addr dns-servers doh-url dump-header ech egd-file engine etag-compare etag-save expect100-timeout form "
      "form-string ftp-account ftp-alternative-to-user ftp-method ftp-port ftp-ssl-ccc-mode happy-eyeballs-timeout-ms "
      "haproxy-clientip header help hostpubmd5 hostpubsha256 hsts interface ip-tos ipfs-gateway json keepalive-cnt keepalive-time key "
      "key-type knownhosts krb libcurl limit-rate local-port login-options mail-auth mail-from mail-rcpt max-filesize max-redirs max-time "
      "netrc-file noproxy oauth2-bearer output output-dir parallel-max parallel-max-host pass pinnedpubkey preproxy proto proto-default "
      "proto-redir proxy proxy-cacert proxy-capath proxy-cert proxy-cert-type proxy-ciphers proxy-crlfile proxy-header proxy-key "
      "proxy-key-type proxy-pass proxy-pinnedpubkey proxy-service-name proxy-tls13-ciphers proxy-tlsauthtype proxy-tlspassword "
      "proxy-tlsuser proxy-user proxy1.0 pubkey quote random-file range rate referer request request-target resolve retry retry-delay "
      "retry-max-time sasl-authzid service-name sigalgs socks4 socks4a socks5 socks5-gssapi-service socks5-hostname speed-limit "
      "speed-time ssl-sessions stderr telnet-option tftp-blksize time-cond tls-max tls13-ciphers tlsauthtype tlspassword tlsuser trace "
      "trace-ascii trace-config unix-socket upload-flags url-query user user-agent variable vlan-priority write-out";

/// A value that the option takes.
QByteArray valueOf(const QByteArray &option)
{
    if (option == "connect-timeout" || option == "max-time")
        return "5";
    if (option == "aws-sigv4")
        return "aws:amz";
    return option == "form" || option == "form-string" || option == "variable" ? "a=b" : "value";
}

/// The addresses of the command, without what options add to them.
QByteArrayList hostsOf(const QByteArray &command)
{
    const auto commands = parseCurlCommands(command);
    if (!commands)
        return {commands.error().what.toUtf8()};
    QByteArrayList hosts;
    for (const CurlCommand &each : *commands)
        hosts.append(each.draft.address.left(each.draft.address.indexOf('/', 9)));
    return hosts;
}

}

TEST_CASE("curl: each of its options is known, and neither it nor its value is an address", "[formats][curl]")
{
    for (const QByteArray &option : QByteArray(kFlags).split(' ')) {
        CAPTURE(option);
        CHECK(hostsOf("curl --" + option + " https://a.example/x") == QByteArrayList{"https://a.example"});
        CHECK(hostsOf("curl --no-" + option + " https://a.example/x") == QByteArrayList{"https://a.example"});
    }
    for (const QByteArray &option : QByteArray(kWithValue).split(' ')) {
        CAPTURE(option);
        CHECK(hostsOf("curl --" + option + ' ' + valueOf(option) + " https://a.example/x") == QByteArrayList{"https://a.example"});
        CHECK(hostsOf("curl https://a.example/x --" + option).front().contains("needs a value"));
    }
}

TEST_CASE("curl: letters stand for the options that they stand for with curl", "[formats][curl]")
{
    for (const char letter : std::string_view("aBfgGiIjJklLMnNOpqRsSvVZ#012346")) {
        CAPTURE(letter);
        REQUIRE(findCurlOption(letter));
        CHECK_FALSE(findCurlOption(letter)->takesValue);
        CHECK(hostsOf(QByteArray("curl -") + letter + " https://a.example/x") == QByteArrayList{"https://a.example"});
    }
    for (const char letter : std::string_view("AbcCdDeEFhHKmoPQrtTuUwxXyYz")) {
        CAPTURE(letter);
        const QByteArray value = letter == 'm' ? "5" : letter == 'F' ? "a=b" : "value";
        CHECK(hostsOf(QByteArray("curl -") + letter + ' ' + value + " https://a.example/x") == QByteArrayList{"https://a.example"});
        CHECK(hostsOf(QByteArray("curl -s") + letter + value + " https://a.example/x") == QByteArrayList{"https://a.example"});
    }
}

TEST_CASE("curl: an option that shapes what is sent, and is not carried out, is told", "[formats][curl]")
{
    const QByteArray option = GENERATE(values<QByteArray>({"--abstract-unix-socket s",
                                                           "--alt-svc f",
                                                           "--anyauth -u a:b",
                                                           "--capath d",
                                                           "-K file",
                                                           "--crlf",
                                                           "--delegation always",
                                                           "--etag-compare f",
                                                           "--form-escape -F a=b",
                                                           "--haproxy-protocol",
                                                           "--hsts f",
                                                           "--http1.0",
                                                           "--http3",
                                                           "--interface eth0",
                                                           "--local-port 1",
                                                           "--location-trusted",
                                                           "--max-redirs 1",
                                                           "--netrc",
                                                           "--netrc-file f",
                                                           "--pinnedpubkey k",
                                                           "--post301",
                                                           "--preproxy p",
                                                           "--proxy-header a:b",
                                                           "-p -x p",
                                                           "--proxy1.0 p",
                                                           "--request-target /x",
                                                           "--service-name s",
                                                           "--tls-max 1.2",
                                                           "-b file",
                                                           "-d @file",
                                                           "-F a=@file",
                                                           "-F 'a=<file'",
                                                           "-H @file",
                                                           "-T -",
                                                           "-C -",
                                                           "-e x\\;auto",
                                                           "-z file",
                                                           "-F 'a=b;headers=@file'"}));
    CAPTURE(option);
    const auto command = parseCurlCommands("curl " + option + " https://a.example/");
    REQUIRE(command);
    REQUIRE(command->size() == 1);
    CHECK(command->front().notes.size() + draftedRequest(command->front().draft).notes.size() > 0);
}
