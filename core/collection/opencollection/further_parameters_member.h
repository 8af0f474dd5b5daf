#pragma once

#include "core/yaml/yaml_value.h"

namespace keyhole::opencollection {

/// What `additionalParameters.authorizationRequest` of an OAuth2 member adds to the query of an authorization request, as it stands in a
/// query. What it adds elsewhere is left out.
QByteArray readFurtherParameters(const YamlValue &auth);

/// Brings it to these, without secrets; what goes elsewhere than into the query stays.
void updateFurtherParameters(YamlValue &auth, const QByteArray &parameters);

}
