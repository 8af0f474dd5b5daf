#include "real/servers/apache.h"
#include "real/servers/kerberos.h"

using namespace keyhole;

TEST_CASE("Kerberos: the realm and the web server work with curl, so that a failure of Keyhole's is its own", "[real]")
{
    const KerberosRealm realm;
    const Apache apache(realm.keytab(), realm.environment());
    realm.signIn();
    const QByteArray answer
        = runTool(programOf("curl", "curl"), {"-s", "-i", "--negotiate", "-u", ":", "--noproxy", "*", apache.address("/negotiate/")},
                  realm.environment());
    CHECK(answer.contains("welcome"));
}
