#include "core/diagnosis/rules/basic/misread.h"

#include "core/diagnosis/story.h"

namespace keyhole {

QString whyNotMisread(const Facts &facts)
{
    if (facts.status != 401)
        return QStringLiteral("the status is not 401");
    if (!facts.challenges.empty() && !facts.challenge("Basic"))
        return QStringLiteral("the server does not offer Basic");
    return acceptedWithCredential(facts) ? QStringLiteral("the same user name and password were accepted here before") : QString();
}

}
