#include "core/cookies/csrf.h"

namespace keyhole {

namespace {

constexpr const char *kMeta = "<meta name=\"csrf-token\"> of the page";

// Those with a companion stand before the one that has the same names without.
constexpr CsrfScheme kSchemes[] = {
    {"laravel", "Laravel", "XSRF-TOKEN", "laravel_session", "X-XSRF-TOKEN", "_token", true, false, "",
     "https://laravel.com/docs/csrf#csrf-x-xsrf-token"},
    {"spring", "Spring Security", "XSRF-TOKEN", "JSESSIONID", "X-XSRF-TOKEN", "_csrf", true, false, "",
     "https://docs.spring.io/spring-security/reference/servlet/exploits/csrf.html"},
    {"spring", "Spring Security", "XSRF-TOKEN", "SESSION", "X-XSRF-TOKEN", "_csrf", true, false, "",
     "https://docs.spring.io/spring-security/reference/servlet/exploits/csrf.html"},
    {"angular", "Angular, axios and servers that follow them", "XSRF-TOKEN", "", "X-XSRF-TOKEN", "", true, false, "",
     "https://angular.dev/best-practices/security#httpclient-xsrf-csrf-security"},
    {"django", "Django", "csrftoken", "", "X-CSRFToken", "csrfmiddlewaretoken", true, false, "",
     "https://docs.djangoproject.com/en/stable/howto/csrf/#using-csrf-protection-with-ajax"},
    {"aspnet", "ASP.NET Core", ".AspNetCore.Antiforgery.*", "", "RequestVerificationToken", "__RequestVerificationToken", false, false,
     "<input name=\"__RequestVerificationToken\"> of the page",
     "https://learn.microsoft.com/en-us/aspnet/core/security/anti-request-forgery"},
    {"aspnet", "ASP.NET", "__RequestVerificationToken*", "", "RequestVerificationToken", "__RequestVerificationToken", false, false,
     "<input name=\"__RequestVerificationToken\"> of the page",
     "https://learn.microsoft.com/en-us/aspnet/web-api/overview/security/preventing-cross-site-request-forgery-csrf-attacks"},
    {"wordpress", "WordPress", "wordpress_logged_in_*", "", "X-WP-Nonce", "_wpnonce", false, true, "\"nonce\" in wpApiSettings of the page",
     "https://developer.wordpress.org/rest-api/using-the-rest-api/authentication/#cookie-authentication"},
    {"tornado", "Tornado, Jupyter", "_xsrf", "", "X-XSRFToken", "_xsrf", true, false, "",
     "https://www.tornadoweb.org/en/stable/guide/security.html#cross-site-request-forgery-protection"},
    {"jenkins", "Jenkins", "JSESSIONID.*", "", "Jenkins-Crumb", "Jenkins-Crumb", false, false, "GET /crumbIssuer/api/json",
     "https://www.jenkins.io/doc/book/security/csrf-protection/"},
    {"nextcloud", "Nextcloud", "nc_session_id", "", "requesttoken", "requesttoken", false, true, "<head data-requesttoken> of the page",
     "https://docs.nextcloud.com/server/latest/developer_manual/digging_deeper/security.html"},
    {"drupal", "Drupal", "SSESS*", "", "X-CSRF-Token", "form_token", false, false, "GET /session/token",
     "https://www.drupal.org/docs/core-modules-and-themes/core-modules/restful-web-services-module"},
    {"sap", "SAP Gateway", "sap-XSRF_*", "", "X-CSRF-Token", "", false, false, "GET with X-CSRF-Token: Fetch, in the answer's X-CSRF-Token",
     "https://help.sap.com/docs/SAP_NETWEAVER_750/68bf513362174d54b58cddec28794093/b35c22518bc72214e10000000a44176d.html"},
    {"rails", "Ruby on Rails", "_*_session", "", "X-CSRF-Token", "authenticity_token", false, false, kMeta,
     "https://guides.rubyonrails.org/security.html#csrf-countermeasures"},
    {"phoenix", "Phoenix", "_*_key", "", "X-CSRF-Token", "_csrf_token", false, false, kMeta,
     "https://hexdocs.pm/plug/Plug.CSRFProtection.html"},
    {"yii", "Yii", "_csrf*", "PHPSESSID", "X-CSRF-Token", "_csrf", false, false, kMeta,
     "https://www.yiiframework.com/doc/guide/2.0/en/security-best-practices"},
    {"csurf", "Express", "_csrf", "", "CSRF-Token", "_csrf", false, false, "the page or an answer of the server",
     "https://expressjs.com/en/resources/middleware/csurf.html"},
    {"flask", "Flask-WTF", "session", "", "X-CSRFToken", "csrf_token", false, false, kMeta,
     "https://flask-wtf.readthedocs.io/en/latest/csrf/"},
    {"laravel", "Laravel", "laravel_session", "", "X-CSRF-TOKEN", "_token", false, false, kMeta, "https://laravel.com/docs/csrf"},
};

}

std::span<const CsrfScheme> csrfSchemes()
{
    return kSchemes;
}

}
