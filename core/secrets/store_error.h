#pragma once

#include "core/result.h"

namespace keyhole {

/// How the place stands in which credentials are kept.
enum class StoreState {
    Unknown,  ///< not asked yet; it is asked at the first use, never when the program starts
    Ready,
    NoPassword,  ///< usable, but its file is plain text: who can read the files of this account can read the secrets
    Waiting,  ///< it has not answered for five seconds; perhaps it asks something in a window of its own
    Locked,
    Absent,  ///< this system has no keychain service, or none can be reached
    Denied,  ///< it refused the access
    Replaced,  ///< it is open, but what Keyhole put there is gone: another keychain, or one that was restored
};

/// Whether entries can be read and written in that state.
bool isUsable(StoreState state);

enum class StoreFault {
    Locked,
    Absent,
    Denied,
    NoAnswer,  ///< given up after a minute and a half
    Replaced,
    NotFound,  ///< the keychain is open and the right one, and has no such entry
    Damaged,  ///< something else stands there, or part of it; it is never used
    Stale,  ///< an older generation than the one that was acknowledged; it is never used
    Newer,  ///< written by a later version
    NotStored,  ///< reading it back gave something else; what was there before is still there
    TooLarge,
    OtherOrigin,  ///< the credential is not for that origin
    Failed,  ///< for a reason that the keychain did not tell
};

/// Why an entry could not be had, stored or removed. `error` is for a person and has no secret in it.
struct StoreError {
    StoreFault fault = StoreFault::Failed;
    Error error;
    friend bool operator==(const StoreError &, const StoreError &) = default;
};

/// The fault in words: what, and what to do.
StoreError storeError(StoreFault fault);

/// "Keychain: locked", for the status bar; and what that means, as a whole sentence.
QString stateName(StoreState state);
QString stateMeaning(StoreState state);

}
