#pragma once

class QDir;

namespace keyhole {

/// The window of the credentials in each state of the keychain, the import, and the Auth tab with each scheme, light and dark.
bool credentialPictures(const QDir &folder);

}
