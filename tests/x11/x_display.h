#pragma once

#include <QProcess>
#include <optional>

namespace keyhole {

/// An X server without a screen (Xvfb), on a display number that was free; it ends with this. Does nothing but remember the problem where
/// it cannot be started.
class XDisplay {
public:
    XDisplay();
    ~XDisplay();

    /// ":7"; empty where there is none.
    const QByteArray &name() const { return m_name; }
    /// What to install, where it is missing.
    const QByteArray &problem() const { return m_problem; }

private:
    QProcess m_server;
    QByteArray m_name, m_problem;
};

/// What another program would paste from a selection of X11 ("CLIPBOARD", "PRIMARY"), as the target asked for; none where nobody offers it.
/// Asked by a process of its own, while the events of this one go on.
std::optional<QByteArray> pasted(const QByteArray &selection, const QByteArray &target = "UTF8_STRING");

/// Another program that copies a text, and offers it until this ends.
class OtherProgram {
public:
    OtherProgram(const QByteArray &selection, const QByteArray &text);
    ~OtherProgram();

private:
    QProcess m_process;
};

}
