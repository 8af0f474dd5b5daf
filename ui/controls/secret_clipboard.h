#pragma once

#include "core/secrets/secret.h"

#include <chrono>

class QMimeData;

namespace keyhole {

inline constexpr std::chrono::milliseconds kClipboardTime{30'000};

/// Copies a secret: marked so that clipboard managers do not keep it, and taken back after `kept`, or when the program ends, if it is still
/// there (where selecting is copying, from the selection too).
void copySecret(const Secret &secret, std::chrono::milliseconds kept = kClipboardTime);

/// A text with the marks by which clipboard managers know that it is not to be kept. The caller owns it.
QMimeData *concealedText(const Secret &secret);
/// Takes a secret back that a widget is about to copy by itself.
void takeBackAfter(const Secret &secret, std::chrono::milliseconds kept = kClipboardTime);

}
