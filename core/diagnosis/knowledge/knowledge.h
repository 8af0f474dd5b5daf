#pragma once

#include "core/diagnosis/knowledge/profile.h"
#include "core/http/url.h"

#include <span>

namespace keyhole {

/// Everything known of services, servers, frameworks and libraries: read once from the program's resources.
std::span<const Profile> knowledge();
/// Begins to read it on another thread, so that the first diagnosis need not wait; whoever asks meanwhile waits for the rest of it.
void readKnowledgeAhead();

/// What is known under this id, the name of its file; nullptr for none.
const Profile *findKnown(QByteArrayView id);
/// The service that answers at this address; nullptr when it is none that is known.
const Profile *findService(const Url &url);
const KeyShape *findKeyShape(QByteArrayView credential);
/// The region in which a key of this form is good, and the one that a host of the service serves; empty where nothing tells.
QByteArray regionOfKey(const KeyShape &shape, QByteArrayView key);
QByteArray regionOfHost(const Profile &service, QByteArrayView host);
/// Whether a text is made of the letters of a KeyShape's alphabet; true for an empty name.
bool isOfAlphabet(QByteArrayView text, QByteArrayView alphabet);

/// What whoever runs it looks at for this cause, the most special first.
std::vector<const OperatorHint *> operatorHints(const Profile &profile, QByteArrayView cause);

}
