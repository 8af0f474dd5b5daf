#include "core/diagnosis/knowledge/sayings.h"

namespace keyhole {

namespace {

constexpr Certainty kCertain = Certainty::Certain;
constexpr Certainty kLikely = Certainty::Likely;
constexpr Certainty kPossible = Certainty::Possible;

constexpr const char *kDrf = "github.com/encode/django-rest-framework exceptions.py, authentication.py";
constexpr const char *kFlaskJwt = "github.com/vimalloc/flask-jwt-extended";
constexpr const char *kExpressJwt = "github.com/auth0/express-jwt src/index.ts";
constexpr const char *kSpring = "github.com/spring-projects/spring-security ExceptionTranslationFilter messages";
constexpr const char *kLaravel = "github.com/laravel/framework";
constexpr const char *kWordPress = "github.com/WordPress/WordPress wp-includes/rest-api.php, user.php";
constexpr const char *kElastic = "github.com/elastic/elasticsearch DefaultAuthenticationFailureHandler";

constexpr Saying kSayings[] = {
    {"Django REST framework", "authentication credentials were not provided", Saying::Words, "header.missing", kLikely, kDrf},
    {"Django REST framework", "invalid token header. no credentials provided", Saying::Words, "header.empty", kCertain, kDrf},
    {"Django REST framework", "token string should not contain spaces", Saying::Words, "header.malformed", kCertain, kDrf},
    {"Django REST framework", "invalid username/password", Saying::Words, "basic.rejected", kCertain, kDrf},
    {"Django REST framework", "user inactive or deleted", Saying::Words, "account.locked", kCertain, kDrf},
    {"Django REST framework", "csrf failed: csrf token missing", Saying::Words, "csrf.missing", kCertain, kDrf},
    {"Django REST framework", "csrf failed: csrf token", Saying::Words, "csrf.mismatch", kLikely, kDrf},
    {"Django REST framework", "csrf failed: origin checking failed", Saying::Words, "csrf.origin-rejected", kCertain, kDrf},
    {"FastAPI", "not authenticated", Saying::Code, "header.missing", kLikely, "github.com/fastapi/fastapi security/http.py"},
    {"Flask-JWT-Extended", "missing authorization header", Saying::Words, "header.missing", kLikely, kFlaskJwt},
    {"Flask-JWT-Extended", "bad authorization header", Saying::Words, "header.malformed", kLikely, kFlaskJwt},
    {"Flask-JWT-Extended", "missing csrf token", Saying::Words, "csrf.missing", kCertain, kFlaskJwt},
    {"express-jwt", "no authorization token was found", Saying::Words, "header.missing", kLikely, kExpressJwt},
    {"express-jwt", "format is authorization: bearer [token]", Saying::Words, "header.malformed", kLikely, kExpressJwt},
    {"Passport", "no auth token", Saying::Words, "header.missing", kLikely, "github.com/mikenicholson/passport-jwt lib/strategy.js"},
    {"", "no token provided", Saying::Words, "header.missing", kLikely, "words of many applications"},
    {"", "token not provided", Saying::Words, "header.missing", kLikely, "words of many applications"},
    {"", "missing token", Saying::Words, "header.missing", kLikely, "words of many applications"},
    {"", "missing authorization", Saying::Words, "header.missing", kLikely, "words of many applications"},
    {"", "authorization header is missing", Saying::Words, "header.missing", kLikely, "words of many applications"},
    {"", "authorization header missing", Saying::Words, "header.missing", kLikely, "words of many applications"},
    {"", "authorization header was not present", Saying::Words, "header.missing", kLikely, "words of many applications"},
    {"", "no authorization header", Saying::Words, "header.missing", kLikely, "words of many applications"},
    {"", "authentication required", Saying::Words, "header.missing", kPossible, "words of many applications"},
    {"", "authentication is required", Saying::Words, "header.missing", kPossible, "words of many applications"},
    {"", "missing authentication", Saying::Words, "header.missing", kLikely, "words of many applications"},
    {"Spring Security", "full authentication is required to access this resource", Saying::Words, "header.missing", kLikely, kSpring},
    {"Spring Security", "found multiple bearer tokens", Saying::Words, "header.duplicated", kCertain, kSpring},
    {"Spring Security", "user account is locked", Saying::Words, "account.locked", kCertain, kSpring},
    {"Spring Security", "user is disabled", Saying::Words, "account.locked", kCertain, kSpring},
    {"Laravel", "csrf token mismatch", Saying::Words, "csrf.mismatch", kLikely, kLaravel},
    {"WordPress", "rest_cookie_invalid_nonce", Saying::Code, "csrf.mismatch", kCertain, kWordPress},
    {"WordPress", "rest_not_logged_in", Saying::Code, "header.missing", kLikely, kWordPress},
    {"WordPress", "incorrect_password", Saying::Code, "basic.rejected", kCertain, kWordPress},
    {"WordPress", "invalid_username", Saying::Code, "basic.rejected", kCertain, kWordPress},
    {"WordPress", "jwt_auth_no_auth_header", Saying::Code, "header.missing", kLikely, "github.com/Tmeister/wp-api-jwt-auth"},
    {"Elasticsearch", "missing authentication credentials for rest request", Saying::Words, "header.missing", kLikely, kElastic},
    {"Elasticsearch", "unable to authenticate user [", Saying::Words, "basic.rejected", kCertain, kElastic},
    {"", "invalid username or password", Saying::Words, "basic.rejected", kLikely, "words of many applications"},
    {"", "incorrect username or password", Saying::Words, "basic.rejected", kLikely, "words of many applications"},
    {"", "bad credentials", Saying::Words, "basic.rejected", kPossible, "words of many applications"},
    {"", "session expired", Saying::Words, "cookie.session-invalid", kLikely, "words of many applications"},
    {"", "session has expired", Saying::Words, "cookie.session-invalid", kLikely, "words of many applications"},
    {"", "account is locked", Saying::Words, "account.locked", kCertain, "words of many applications"},
    {"", "insufficient scope", Saying::Words, "token.scope-missing", kCertain, "words of many applications"},
    {"", "missing_scope", Saying::Code, "token.scope-missing", kCertain, "codes of several services"},
    {"", "have the required scope", Saying::Words, "token.scope-missing", kCertain, "words of many applications"},
    {"", "missing scope", Saying::Words, "token.scope-missing", kLikely, "words of many applications"},
};

}

std::span<const Saying> frameworkSayings()
{
    return kSayings;
}

}
