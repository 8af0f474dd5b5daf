#pragma once

#include "core/collection/request_draft.h"

#include <QStringList>

namespace keyhole {

/// Makes a recorded request one to another address. Where that is another origin, or `keep` is false, everything that was recorded as a
/// credential stays behind: Authorization, cookies, fields and parameters of secrets, user information; the jar's cookies go instead.
/// Origin and Referer of the old origin become the new one's. `notes` tells what stayed behind. Fails where a secret stands in the body
/// or the path: there it cannot be taken out.
Result<void> moveTo(RequestDraft &draft, const Url &recorded, const Url &target, bool keep, QStringList &notes);

/// Puts a credential in the place of the recorded one. It goes to this origin only.
void replaceCredential(RequestDraft &draft, AuthDraft credential, const Origin &origin, QStringList &notes);

}
