#include "core/secrets/process_privacy.h"

#include <cstring>
#include <sys/resource.h>
#include <sys/stat.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace keyhole {

void keepProcessPrivate()
{
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
#if defined(__linux__) && !defined(__SANITIZE_ADDRESS__)  // whose search for leaks is a debugger
    prctl(PR_SET_DUMPABLE, 0);
#endif
    umask(S_IRWXG | S_IRWXO);
}

void hideArguments(int argc, char *argv[], int from)
{
    for (int i = from; i < argc; ++i)
        memset(argv[i], 0, strlen(argv[i]));
}

}
