#pragma once

#include "core/collection/opencollection/request_file.h"

namespace keyhole::opencollection {

/// Variables of a request, folder or collection. Their schema knows no "secret", as that of environments does: a secret one is a row
/// without a value. One that is marked nevertheless is read as such, and stays so.
std::vector<VariableRow> readDefaultVariables(const YamlValue *list);
void updateDefaultVariables(YamlValue &mapping, const std::vector<VariableRow> &before, const std::vector<VariableRow> &after);

}
