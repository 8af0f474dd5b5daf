#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

/// What WooCommerce takes as Basic user name: a consumer key. Source: woocommerce REST API documentation, "Authentication over HTTPS".
bool isWooCommerceKey(const QByteArray &user)
{
    return user.startsWith("ck_") && user.size() == 43;
}

Check check(const Facts &facts)
{
    if (!facts.basic || !*facts.basic)
        return ruledOut(QStringLiteral("no readable Basic credential was sent"));
    const Said *words = facts.saidFor("basic.password-unsupported");
    const QByteArray &path = facts.request.url.path;
    const bool wooCommerce = path.contains("/wp-json/wc/") && !isWooCommerceKey((*facts.basic)->user);
    if (!words && !(wooCommerce && facts.refusedInSomeWay()))
        return ruledOut(QStringLiteral("nothing says that this service takes no passwords"));
    Verdict verdict{words ? words->saying->certainty : Certainty::Likely,
                    {requestField(*facts.authorization, QStringLiteral("a user name and a password"))}};
    if (words)
        verdict.evidence.push_back(said(*words));
    else
        verdict.evidence.push_back(
            requestLine(facts, QStringLiteral("WooCommerce takes its consumer key and secret here"), QStringLiteral("/wp-json/wc/")));
    for (const Said &each : facts.said) {
        if (!words && each.saying->profile->id == "woocommerce")
            verdict.evidence.push_back(said(each));
    }
    return verdict;
}

}

const Rule rules::basicPasswordUnsupported{"basic.password-unsupported",
                                           "The service wants a token or a key here, not the account's password", &check};

}
