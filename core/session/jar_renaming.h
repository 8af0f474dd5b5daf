#pragma once

#include "core/session/session.h"

namespace keyhole {

/// Gives a jar of the session another name, with all that is in it. What was kept under that name is forgotten.
void renameJar(Session &session, const QString &from, const QString &to);

}
