#!/usr/bin/python3
"""Makes one Active Directory forest on disk: forest.py FOLDER REALM SCHEMA USERS

Everything is written offline through Samba's own modules; nothing has to run.
It must be Debian's /usr/bin/python3, which has the samba package.
FOLDER/forest.json names what was made, and is written last.
"""
import base64
import json
import logging
import os
import sys

import ldb
from samba.auth import system_session
from samba.dcerpc import misc, security
from samba.ndr import ndr_pack, ndr_unpack
from samba.dsdb import DS_DOMAIN_FUNCTION_2008_R2
from samba.param import LoadParm
from samba.provision import provision
from samba.samdb import SamDB
from samba.schema import Schema

PASSWORD = "Passw0rd.Lab1"
RELAX = ["relax:0"]
OBJECT_VERSION = {"2012_R2": 69, "2016": 87, "2019": 88}
# The certificate of the lab's CA: self-signed, from 1 Jan 2020 to 31 Dec 2049. Its key is thrown away.
LAB_CA = base64.b64decode(
    "MIIBIzCByqADAgECAgEBMAoGCCqGSM49BAMCMBExDzANBgNVBAMMBkxBQi1DQTAeFw0yMDAxMDEwMDAwMDBaFw00OTEyMzEyMzU5NTlaMBExDzANBgNVBAMMBkxBQi1DQTBZ"
    "MBMGByqGSM49AgEGCCqGSM49AwEHA0IABDZBXyMGFY2V31dQYu9RXIRGpaB4gv2yoCZvDIV04kXLvF5LOE+0icwTaoCpObJVLuwpCwywgWHdNHomZi7Rca2jEzARMA8GA1Ud"
    "EwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAPFTcPsRtS6Rlri66aOTaPiEllEqZiZk3up9CiaX3nXAAiAdiZL12Vbtf5M/5vrZ2brwaD3GQBY4lrdErhQqlXtOtg==")

# Samba 4.17 carries the files of the 2016 schema but does not offer it; later versions do.
Schema.base_schemas.setdefault("2016", ("AD_DS_Attributes__Windows_Server_2016.ldf", "AD_DS_Classes__Windows_Server_2016.ldf", 87))


class Forest:
    def __init__(self, conf, batch=False):
        lp = LoadParm()
        lp.load(conf)
        lp.set("dsdb:schema update allowed", "yes")
        self.db = SamDB(url=lp.private_path("sam.ldb"), lp=lp, session_info=system_session(),
                        flags=ldb.FLG_DONT_CREATE_DB | ldb.FLG_NOSYNC, options=["batch_mode:1"] if batch else None)
        self.domain = str(self.db.domain_dn())
        self.configuration = str(self.db.get_config_basedn())
        self.schema = str(self.db.get_schema_basedn())
        self.sid = self.db.get_domain_sid()
        self.dns = lp.get("realm").lower()
        self.people = "OU=People," + self.domain

    def add(self, dn, **attributes):
        self.db.add(dict(attributes, dn=dn), controls=RELAX)

    def change(self, flag, dn, controls=RELAX, **attributes):
        message = ldb.Message(dn if isinstance(dn, ldb.Dn) else ldb.Dn(self.db, dn))
        for name, values in attributes.items():
            message[name] = ldb.MessageElement(values, flag, name)
        self.db.modify(message, controls=controls)

    def replace(self, dn, **attributes):
        self.change(ldb.FLAG_MOD_REPLACE, dn, **attributes)

    def extend(self, dn, **attributes):
        self.change(ldb.FLAG_MOD_ADD, dn, **attributes)

    def reload_schema(self):
        self.replace("", schemaUpdateNow="1")

    def base(self, dn, *names):
        return self.db.search(dn, ldb.SCOPE_BASE, attrs=list(names))[0]

    def child(self, parent, name):
        """The DN of `name` below `parent`; `name` may hold anything that a DN has to escape."""
        dn = ldb.Dn(self.db, parent)
        dn.add_child(ldb.Dn(self.db, "CN=x"))
        dn.set_component(0, "CN", name)
        return str(dn)

    def user(self, name, upn=None, enabled=True, **attributes):
        """A person; an enabled one has the lab's password."""
        account = dict(attributes, dn=self.child(self.people, name), objectClass="user", displayName=name, userAccountControl="66048" if enabled else "514")
        account.setdefault("sAMAccountName", name)
        if upn:
            account["userPrincipalName"] = upn
        if enabled:
            account["unicodePwd"] = ('"%s"' % PASSWORD).encode("utf-16-le")
        self.db.add(account)
        return account["dn"]

    def group(self, name, kind="-2147483646", members=(), parent=None, **attributes):
        """-2147483646 is a global security group, -2147483640 universal, -2147483644 domain local."""
        dn = self.child(parent or self.people, name)
        self.add(dn, **{"objectClass": "group", "sAMAccountName": name, "groupType": kind, **attributes})
        if members:
            self.change(ldb.FLAG_MOD_ADD, dn, controls=None, member=list(members))
        return dn

    def rid(self, dn):
        return str(ndr_unpack(security.dom_sid, self.base(dn, "objectSid")["objectSid"][0])).split("-")[-1]


def key_link(f):
    """Samba wants the back link of msDS-KeyCredentialLink to be allowed on its target; without it no key can be written (65)."""
    f.extend("CN=Top," + f.schema, systemMayContain="msDS-KeyCredentialLink-BL")
    f.reload_schema()


def schema_88(f):
    """From 87 to 88 is one attribute: [MS-ADA2], msDS-preferredDataLocation."""
    f.add("CN=ms-DS-Preferred-Data-Location," + f.schema, objectClass="attributeSchema", lDAPDisplayName="msDS-preferredDataLocation",
          attributeID="1.2.840.113556.1.4.2366", attributeSyntax="2.5.5.12", oMSyntax="64", isSingleValued="TRUE",
          schemaIDGUID=ndr_pack(misc.GUID("fa0c8ade-4c94-4610-bace-180efdee2140")), searchFlags="0", rangeLower="1", rangeUpper="10")
    f.reload_schema()
    for name in ("User", "Group"):
        f.extend("CN=%s,%s" % (name, f.schema), systemMayContain="msDS-preferredDataLocation")
    f.reload_schema()
    f.replace(f.schema, objectVersion="88")


def levels(f, level):
    """The functional levels as labels: this Samba behaves as 2008 R2 whatever they say."""
    partitions = "CN=Partitions," + f.configuration
    domains = f.db.search(partitions, ldb.SCOPE_ONELEVEL, expression="(nETBIOSName=*)", attrs=["1.1"])
    for dn in [str(f.db.get_dsServiceName()), f.domain, partitions] + [str(d.dn) for d in domains]:
        f.replace(dn, **{"msDS-Behavior-Version": level})


def key_admins(f):
    """What a 2016 PDC emulator adds: the two groups, CN=Keys, and the right to write keys."""
    users = "CN=Users," + f.domain
    for name, rid, kind in (("Key Admins", 526, "-2147483646"), ("Enterprise Key Admins", 527, "-2147483640")):
        f.group(name, kind, parent=users, isCriticalSystemObject="TRUE", objectSid=ndr_pack(security.dom_sid("%s-%d" % (f.sid, rid))))
    f.add("CN=Keys," + f.domain, objectClass="container", showInAdvancedViewOnly="TRUE")
    rights = {
        "CN=Keys," + f.domain: "(A;CI;RPWPCRLCLOCCDCRCWDWOSDDTSW;;;%s)",
        f.domain: "(OA;CI;RPWP;5b47d60f-6090-40b2-9f37-2a4de88f3063;;%s)",
    }
    for dn, ace in rights.items():
        found = f.db.search(dn, ldb.SCOPE_BASE, attrs=["nTSecurityDescriptor"], controls=["sd_flags:1:4"])[0]
        descriptor = ndr_unpack(security.descriptor, found["nTSecurityDescriptor"][0])
        text = "D:" + "".join(ace % ("%s-%d" % (f.sid, rid)) for rid in (526, 527))
        for added in security.descriptor.from_sddl(text, security.dom_sid(f.sid)).dacl.aces:
            descriptor.dacl_add(added)
        f.change(ldb.FLAG_MOD_REPLACE, dn, controls=["sd_flags:1:4"], nTSecurityDescriptor=ndr_pack(descriptor))
    for dn in ("CN=ActiveDirectoryUpdate,CN=DomainUpdates,CN=System," + f.domain,
               "CN=ActiveDirectoryUpdate,CN=ForestUpdates," + f.configuration):
        f.replace(dn, revision="16")


def service_names(f):
    """Kerberos finds no ldap/ service without these; a running Samba would add them by DNS update."""
    dc = f.db.search(f.domain, expression="(sAMAccountName=DC1$)", attrs=["servicePrincipalName"])[0]
    host = "dc1." + f.dns
    held = {str(name).lower() for name in dc.get("servicePrincipalName", [])}
    wanted = ["ldap/" + host, "ldap/DC1", "ldap/%s/%s" % (host, f.dns), "GC/%s/%s" % (host, f.dns)]
    f.extend(dc.dn, servicePrincipalName=[name for name in wanted if name.lower() not in held])
    f.replace(dc.dn, operatingSystem="Windows Server 2019 Standard", operatingSystemVersion="10.0 (17763)")


def services(f):
    """UPN suffixes, a subnet, the connection point of hybrid join, and an enterprise CA with two templates."""
    f.replace("CN=Partitions," + f.configuration, uPNSuffixes=["contoso.example", "fabrikam.example"])
    sites = "CN=Sites," + f.configuration
    f.add("CN=10.77.0.0/16,CN=Subnets," + sites, objectClass="subnet", siteObject="CN=Default-First-Site-Name," + sites)
    registration = "CN=Device Registration Configuration,CN=Services," + f.configuration
    f.add(registration, objectClass="container")
    f.add("CN=62a0ff2e-97b9-4513-943f-0d221bd30080," + registration, objectClass="serviceConnectionPoint",
          keywords=["azureADName:contoso.example", "azureADId:11111111-2222-3333-4444-555555555555"])
    keys = "CN=Public Key Services,CN=Services," + f.configuration
    kdc, smart_card, server, client = "1.3.6.1.5.2.3.5", "1.3.6.1.4.1.311.20.2.2", "1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"
    templates = {"KerberosAuthentication": [kdc, smart_card, server, client], "DomainControllerAuthentication": [smart_card, server, client]}
    for number, (name, usages) in enumerate(templates.items(), 1):
        f.add("CN=%s,CN=Certificate Templates,%s" % (name, keys), objectClass="pKICertificateTemplate", displayName=name, flags="131168",
              revision="110", pKIDefaultKeySpec="1", pKIMaxIssuingDepth="0", pKIKeyUsage=b"\xa0\x00", pKIExtendedKeyUsage=usages,
              **{"msPKI-RA-Signature": "0", "msPKI-Enrollment-Flag": "32", "msPKI-Private-Key-Flag": "0",
                 "msPKI-Certificate-Name-Flag": "138412032", "msPKI-Minimal-Key-Size": "2048", "msPKI-Template-Schema-Version": "2",
                 "msPKI-Template-Minor-Revision": "0", "msPKI-Cert-Template-OID": "1.3.6.1.4.1.311.21.8.1.2.3.4.5.6.%d" % number,
                 "msPKI-Certificate-Application-Policy": usages})
    f.add("CN=LAB-CA,CN=Enrollment Services," + keys, objectClass="pKIEnrollmentService", displayName="LAB-CA",
          dNSHostName="ca1." + f.dns, flags="10", cACertificateDN="CN=LAB-CA," + f.domain, cACertificate=LAB_CA,
          certificateTemplates=sorted(templates))
    controllers(f, "CN=KerberosAuthentication,CN=Certificate Templates," + keys)
    authority(f, keys)


def controllers(f, template):
    """Lets the domain controllers enrol by a template, by the two control access rights of [MS-CRTD] 2.5."""
    rights = ("0e10c968-78fb-11d2-90d4-00c04f79dc55", "a05b8cc2-17bc-4802-a710-e7c15ab866a2")
    aces = "".join("(OA;;CR;%s;;%s)" % (right, who) for who in ("%s-516" % f.sid, "ED") for right in rights)
    text = "D:PAI(A;;RPWPCRCCDCLCLORCWOWDSDDTSW;;;EA)%s(A;;RPLCLORC;;;AU)" % aces
    descriptor = security.descriptor.from_sddl(text, security.dom_sid(f.sid))
    f.change(ldb.FLAG_MOD_REPLACE, template, controls=["sd_flags:1:4"], nTSecurityDescriptor=ndr_pack(descriptor))


def authority(f, keys):
    """What an enterprise CA leaves besides its own object: its certificate in AIA, among the roots and in NTAuth, and its server."""
    nothing = {"authorityRevocationList": b"\x00", "certificateRevocationList": b"\x00"}
    for place in ("LAB-CA,CN=AIA", "LAB-CA,CN=Certification Authorities", "NTAuthCertificates"):
        f.add("CN=%s,%s" % (place, keys), objectClass="certificationAuthority", cACertificate=LAB_CA, **nothing)
    f.add("CN=CA1,CN=Computers," + f.domain, objectClass="computer", sAMAccountName="CA1$", userAccountControl="4096",
          dNSHostName="ca1." + f.dns, operatingSystemVersion="10.0 (17763)", servicePrincipalName=["HOST/ca1." + f.dns, "HOST/CA1"])


def people(f):
    """One account for each case that a reader has to tell apart, and the groups they are in."""
    f.add(f.people, objectClass="organizationalUnit")
    good = f.user("good", "good@contoso.example")
    second = f.user("second", "second@fabrikam.example")
    f.user("internal", "internal@" + f.dns)
    f.user("odd", "odd@not-a-listed-suffix.test")
    f.user("noupn")
    gone = f.user("gone", "gone@contoso.example", enabled=False)
    primary = f.user("primary", "primary@contoso.example")
    f.user("reader", "reader@" + f.dns)
    keyadmin = f.user("keyadmin", "keyadmin@" + f.dns)
    hostile = [
        f.user("o'brien", "o'brien@contoso.example"),
        f.user("a*)(objectClass=*", "star@contoso.example", sAMAccountName="star"),
        f.user("x,DC=evil", "comma@contoso.example", sAMAccountName="comma"),
        f.user("back\\slash", "slash@contoso.example", sAMAccountName="slash"),
        f.user("J\u00fcrgen \u5c71\u7530", "juergen@contoso.example", sAMAccountName="juergen"),
        f.user("zero width", "zero@contoso\u200b.example", sAMAccountName="zero"),
        f.user("trailing", "trailing@contoso.example ", sAMAccountName="trailing"),
    ]
    nested = f.group("Pilot Nested", "-2147483640", [second, gone, primary])
    pilot = f.group("Pilot", "-2147483640", [good, nested])
    f.extend(nested, member=pilot)  # a circle, as real directories have
    f.replace(primary, primaryGroupID=f.rid(nested))  # and so no longer in its member attribute
    f.group("Empty")
    f.group("Retired", members=[gone])
    f.group("Hostile", members=hostile)
    f.group("a*)(cn=*", members=[good], sAMAccountName="star group")
    # Named by SID, a member of another forest gets its foreignSecurityPrincipal made by the directory.
    f.group("With Stranger", "-2147483644", [good, "<SID=S-1-5-21-1111111111-2222222222-3333333333-1111>"])
    twins = "OU=Twins," + f.domain
    f.add(twins, objectClass="organizationalUnit")
    f.group("Twin")
    f.group("Twin", parent=twins, sAMAccountName="Twin 2")
    if f.db.search("CN=Users," + f.domain, ldb.SCOPE_ONELEVEL, expression="(cn=Key Admins)", attrs=["1.1"]):
        f.extend("CN=Key Admins,CN=Users," + f.domain, member=keyadmin)


def crowd(f, count):
    """Enabled users u0000001 and on, in OU=Bulk and in the group Crowd; their suffixes taken in turn. They have no password."""
    bulk = "OU=Bulk," + f.domain
    f.add(bulk, objectClass="organizationalUnit")
    suffixes = ["contoso.example", "fabrikam.example", f.dns]
    members = []
    for number in range(1, count + 1):
        name = "u%07d" % number
        members.append("CN=%s,%s" % (name, bulk))
        f.db.add({"dn": members[-1], "objectClass": "user", "sAMAccountName": name, "displayName": "User " + name,
                  "userPrincipalName": "%s@%s" % (name, suffixes[number % 3]), "userAccountControl": "544"}, controls=RELAX)
    f.group("Crowd", members=members)


def main(folder, realm, schema, users):
    os.makedirs(os.path.join(folder, "etc"))
    conf = os.path.join(folder, "etc", "smb.conf")
    made = provision(logging.getLogger("provision"), system_session(), smbconf=conf, targetdir=folder, realm=realm,
                     domain=realm.split(".")[0][:15], serverrole="active directory domain controller", dns_backend="SAMBA_INTERNAL",
                     hostname="dc1", hostip="127.77.0.1", adminpass=PASSWORD, base_schema="2016" if schema == "2019" else schema,
                     samdb_fill="FULL", dom_for_fun_level=DS_DOMAIN_FUNCTION_2008_R2)
    f = Forest(made.lp.configfile)
    new = OBJECT_VERSION[schema] >= 87
    if new:
        key_link(f)
    if schema == "2019":
        schema_88(f)
    f = Forest(made.lp.configfile, batch=True)
    f.db.transaction_start()
    levels(f, "7" if new else "6")
    service_names(f)
    if new:
        key_admins(f)
    services(f)
    people(f)
    if users:
        crowd(f, users)
    f.db.transaction_commit()
    identity = lambda dn: str(ndr_unpack(misc.GUID, f.base(dn, "objectGUID")["objectGUID"][0]))  # noqa: E731
    with open(os.path.join(folder, "forest.json"), "w") as file:
        json.dump({"baseDn": f.domain, "domainSid": f.sid, "ids": [identity(dn) for dn in (f.domain, f.configuration, f.schema)]}, file)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
