#pragma once

#include "ui/theme/theme.h"

#include <QDialog>

namespace keyhole {

/// The page "How Keyhole reads a server’s clock" with its picture. Not modal; goes when it is closed.
class ClockExplanation : public QDialog {
    Q_OBJECT
public:
    ClockExplanation(const Theme &theme, QWidget *parent);
};

}
