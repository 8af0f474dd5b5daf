#include "core/secrets/store_error.h"

namespace keyhole {

namespace {

struct FaultWords {
    StoreFault fault;
    const char *what;
    const char *remedy;
};

constexpr FaultWords kFaults[] = {
    {StoreFault::Locked, "The keychain is locked.", "Unlock it, or send without the credential."},
    {StoreFault::Absent, "This system has no keychain service.",
     "Start one (GNOME Keyring, KWallet, KeePassXC), or keep the credential until you quit."},
    {StoreFault::Denied, "The keychain refused the access.", "Allow Keyhole in the keychain's own settings, and ask again."},
    {StoreFault::NoAnswer, "The keychain did not answer.",
     "Look whether it asks something in a window of its own; restart it if it hangs."},
    {StoreFault::Replaced, "This is not the keychain that Keyhole stored its entries in, or it was emptied.",
     "Open the former one. If it is gone, start anew with this one: nothing that is known of the entries is forgotten before."},
    {StoreFault::NotFound, "The keychain has no such entry.", "Choose another credential, or type it again."},
    {StoreFault::Damaged, "The entry in the keychain is damaged. It was not used.", "Type the credential again; that replaces the entry."},
    {StoreFault::Stale, "The keychain holds an older state of this entry than the one stored last. It was not used.",
     "The keychain was probably restored from a backup: type the credential again."},
    {StoreFault::Newer, "The entry was written by a later version of Keyhole.", "Use that version, or type the credential again."},
    {StoreFault::NotStored, "The keychain took the entry and gave something else back. Nothing was changed.",
     "Try again; look whether the keychain's disk is full or its program reports an error."},
    {StoreFault::TooLarge, "The credential is larger than 64 KB.", "Store the file where it is, and name its path instead."},
    {StoreFault::OtherOrigin, "The credential is not for this address.", "Add the origin to the credential, if you trust it."},
    {StoreFault::Failed, "The keychain reported an error.", "Try again; the keychain's own program may tell more."},
};

}

bool isUsable(StoreState state)
{
    return state == StoreState::Ready || state == StoreState::NoPassword;
}

StoreError storeError(StoreFault fault)
{
    const auto *words = std::find_if(std::begin(kFaults), std::end(kFaults), [fault](const FaultWords &w) { return w.fault == fault; });
    return {fault, {QString::fromUtf8(words->what), "keychain", QString::fromUtf8(words->remedy)}};
}

QString stateName(StoreState state)
{
    switch (state) {
    case StoreState::Unknown:
        return "Keychain: not used yet";
    case StoreState::Ready:
        return "Keychain: open";
    case StoreState::NoPassword:
        return "Keychain: without a password";
    case StoreState::Waiting:
        return "Waiting for your keychain";
    case StoreState::Locked:
        return "Keychain: locked";
    case StoreState::Absent:
        return "Keychain: none";
    case StoreState::Denied:
        return "Keychain: access refused";
    case StoreState::Replaced:
        return "Keychain: not the one used before";
    }
    return {};
}

QString stateMeaning(StoreState state)
{
    switch (state) {
    case StoreState::Unknown:
        return "The keychain is asked when a request first needs it.";
    case StoreState::Ready:
        return "Credentials can be read and stored.";
    case StoreState::NoPassword:
        return "The keychain has no password, so its file is plain text: anyone who can read your files can read these secrets.";
    case StoreState::Waiting:
        return "The keychain has not answered yet. It may ask something in a window of its own.";
    case StoreState::Locked:
        return "The keychain must be unlocked before a credential can be read or stored.";
    case StoreState::Absent:
        return "This system has no keychain service. Credentials can be kept until you quit; they are never put into a file.";
    case StoreState::Denied:
        return "The keychain refused Keyhole the access.";
    case StoreState::Replaced:
        return "This keychain lacks what Keyhole stored: it is another one, or it was emptied. Nothing is forgotten or removed meanwhile.";
    }
    return {};
}

}
