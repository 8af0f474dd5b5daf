#pragma once

#include "core/collection/request_draft.h"

namespace keyhole {

/// The collection with a {{VARIABLE}} in the place of each secret that stands in it in clear: in credentials, fields, addresses, cookies
/// and bodies. The same secret gets the same variable. The variables join the collection's, marked secret and without a value; the values
/// of those that were secret before are taken out.
Collection withSecretsAsVariables(Collection collection);

}
