#include "core/json/pointer.h"

namespace keyhole {

QByteArray pointerStep(QByteArrayView name)
{
    return name.toByteArray().replace('~', "~0").replace('/', "~1");
}

QByteArray memberName(QByteArrayView step)
{
    // "~1" first: "~01" is a "~" and a 1.
    return step.toByteArray().replace("~1", "/").replace("~0", "~");
}

}
