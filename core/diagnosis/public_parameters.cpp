#include "core/diagnosis/public_parameters.h"

#include "core/http/field.h"

#include <algorithm>

namespace keyhole {

bool isPublicParameter(QByteArrayView name)
{
    static constexpr QByteArrayView kNames[]
        = {"realm",           "uri",     "algorithm", "qop",     "nc",      "signedheaders", "headers",   "oauth_signature_method",
           "oauth_timestamp", "charset", "ts",        "created", "expires", "oauth_version", "components"};
    return std::any_of(std::begin(kNames), std::end(kNames), [name](QByteArrayView each) { return equalsIgnoringCase(name, each); });
}

qsizetype secretLength(const AuthParameter &parameter)
{
    const qsizetype scope = equalsIgnoringCase(parameter.name, "Credential") ? parameter.value.indexOf('/') : -1;
    return scope < 0 ? parameter.value.size() : scope;
}

}
