#include "core/session/jar_renaming.h"

namespace keyhole {

void renameJar(Session &session, const QString &from, const QString &to)
{
    if (from == to)
        return;
    CookieJar &old = session.jarOf(from);  // whoever keeps jars fills both now
    session.jarOf(to) = std::exchange(old, {});
    session.editJar([](CookieJar &) {});
}

}
