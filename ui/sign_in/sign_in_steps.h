#pragma once

#include "core/oauth/sign_in.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QVBoxLayout;

namespace keyhole {

class Button;
class TextLabel;

/// The steps of a sign-in as they happen, each with its outcome, and its exchange to open.
class SignInSteps : public QWidget {
    Q_OBJECT
public:
    explicit SignInSteps(const Theme &theme, QWidget *parent = nullptr);
    void clear();
    void setStep(int index, const SignInStep &step);
    int count() const { return int(m_rows.size()); }

signals:
    void openRequested(const QString &title, const std::shared_ptr<const keyhole::Exchange> &exchange);

private:
    struct Row {
        QWidget *widget;
        TextLabel *icon, *title, *outcome;
        Button *open;
        SignInStep step;
    };
    void addRow();
    void show(const Row &row);

    const Theme &m_theme;
    QVBoxLayout *m_column;
    std::vector<Row> m_rows;
};

}
