#pragma once

class QDir;

namespace keyhole {

/// The experiments of a refusal, before they are made and settled; and the search for the difference that matters. Light and dark.
bool probePictures(const QDir &folder);

}
