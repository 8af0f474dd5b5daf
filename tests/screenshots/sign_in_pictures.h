#pragma once

class QDir;

namespace keyhole {

/// The window of a sign-in in each of its states, light and dark. False when a picture cannot be saved.
bool signInPictures(const QDir &folder);

}
