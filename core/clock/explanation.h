#pragma once

#include <QString>

namespace keyhole {

/// The page "How Keyhole reads a server’s clock", in Markdown. Its picture is ":/pages/server-clock.svg".
QString clockExplanation();

}
