#pragma once

#include "ui/collection/version_model.h"
#include "ui/theme/theme.h"

#include <QDialog>

namespace keyhole {

class PlainTable;

/// What a person edited and what others made of the same file meanwhile, side by side; for each part one side is taken. Not modal; goes
/// when it is closed.
class VersionWindow : public QDialog {
    Q_OBJECT
public:
    VersionWindow(const Theme &theme, const QString &file, const RequestFile &base, const RequestFile &mine, const RequestFile &theirs,
                  QWidget *parent);
    VersionModel &versions() { return m_versions; }
    PlainTable *table() const { return m_table; }

signals:
    void settled(const keyhole::RequestFile &wanted);

private:
    VersionModel m_versions;
    PlainTable *m_table;
};

}
