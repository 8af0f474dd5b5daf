#pragma once

#include "core/collection/request_draft.h"
#include "screenshots/scene_transport.h"

namespace keyhole::scenes {

/// An access token of 09:31 to 06:31 hours before the scene's moment: expired by every clock.
QByteArray expiredToken();
QByteArray validToken();
/// What a refresh might bring: another hour, and one scope more.
QByteArray newToken();
/// "Shop API" with its folders, and the environment Staging.
Collection shopApi();
void teach(SceneTransport &transport);

}
