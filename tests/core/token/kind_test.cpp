#include "catch.h"
#include "core/token/token.h"
#include "made_token.h"

using namespace keyhole;

TEST_CASE("decodeToken: tells the kind by what only that kind has, with the reason", "[token]")
{
    const auto [payload, kind, reason] = GENERATE(table<const char *, TokenKind, const char *>({
        {R"({"token_use":"access","client_id":"c"})", TokenKind::Access, "token_use"},
        {R"({"token_use":"id","aud":"c"})", TokenKind::Id, "token_use"},
        {R"({"nonce":"n","aud":"c","azp":"c","scope":"openid"})", TokenKind::Id, "nonce"},
        {R"({"at_hash":"h","azp":"c"})", TokenKind::Id, "at_hash"},
        {R"({"c_hash":"h"})", TokenKind::Id, "c_hash"},
        {R"({"aud":"c","azp":"c"})", TokenKind::Id, "audience is the client"},
        {R"({"iss":"https://accounts.google.com","azp":"a","aud":"b"})", TokenKind::Id, "Google"},
        {R"({"typ":"Refresh","scope":"openid"})", TokenKind::Refresh, "Refresh"},
        {R"({"typ":"Offline"})", TokenKind::Refresh, "Offline"},
        {R"({"token_type":"refresh","user_id":7})", TokenKind::Refresh, "refresh token"},
        {R"({"type":"access","fresh":false,"sub":"7"})", TokenKind::Access, "access token"},
        {R"({"typ":"Bearer","nonce":"n"})", TokenKind::Access, "Bearer"},
        {R"({"events":{"http://schemas.openid.net/event/backchannel-logout":{}}})", TokenKind::Logout, "logout"},
        {R"({"htm":"GET","htu":"https://api.example/","jti":"1"})", TokenKind::DpopProof, "htu"},
        {R"({"iss":"c","sub":"c","aud":"https://as.example/token","jti":"1"})", TokenKind::ClientAssertion, "RFC 7523"},
        {R"({"iss":"c","sub":"c","aud":"https://as.example/oauth2/v1","exp":1})", TokenKind::ClientAssertion, "RFC 7523"},
        {R"({"scope":"read","aud":"api"})", TokenKind::Access, "scope"},
        {R"({"scp":["read"],"aud":"api"})", TokenKind::Access, "scp"},
        {R"({"roles":["r"],"aud":"api"})", TokenKind::Access, "roles"},
        {R"({"azp":"c","aud":["api","c"]})", TokenKind::Access, "azp"},
        {R"({"kubernetes.io":{"namespace":"n"},"sub":"system:serviceaccount:n:s"})", TokenKind::ServiceAccount, "kubernetes.io"},
        {R"({"sid":"s","sub":"u"})", TokenKind::Session, "sid"},
        {R"({"iss":"robot@x.iam.gserviceaccount.com","scope":"s","aud":"https://oauth2.googleapis.com/token","exp":1})",
         TokenKind::ClientAssertion, "token endpoint"},
        {R"({"iss":"https://login.microsoftonline.com/1/v2.0","aud":"c","name":"Ada"})", TokenKind::Id, "Entra"},
        {R"({"iss":"https://login.microsoftonline.com/1/v2.0","aud":"c","azp":"c"})", TokenKind::Id, "audience is the client"},
        {R"({"iss":"https://login.microsoftonline.com/1/v2.0","aud":"c","roles":["r"]})", TokenKind::Access, "roles"},
        {R"({"iss":"https://dev-1.okta.com/oauth2/default","aud":"c","amr":["pwd"]})", TokenKind::Id, "Okta"},
        {R"({"iss":"https://a.supabase.co/auth/v1","aud":"authenticated","role":"authenticated","session_id":"s"})", TokenKind::Access,
         "role"},
        {R"({"iss":"https://gitlab.com","project_path":"a/b"})", TokenKind::Id, "GitLab"},
        {R"({"sub":"u","iat":1,"exp":2})", TokenKind::Unknown, ""},
        {R"({"iss":"c","sub":"c"})", TokenKind::Unknown, ""},
    }));
    CAPTURE(payload);
    const Token token = tokenOf(payload);
    CHECK(token.kind == kind);
    CHECK(token.kindReason.contains(reason));
    CHECK(token.kindReason.isEmpty() == (kind == TokenKind::Unknown));
}

TEST_CASE("decodeToken: the type in the header goes before the claims", "[token]")
{
    const auto [type, kind] = GENERATE(table<const char *, TokenKind>({
        {"at+jwt", TokenKind::Access},
        {"application/at+JWT", TokenKind::Access},
        {"logout+jwt", TokenKind::Logout},
        {"dpop+jwt", TokenKind::DpopProof},
        {"JWT", TokenKind::Id},
    }));
    CAPTURE(type);
    CHECK(tokenOf(R"({"nonce":"n"})", QByteArray(R"({"alg":"HS256","typ":")") + type + "\"}").kind == kind);
}
