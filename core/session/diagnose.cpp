#include "core/session/session.h"

#include "core/diagnosis/diagnose.h"

namespace keyhole {

Report Session::diagnose(const Exchange &exchange, const std::vector<const Exchange *> &earlier, const CookieJar *jar,
                         const ClockBook *clocks)
{
    return keyhole::diagnose({exchange, earlier, jar, clocks});
}

}
