#pragma once

class QDir;

namespace keyhole {

/// The replay window before, while and after it sends, what it asks in production, of a recording; completion of variables. Light and dark.
bool replayPictures(const QDir &folder);

}
