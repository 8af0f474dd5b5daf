#include "catch.h"
#include "core/token/claim_meaning.h"
#include "made_token.h"

#include <set>

using namespace keyhole;

namespace {

/// IANA, "JSON Web Token Claims", as it stood when this was written.
constexpr const char *kRegistered
    = "iss sub aud exp nbf iat jti name given_name family_name middle_name nickname preferred_username profile "
      "picture website email email_verified gender birthdate zoneinfo locale phone_number phone_number_verified address updated_at azp "
      "nonce "
      "auth_time at_hash c_hash acr amr sub_jwk cnf sip_from_tag sip_date sip_callid sip_cseq_num sip_via_branch orig dest mky events toe "
      "txn "
      "rph sid vot vtm attest origid act scope client_id may_act jcard at_use_nbr div opt vc vp sph ace_profile cnonce exi roles groups "
      "entitlements token_introspection eat_nonce ueid sueids oemid hwmodel hwversion oemboot dbgstat location eat_profile submods uptime "
      "bootcount bootseed dloas swname swversion manifests measurements measres intuse cdniv cdnicrit cdniip cdniuc cdniets cdnistt "
      "cdnistd "
      "sig_val_claims authorization_details verified_claims place_of_birth nationalities birth_family_name birth_given_name "
      "birth_middle_name salutation title msisdn also_known_as htm htu ath atc sub_id rcd rcdi crn msgi _claim_names _claim_sources "
      "rdap_allowed_purposes rdap_dnt_allowed geohash _sd ... _sd_alg sd_hash consumerPlmnId consumerSnpnId producerPlmnId producerSnpnId "
      "producerSnssaiList producerNsiList producerNfSetId producerNfServiceSetId sourceNfInstanceId analyticsIdList resOwnerId status "
      "status_list ttl vct jwks metadata constraints crit authority_hints trust_marks ref delegation logo_uri";
/// IANA, "JSON Web Signature and Encryption Header Parameters".
constexpr const char *kRegisteredParameters
    = "alg jku jwk kid x5u x5c x5t x5t#S256 typ cty crit enc zip epk apu apv iv tag p2s p2c iss sub aud b64 ppt url nonce svt";

void checkWords(const QString &words)
{
    CHECK_FALSE(words.isEmpty());
    CHECK(words.size() < 100);
    CHECK_FALSE(words.endsWith('.'));
}

}

TEST_CASE("claimMeaning: says in a few words what every registered claim means", "[token]")
{
    for (const QByteArray &name : QByteArray(kRegistered).split(' ')) {
        CAPTURE(name);
        checkWords(claimMeaning(name));
    }
}

TEST_CASE("headerParameterMeaning: says in a few words what every registered parameter means", "[token]")
{
    for (const QByteArray &name : QByteArray(kRegisteredParameters).split(' ')) {
        CAPTURE(name);
        checkWords(headerParameterMeaning(name));
    }
}

TEST_CASE("claimMeaning: no table names a claim twice", "[token]")
{
    std::vector<std::span<const Meaning>> tables{registeredClaims(), registeredHeaderParameters()};
    for (int vendor = int(TokenVendor::Entra); vendor <= int(TokenVendor::GitLab); ++vendor)
        tables.push_back(vendorClaims(TokenVendor(vendor)));
    for (const auto &table : tables) {
        std::set<QByteArray> seen;
        for (const Meaning &each : table) {
            CAPTURE(each.name.toByteArray());
            CHECK(seen.insert(each.name.toByteArray()).second);
            checkWords(QString::fromLatin1(each.words));
        }
    }
}

TEST_CASE("claimMeaning: says nothing about what it does not know; names have a case", "[token]")
{
    CHECK(claimMeaning("").isEmpty());
    CHECK(claimMeaning("Exp").isEmpty());
    CHECK(claimMeaning("https://example.com/claim").isEmpty());
    CHECK(headerParameterMeaning("exp").isEmpty());
}

TEST_CASE("headerParameterMeaning: tells registered parameters apart from claims of the same name", "[token]")
{
    CHECK(headerParameterMeaning("kid").startsWith("Which key signed it"));
    CHECK(headerParameterMeaning("x5t#S256").contains("SHA-256"));
    CHECK(headerParameterMeaning("typ") != claimMeaning("typ"));
    CHECK(headerParameterMeaning("nonce") != claimMeaning("nonce"));
}

TEST_CASE("vendorOf: tells whose token it is, by the issuer or by what only that one writes", "[token]")
{
    const auto [payload, vendor] = GENERATE(table<const char *, TokenVendor>({
        {R"({"iss":"https://login.microsoftonline.com/72f9/v2.0"})", TokenVendor::Entra},
        {R"({"iss":"https://sts.windows.net/72f9/"})", TokenVendor::Entra},
        {R"({"iss":"https://contoso.b2clogin.com/72f9/v2.0/"})", TokenVendor::Entra},
        {R"({"iss":"accounts.google.com"})", TokenVendor::Google},
        {R"({"iss":"https://accounts.google.com"})", TokenVendor::Google},
        {R"({"iss":"https://securetoken.google.com/shop"})", TokenVendor::Firebase},
        {R"({"iss":"https://dev-1.okta.com/oauth2/default"})", TokenVendor::Okta},
        {R"({"iss":"https://id.example.com/oauth2/default"})", TokenVendor::Okta},
        {R"({"iss":"https://shop.eu.auth0.com/"})", TokenVendor::Auth0},
        {R"({"iss":"https://id.example.com/realms/shop"})", TokenVendor::Keycloak},
        {R"({"iss":"https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a"})", TokenVendor::Cognito},
        {R"({"iss":"https://abc.supabase.co/auth/v1"})", TokenVendor::Supabase},
        {R"({"iss":"supabase","role":"anon"})", TokenVendor::Supabase},
        {R"({"iss":"https://kubernetes.default.svc.cluster.local"})", TokenVendor::Kubernetes},
        {R"({"iss":"https://oidc.eks.example/id/1","kubernetes.io":{}})", TokenVendor::Kubernetes},
        {R"({"iss":"https://token.actions.githubusercontent.com"})", TokenVendor::GitHubActions},
        {R"({"iss":"https://gitlab.com"})", TokenVendor::GitLab},
        {R"({"iss":"https://evil.example/?https://accounts.google.com"})", TokenVendor::None},
        {R"({"iss":"https://accounts.google.com.evil.example"})", TokenVendor::None},
        {R"({"iss":"https://notokta.com"})", TokenVendor::None},
        {"{}", TokenVendor::None},
    }));
    CAPTURE(payload);
    CHECK(vendorOf(tokenOf(payload)) == vendor);
    CHECK(vendorName(vendor).isEmpty() == (vendor == TokenVendor::None));
}

TEST_CASE("claimMeaning: explains a claim by whoever issued the token", "[token]")
{
    const Token github = tokenOf(R"({"iss":"https://token.actions.githubusercontent.com","ref":"refs/heads/main"})");
    const Token supabase = tokenOf(R"({"iss":"https://abc.supabase.co/auth/v1","ref":"abc"})");
    CHECK(claimMeaning(github, "ref").contains("Branch"));
    CHECK(claimMeaning(supabase, "ref").contains("project"));
    CHECK(claimMeaning(github, "exp") == claimMeaning("exp"));
    CHECK(claimMeaning(tokenOf("{}"), "xms_cc").contains("capable"));
    const auto [vendor, names] = GENERATE(table<TokenVendor, const char *>({
        {TokenVendor::Entra, "acct aio appid appidacr azp azpacr idp idtyp ipaddr oid rh roles scp tid uti ver wids xms_cc xms_tcdt upn"},
        {TokenVendor::Google, "azp hd"},
        {TokenVendor::Firebase, "firebase user_id"},
        {TokenVendor::Okta, "cid uid scp ver"},
        {TokenVendor::Auth0, "permissions gty org_id azp"},
        {TokenVendor::Keycloak, "typ realm_access resource_access session_state allowed-origins azp"},
        {TokenVendor::Cognito, "token_use cognito:groups cognito:username origin_jti event_id version"},
        {TokenVendor::Supabase, "role aal amr app_metadata user_metadata session_id is_anonymous ref"},
        {TokenVendor::Kubernetes, "kubernetes.io kubernetes.io/serviceaccount/namespace warnafter"},
        {TokenVendor::GitHubActions, "actor repository ref sha workflow job_workflow_ref environment run_id runner_environment"},
    }));
    for (const QByteArray &name : QByteArray(names).split(' ')) {
        CAPTURE(name);
        const auto table = vendorClaims(vendor);
        CHECK(std::any_of(table.begin(), table.end(), [&](const Meaning &each) { return each.name == name; }));
    }
}
