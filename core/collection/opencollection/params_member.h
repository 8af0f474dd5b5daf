#pragma once

#include "core/collection/opencollection/request_file.h"

namespace keyhole::opencollection {

/// `params` of `http`: query parameters stand in the address as well, unless they are switched off; path parameters stand for ":name" in
/// it.
void readParams(const YamlValue &http, RequestFile &read);
void updateParams(YamlValue &http, const RequestFile &before, const RequestFile &after);

}
