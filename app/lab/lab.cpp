#include "app/lab/lab.h"

namespace keyhole {
struct Lab::Private { };
Lab::Lab(QObject *parent) : QObject(parent), d(std::make_unique<Private>()) { }
Lab::~Lab() = default;
}
