#include "core/http/letters.h"

namespace keyhole {

QByteArray lettersOf(QByteArrayView name)
{
    QByteArray letters;
    for (const char c : name.toByteArray().toLower()) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            letters += c;
    }
    return letters;
}

}
