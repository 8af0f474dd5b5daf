#pragma once

#include "core/collection/auth_draft.h"
#include "ui/theme/theme.h"

#include <QDialog>

namespace keyhole {

class AuthEditor;

/// The credential that requests inherit from a folder or a collection. Not modal; goes when it is closed.
class FolderAuthDialog : public QDialog {
    Q_OBJECT
public:
    /// A collection is at the top: it has nothing to inherit from.
    FolderAuthDialog(const Theme &theme, const QString &name, bool isCollection, const AuthDraft &auth, QWidget *parent);
    AuthEditor *editor() const { return m_editor; }

signals:
    void kept(const keyhole::AuthDraft &auth);

private:
    AuthEditor *m_editor;
};

}
