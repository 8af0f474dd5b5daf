#pragma once

#include "core/secrets/credential.h"

#include <functional>
#include <vector>

class QWidget;

namespace keyhole {

/// A menu of stored credentials, of which one is chosen.
struct StoredMenu {
    std::vector<CredentialInfo> offered;  ///< the first 30 are shown
    CredentialId chosen;  ///< empty: none is
    std::function<void(const CredentialId &)> choose;
    QString leaveText;  ///< "Type it here": offered while one is chosen
    std::function<void()> leave;
    std::function<void()> showAll;
};

/// Opens it below a widget, which owns it.
void popUp(const StoredMenu &stored, QWidget *below);

}
