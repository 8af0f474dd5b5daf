#pragma once

class QDir;

namespace keyhole {

/// A refusal compared with the last success of its request, light and dark, narrow, and with both contents. False when a picture cannot be
/// saved.
bool comparePictures(const QDir &folder);

}
