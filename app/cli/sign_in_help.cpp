#include "app/cli/sign_in_options.h"

namespace keyhole {

const char *const kSignInHelp = R"(keyhole-cli sign-in --issuer ADDRESS --client-id ID [OPTION]...

Gets a token from an OAuth 2 or OpenID Connect server, and tells what came: kind, expiry,
scopes that were granted and not. Tokens are masked, unless one is asked for. The issuer's
metadata say where everything goes (RFC 8414, OpenID Connect Discovery).

  --issuer ADDRESS          the issuer, or the address of its metadata
  --provider NAME           a service whose addresses are known, instead of an issuer; what its
                            address holds is given by --field NAME=VALUE, such as tenant=…
  --for ADDRESS             an API: its metadata name the issuer (RFC 9728)
  --client-id ID            as the server knows this client
  --grant NAME              code (default), device, client-credentials, token-exchange,
                            jwt-bearer or password. password is for old servers only: it shows
                            this program the password, and RFC 9700 forbids it
  --scope TEXT              scopes, separated by blanks
  --resource ADDRESS        what the token is for (RFC 8707); can be given several times
  --audience TEXT           the same, for servers that know no resource
  --client-auth NAME        none (default), basic, post, key or certificate
  --client-secret-file FILE the client's secret; in programs that people install it is none
  --client-key FILE         the client's private key, JWK or PEM (private_key_jwt)
  --user NAME, --password-file FILE
                            for password
  --subject-token-file FILE, --subject-token-type TYPE, --actor-token-file FILE
                            for token-exchange (RFC 8693)
  --assertion-key FILE, --claims JSON, --key-id ID
                            for jwt-bearer (RFC 7523): the key that signs, what it signs with
                            times as words ("exp":"in 5 minutes"), and the key's name
  --service-account FILE    the same, all from a key file as Google gives it
  --dpop                    bind the token to a new key (RFC 9449)
  --redirect ADDRESS        the registered redirect address on this computer, such as
                            http://127.0.0.1:8400/callback; otherwise a free port and a
                            path that nobody can guess
  --param NAME=VALUE        a further parameter for the browser, such as prompt=consent
  --authorization-endpoint, --token-endpoint, --device-endpoint ADDRESS
                            instead of an issuer
  --no-browser              only print the address; otherwise xdg-open opens it
  --origin ORIGIN           where the token may go; needed by --store, can be given several times
  --store NAME              keep the tokens in the keychain under this name
  --print-token             print the access token, and nothing else, on standard output
  --verbose                 print each request and answer on standard error, masked
  --format NAME             text or json

FILE may be - for standard input. Of curl's options those about the connection are taken:
-k -x -U --proxy-digest --proxy-anyauth --noproxy --resolve --connect-to --cacert --cert
--key --http1.1 --http2 -4 -6.
Exit status: 0 there is a token, 2 wrong use, 3 there is none.
)";

}
