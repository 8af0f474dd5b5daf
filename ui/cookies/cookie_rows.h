#pragma once

#include "core/cookies/browsers.h"
#include "core/cookies/csrf.h"
#include "ui/response/sectioned_model.h"

namespace keyhole {

/// Through whose eyes the cookies of an exchange are looked at: which client, and who began the request.
struct CookieView {
    enum class Initiator { User, Link, Form, Frame, Script };  ///< all but the user on a page of another site

    std::optional<Browser> client;  ///< none: Keyhole itself
    Initiator initiator = Initiator::User;

    /// Nothing is supposed: what is shown is what happened.
    bool isAsItWas() const { return !client && initiator == Initiator::User; }
    QString clientName() const;
    CookiePolicy policy() const;
    CookieContext contextFor(const Request &request) const;
};

/// The cookies of an exchange under headings: sent, held back (each with the rule), set by its answers (accepted or refused, and why),
/// changed in the jar, and what guards against forged requests. Where a browser would have decided otherwise, that stands below the row.
std::vector<SectionedRow> cookieRows(const Exchange &exchange, const CookieView &view, const std::vector<CsrfPair> &pairs);

}
