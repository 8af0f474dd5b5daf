#pragma once

class QDir;

namespace keyhole {

/// The window of environments, and what is asked before a request goes out, light and dark.
bool environmentPictures(const QDir &folder);

}
