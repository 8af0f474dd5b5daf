#pragma once

#include "core/collection/opencollection/request_file.h"

namespace keyhole::opencollection {

/// `runtime` of a request: variables, expectations (assertions), captures (actions that set a variable after the answer) and scripts.
void readRuntime(const YamlValue &runtime, RequestFile &read, const QString &file);
/// Other actions stay in the file.
void updateRuntime(YamlValue &document, const RequestFile &before, const RequestFile &after);

/// {type, code} of a request, folder or collection; text, and never run.
std::vector<KeptScript> readScripts(const YamlValue *list);
void updateScripts(YamlValue &mapping, const std::vector<KeptScript> &before, const std::vector<KeptScript> &after);

}
