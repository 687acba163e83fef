"""Ships that lie in a harbour: who is warned on board as well."""

import paramiko

HOST = "files01.tides.example"
BERTHS = "/outbound/harbour/berths.dat"


def fetch(key: paramiko.PKey) -> None:
    with paramiko.SSHClient() as ssh:
        ssh.load_system_host_keys()
        ssh.connect(HOST, username="surge", pkey=key)
        sftp = ssh.open_sftp()
        sftp.get(BERTHS, "/tmp/berths.dat")


def in_harbour(harbour: str) -> list[str]:
    with open("/tmp/berths.dat", encoding="ascii") as lines:
        return [line[17:47].strip() for line in lines if line[:4] == harbour]
