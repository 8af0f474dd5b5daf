#include "core/http/letters.h"

namespace keyhole {

QByteArray lettersOf(QByteArrayView name)
{
    QByteArray letters(name.size(), Qt::Uninitialized);
    char *end = letters.data();
    for (const char c : name) {
        const char lower = c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
        if ((lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9'))
            *end++ = lower;
    }
    letters.truncate(end - letters.constData());
    return letters;
}

}
